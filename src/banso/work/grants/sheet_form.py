"""The form of a budget sheet: lines to fill in, where the rest of the money comes from, and what it comes to as far as it can be read."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict

from banso.core.forms import EraDateField, SignedNumberField, WholeNumberField

from .aftercare.choices import TaxStatus
from .choices import Basis, TaxRate
from .models import BudgetLine, Call, CostCategory, Frame
from .money import Values
from .summing import SOURCES, Line, Sums, basis_for, filled_in, summed

FEWEST, MORE, MOST = 3, 3, 60  # lines shown at first, added at a time, and at all
OF_LINE = ("category", "content", "unit_price", "quantity", "tax_rate", "cost", "eligible")
OF_QUOTE = ("quote", "quoted", "quoted_until", "rival")
MOST_YEN = 10**12


def _label(name: str) -> str:
    column: Any = BudgetLine._meta.get_field(name)
    return str(column.verbose_name)


class LineForm(forms.Form):
    """One line of a sheet; nothing of it is needed, and what is left blank follows from the rest where it can."""

    category = forms.ModelChoiceField(
        CostCategory.objects.none(), label="経費区分", required=False, empty_label="(なし)"
    )
    content = forms.CharField(label="内容", required=False, max_length=120, help_text="品名・型番・仕様")
    unit_price = WholeNumberField(label="単価(税込み・円)", required=False, min_value=0, max_value=MOST_YEN)
    quantity = SignedNumberField(label="数量", required=False, min_value=0, max_digits=9, decimal_places=2)
    tax_rate: forms.Field = forms.TypedChoiceField(
        label="税率", choices=TaxRate.choices, coerce=int, required=False, empty_value="10"
    )
    cost = WholeNumberField(
        label="経費(税込み・円)", required=False, min_value=0, max_value=MOST_YEN, help_text="空欄なら単価×数量"
    )
    eligible = WholeNumberField(
        label="補助対象経費(円)", required=False, min_value=0, max_value=MOST_YEN, help_text="空欄なら経費から計算"
    )
    quote = forms.CharField(label=_label("quote"), required=False, max_length=40)
    quoted = WholeNumberField(label=_label("quoted"), required=False, min_value=0, max_value=MOST_YEN)
    quoted_until = EraDateField(label=_label("quoted_until"), required=False)
    rival = forms.CharField(label=_label("rival"), required=False, max_length=40)

    def __init__(self, call: Call, place: int, data: Any = None, *, locked: bool = False, initial: Any = None) -> None:
        super().__init__(data, prefix=f"line-{place}", label_suffix="", initial=initial)
        self.place = place
        category: Any = self.fields["category"]
        category.queryset = call.categories.all()
        for name, field in self.fields.items():
            where = f"id_{self.add_prefix(name)}"
            field.widget.attrs["aria-describedby"] = f"{where}_help {where}_error"
            field.disabled = locked

    @property
    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in OF_LINE]

    @property
    def of_quote(self) -> list[forms.BoundField]:
        return [self[name] for name in OF_QUOTE]

    @property
    def said(self) -> Line:
        """What of the line can be read; nothing where nothing was typed."""
        cleaned = getattr(self, "cleaned_data", {})
        typed = {name: value for name, value in cleaned.items() if value not in (None, "")}
        return {} if typed.keys() <= {"tax_rate"} else typed


class SheetForm(forms.Form):
    """A budget sheet. `lines` are its forms; `sums` what it comes to as far as it can be read."""

    tax_status = forms.ChoiceField(
        label="消費税の課税区分", choices=[("", "選んでください"), *TaxStatus.choices], required=False
    )
    basis = forms.ChoiceField(
        label="補助対象経費の税の扱い",
        choices=[("", "課税区分のとおり"), *Basis.choices],
        required=False,
        help_text="本則課税なら税抜。そのほかは税込で計算できます。1つの申請の中で混ぜられません",
    )
    own = WholeNumberField(label="自己資金(円)", required=False, min_value=0, max_value=MOST_YEN)
    borrowed = WholeNumberField(label="借入金(円)", required=False, min_value=0, max_value=MOST_YEN)
    other = WholeNumberField(label="その他の収入(円)", required=False, min_value=0, max_value=MOST_YEN)
    requested = WholeNumberField(
        label="申請額(円)",
        required=False,
        min_value=0,
        max_value=MOST_YEN,
        help_text="空欄なら、経費から計算した補助金額",
    )

    def __init__(
        self, call: Call, values: Values, data: Any = None, *, more: int = 0, lines: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.call, self.values = call, values
        shown = min(max(_lines_in(data), lines, FEWEST) + more, MOST)
        self.lines = [self._line(place, data) for place in range(1, shown + 1)]
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("aria-describedby", f"id_{name}_help id_{name}_error")

    def _line(self, place: int, data: Any) -> LineForm:
        return LineForm(self.call, place, data, initial=self.initial.get(f"line-{place}"))

    @property
    def of_money(self) -> list[forms.BoundField]:
        return [self[name] for name in (*SOURCES, "requested")]

    @property
    def of_tax(self) -> list[forms.BoundField]:
        return [self[name] for name in ("tax_status", "basis")]

    def is_valid(self) -> bool:
        lines = [line.is_valid() for line in self.lines]
        return super().is_valid() and all(lines)

    @property
    def basis_now(self) -> str:
        typed = getattr(self, "cleaned_data", {})
        return basis_for(typed.get("tax_status", ""), typed.get("basis", ""), self.values.tax_basis)

    @property
    def frame_now(self) -> Frame | None:
        found: Frame | None = getattr(self, "cleaned_data", {}).get("frame")
        return found

    def given_lines(self) -> list[Line]:
        """The lines with what follows from the rest of each, in their order, blank ones left out."""
        return [filled_in(line.said, self.basis_now) for line in self.lines if line.said]

    def money(self) -> dict[str, int | None]:
        cleaned = getattr(self, "cleaned_data", {})
        return {name: cleaned.get(name) for name in (*SOURCES, "requested")}

    def sums(self) -> Sums:
        """What the sheet comes to, as far as it can be read."""
        self.is_valid()
        return summed(self.call, self.frame_now, self.given_lines(), self.money(), self.values)

    def say_nothing(self) -> None:
        """Judge nothing yet: what is only half typed is no mistake."""
        every: list[Any] = [self, *self.lines]
        for form in every:
            if form.is_bound:
                form.full_clean()
                form._errors = ErrorDict()

    def line_errors(self) -> list[tuple[str, str, str]]:
        """(address within the page, which field of which line, what is wrong)."""
        return [
            (line[name].id_for_label, f"{line.place}行目 {line[name].label}", str(error))
            for line in self.lines
            for name, errors in line.errors.items()
            for error in errors
        ]


def _lines_in(data: Any) -> int:
    """How many lines were typed: the last that is named."""
    found = [0]
    for name in data or ():
        start, _, rest = name.partition("-")
        place = rest.partition("-")[0]
        if start == "line" and place.isascii() and place.isdigit() and len(place) < 3:
            found.append(int(place))
    return min(max(found), MOST)


def complete(lines: list[Line]) -> list[Line]:
    """The lines as a sheet keeps them. Raises ValidationError naming each line that lacks its category, what is bought, or a cost."""
    wanted = {"category": "経費区分を選んでください", "content": "内容を入れてください", "cost": "経費を入れてください"}
    wrong = [
        f"{place}行目: {said}。"
        for place, line in enumerate(lines, start=1)
        for name, said in wanted.items()
        if name not in line
    ]
    if wrong:
        raise ValidationError(wrong)
    return lines
