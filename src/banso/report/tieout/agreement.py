"""Whether a number of the draft is the report's figure: compared in the figure's own unit, after conversion and rounding."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from banso.figures.values import State
from banso.report.document import Figure

from .numbers import NumberReader, Said, Token, base_unit
from .plain import normalise

_SAYS = {State.NOT_OFFERED: Said.NOTHING, State.PENDING: Said.PENDING, State.COUNTED: Said.NUMBER}


@dataclass(frozen=True)
class Agreement:
    """Whether they agree, and what a reader should know of it."""

    agrees: bool
    note: str = ""


@dataclass(frozen=True)
class Expected:
    """A figure as it stands in the report: the amount printed, in base units, and the step of its unit."""

    figure: Figure
    said: Said
    amount: Fraction
    step: Fraction
    scale: int
    unit: str

    def of(self, token: Token) -> Token:
        """A token with the unit the figure has, where the draft wrote none."""
        if token.unit or self.scale == 1:
            return token
        return replace(token, amount=token.amount * self.scale, step=token.step * self.scale, scale=self.scale)


class Agreements:
    """Compares figures with tokens, each figure's own print read once."""

    def __init__(self, reader: NumberReader) -> None:
        self.reader = reader
        self._expected: dict[Figure, Expected] = {}

    def expected(self, figure: Figure) -> Expected:
        if figure not in self._expected:
            self._expected[figure] = self._read(figure)
        return self._expected[figure]

    def _read(self, figure: Figure) -> Expected:
        """What the figure prints, read as a draft's numbers are: so a draft that repeats it always agrees."""
        scale, unit = base_unit(figure.unit)
        tokens = self.reader.cell(figure.printed)
        said = _SAYS[figure.value.state]
        if figure.scale and said is Said.NUMBER:
            said = Said.MARK
        if tokens and tokens[0].said is said:
            token = tokens[0]
            times = 1 if token.unit else scale
            return Expected(figure, said, token.amount * times, token.step * times, scale, unit)
        return Expected(figure, said, Fraction(figure.value.number or 0), Fraction(scale), scale, unit)

    def compare(self, figure: Figure, token: Token) -> Agreement:
        expected = self.expected(figure)
        token = expected.of(token)
        if token.said is not expected.said or (token.unit and token.unit != expected.unit):
            return Agreement(False)
        if token.said is Said.MARK:
            return Agreement(token.text == normalise(figure.printed))
        if token.said is not Said.NUMBER:
            return Agreement(True)
        if token.qualifier == "実" and figure.qualifier == "延べ":
            return Agreement(False, "ファイルは実数、記録は延べ数です。")
        return _same_amount(expected, token)


def _same_amount(expected: Expected, token: Token) -> Agreement:
    exact = Fraction(expected.figure.value.number or 0)
    if token.about == "限":
        return Agreement(False, "ファイルの数値は限度です。")
    if token.amount == expected.amount:
        return Agreement(True)
    if token.about:
        step = _round_step(token)
        rounded = {"約": _half_up, "余": _down, "弱": _up}[token.about]
        same = token.amount in (rounded(expected.amount, step), rounded(exact, step))
        return Agreement(same, "おおよその数として一致します。" if same else "")
    if expected.unit == "円" and token.step < expected.step:
        return Agreement(_half_up(token.amount, expected.step) == expected.amount)
    if expected.unit == "円" and token.scale > expected.scale:
        same = token.amount in (_half_up(expected.amount, token.step), _half_up(exact, token.step))
        return Agreement(same, "四捨五入した値として一致します。" if same else "")
    return Agreement(False)


def _round_step(token: Token) -> Fraction:
    """The place a round number is rounded to: 約1,100 to hundreds."""
    step = token.step
    while token.amount and (token.amount / (step * 10)).denominator == 1:
        step *= 10
    return step


def _half_up(amount: Fraction, step: Fraction) -> Fraction:
    sign = -1 if amount < 0 else 1
    return sign * floor(abs(amount) / step + Fraction(1, 2)) * step


def _down(amount: Fraction, step: Fraction) -> Fraction:
    return floor(amount / step) * step


def _up(amount: Fraction, step: Fraction) -> Fraction:
    return ceil(amount / step) * step
