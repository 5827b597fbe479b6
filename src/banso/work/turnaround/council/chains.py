"""Which steps each product of the council goes through (支援の種類ごとの手順), and which of them come before which."""

from dataclasses import dataclass
from typing import Any

from banso.core.era import format_date
from banso.procedures.offering import State

from .choices import CouncilStepCode, Method, Product, Relief

IN_ORDER = (
    "standstill", "teamed", "examined", "planned", "reported", "called", "met", "delivered", "completed",
)  # fmt: skip


@dataclass(frozen=True)
class Chain:
    """The steps a support needs, in their order, and those it may take besides."""

    needed: tuple[str, ...]
    allowed: frozenset[str] = frozenset()

    def before(self, code: str) -> tuple[str, ...]:
        """The steps that are needed before this one."""
        if code not in IN_ORDER:
            return ()
        return tuple(one for one in self.needed if one in IN_ORDER and IN_ORDER.index(one) < IN_ORDER.index(code))

    def has(self, code: str) -> bool:
        return code in self.needed or code in self.allowed


_TEAM = frozenset({"teamed", "examined", "reported"})
_ASKED = ("standstill", "planned", "called", "met", "completed")
CHAINS = {
    (Product.PROFIT, Relief.NONE): Chain(("planned", "delivered", "completed"), frozenset({"teamed", "examined"})),
    (Product.PROFIT, Relief.ASKED): Chain(_ASKED, _TEAM),
    (Product.PRE, Relief.ASKED): Chain(
        ("standstill", "teamed", "examined", "planned", "called", "met", "completed"), frozenset({"reported"})
    ),
    (Product.REVIVAL, Relief.ASKED): Chain(
        ("standstill", "teamed", "examined", "planned", "reported", "called", "met", "completed")
    ),
    (Product.RETRY, Relief.NONE): Chain(("settled",), frozenset({"teamed", "examined"})),
    (Product.RETRY, Relief.ASKED): Chain(("settled",), frozenset({"standstill", *_TEAM, "planned", "called", "met"})),
}


def chain_of(state: State) -> Chain | None:
    """The steps of a case's support; None before it was decided. Where no outside expert comes in (簡易型), there is no team."""
    row = state.latest("decided")
    chain = CHAINS.get((row.product, row.relief)) if row else None
    if chain is None or row is None or row.method != Method.SIMPLE:
        return chain
    return Chain(tuple(one for one in chain.needed if one != "teamed"), chain.allowed | {"teamed"})


def out_of_turn(code: str) -> Any:
    """What hinders a step that does not belong to the support's product, or whose turn has not come."""

    def said(state: State) -> str:
        chain = chain_of(state)
        if chain is None:
            return ""
        if not chain.has(code):
            return f"{support_in_words(state)}では行いません。"
        return _missing(state, chain, code)

    return said


def _missing(state: State, chain: Chain, code: str) -> str:
    for one in chain.before(code):
        if state.content.uses(one) and state.latest(one) is None:
            return f"先に「{state.declared.label_of(one)}」が必要です。"
    return ""


def support_in_words(state: State) -> str:
    """The support as it was decided: 収益力改善支援(金融支援を求めない)."""
    row: Any = state.latest("decided")
    return f"{row.get_product_display()}({row.get_relief_display()})" if row else ""


def unsound(state: State) -> str:
    """What of all steps in force does not hold: one whose needed one before is gone, or comes later; '' where all holds."""
    chain = chain_of(state)
    if chain is None:
        return ""
    first = {row.step: row.taken_on for row in reversed(state.taken)}
    for row in state.taken:
        label = CouncilStepCode(row.step).label
        if row.step in IN_ORDER and (missing := _missing(state, chain, row.step)):
            return f"「{label}」({format_date(row.taken_on)})が登録されています。{missing}"
        late = next((one for one in chain.before(row.step) if first.get(one, row.taken_on) > row.taken_on), None)
        if late:
            day = format_date(first[late])
            return (
                f"「{label}」の日付が、「{state.declared.label_of(late)}」({day})より前です。日付を確かめてください。"
            )
    return ""
