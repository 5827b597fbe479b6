"""The forms of the council's own pages: the table of creditors, what a creditor said, a plan's years and contents, attendance."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from banso.core.forms import EraDateField, SignedNumberField, WholeNumberField
from banso.registers.models import Organisation
from banso.registers.naming import name_key

from .choices import ConsentState, CreditorKind, PlanItem, ReliefKind
from .creditor_tables import Owed
from .models import Creditor, CreditorTable, PlanCheck, PlanYear

FEWEST, SPARE, MOST = 5, 3, 40  # lines of the table shown at first, empty ones below those there are, and at all
MOST_YEN = 10**12
RELIEFS = 2  # kinds of relief that one line asks for
THOUSAND = 1000
NO_SUCH_BANK = "「{}」という機関がありません。支援機関・団体の台帳の名前と同じに入れるか、先に台帳に登録してください。"


class LineForm(forms.Form):
    """One creditor of the table; a line without a name is no line."""

    name = forms.CharField(label="債権者", required=False, max_length=120, help_text="支援機関・団体の台帳にある名前")
    branch = forms.CharField(label="支店", required=False, max_length=60)
    kind = forms.ChoiceField(label="債権の種類", choices=CreditorKind.choices, required=False)
    balance = WholeNumberField(label="残高(円)", required=False, min_value=0, max_value=MOST_YEN)
    collateral = WholeNumberField(label="担保で保全された額(円)", required=False, min_value=0, max_value=MOST_YEN)
    guaranteed = WholeNumberField(label="保証協会の保証額(円)", required=False, min_value=0, max_value=MOST_YEN)
    relief_1 = forms.ChoiceField(label="金融支援 1", choices=[("", "(なし)"), *ReliefKind.choices], required=False)
    relief_amount_1 = WholeNumberField(label="対象額 1(円)", required=False, min_value=1, max_value=MOST_YEN)
    relief_2 = forms.ChoiceField(label="金融支援 2", choices=[("", "(なし)"), *ReliefKind.choices], required=False)
    relief_amount_2 = WholeNumberField(label="対象額 2(円)", required=False, min_value=1, max_value=MOST_YEN)
    outside = forms.BooleanField(label="対象債権者に含めない", required=False)
    paper = forms.CharField(
        label="根拠の書類", required=False, max_length=120, help_text="残高証明、回答の文書番号と日付など"
    )

    def __init__(self, place: int, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, prefix=f"line-{place}", label_suffix="", initial=initial)
        self.place = place
        self.organisation: Organisation | None = None
        for name, field in self.fields.items():
            where = f"id_{self.add_prefix(name)}"
            field.widget.attrs["aria-describedby"] = f"{where}_help {where}_error"
        self.fields["name"].widget.attrs["list"] = "creditor-names"

    def clean(self) -> dict[str, Any]:
        """A line that says anything names its creditor, and what it is owed; relief has its kind and its amount."""
        said = super().clean() or {}
        if not said.get("name"):
            if any(said.get(name) not in (None, "", False) for name in self.fields if name != "kind"):
                self.add_error("name", "債権者の名前を入れてください。")
            return said
        self.organisation = _organisation(said["name"])
        if self.organisation is None:
            self.add_error("name", NO_SUCH_BANK.format(said["name"]))
        if said.get("balance") is None and "balance" not in self.errors:
            self.add_error("balance", "残高を入れてください。借入がないときは0と入れます。")
        self._reliefs_whole(said)
        return said

    def _reliefs_whole(self, said: dict[str, Any]) -> None:
        for nth in range(1, RELIEFS + 1):
            kind, amount = said.get(f"relief_{nth}"), said.get(f"relief_amount_{nth}")
            if bool(kind) != (amount is not None) and f"relief_amount_{nth}" not in self.errors:
                self.add_error(
                    f"relief_amount_{nth}", "金融支援の方法と対象額は、両方入れるか、両方空欄にしてください。"
                )
        if said.get("relief_1") and said.get("relief_1") == said.get("relief_2"):
            self.add_error("relief_2", "同じ方法が2つあります。対象額を1つにまとめてください。")

    def owed(self) -> Owed | None:
        """What the line says; None for one without a creditor."""
        said = self.cleaned_data
        if self.organisation is None:
            return None
        reliefs = {
            said[f"relief_{nth}"]: said[f"relief_amount_{nth}"]
            for nth in range(1, RELIEFS + 1)
            if said.get(f"relief_{nth}")
        }
        sums: dict[str, Any] = {name: said.get(name) or 0 for name in ("balance", "collateral", "guaranteed")}
        text = {"branch": said["branch"], "kind": said["kind"] or CreditorKind.OWN_RISK, "paper": said["paper"]}
        return Owed(self.organisation, is_target=not said["outside"], reliefs=reliefs, **sums, **text)


def _organisation(name: str) -> Organisation | None:
    found: Organisation | None = Organisation.objects.filter(name_key=name_key(name)).first()
    return found


class TableForm(forms.Form):
    """A version of the table of creditors: the day of all balances, the total by the firm's own list, and its lines."""

    base_on = EraDateField(label="基準日", help_text="すべての残高がこの日のもの")
    told = WholeNumberField(
        label="借入一覧の合計(円)",
        min_value=0,
        max_value=MOST_YEN,
        help_text="企業の借入一覧にある合計。行の合計と合うまで、金融機関への文書は出せません",
    )
    note = forms.CharField(label="備考", required=False, max_length=200)

    def __init__(self, data: Any = None, *, table: CreditorTable | None = None) -> None:
        initial = {"base_on": table.base_on, "told": table.told} if table else {}
        super().__init__(data, label_suffix="", initial=initial)
        told = [_initial(line) for line in _lines(table)]
        number = _wanted(data) if data is not None else min(max(len(told) + SPARE, FEWEST), MOST)
        self.lines = [
            LineForm(place, data, initial=told[place - 1] if place <= len(told) else None)
            for place in range(1, number + 1)
        ]
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = f"id_{name}_help id_{name}_error"

    def is_valid(self) -> bool:
        """The whole table: its head, and each of its lines."""
        return all([super().is_valid(), *[line.is_valid() for line in self.lines]])

    def owed(self) -> list[Owed]:
        return [owed for line in self.lines if (owed := line.owed()) is not None]

    @property
    def wrong(self) -> list[str]:
        """What is wrong with lines, each with its place and field."""
        return [
            f"{line.place}行目 {line.fields[name].label}: {error}"
            for line in self.lines
            for name, errors in line.errors.items()
            for error in errors
        ]


def _wanted(data: Any) -> int:
    """How many lines were filled in, and some more."""
    places = [
        int(part[1]) for name in data if len(part := name.split("-")) == 3 and part[0] == "line" and part[1].isdigit()
    ]  # noqa: PLR2004
    more = SPARE if data.get("more") else 0
    return min(max([FEWEST, *places]) + more, MOST)


def _lines(table: CreditorTable | None) -> Iterable[Any]:
    return table.lines.select_related("creditor__organisation").prefetch_related("reliefs") if table else ()


def _initial(line: Any) -> dict[str, Any]:
    """A line as it stands in the latest version."""
    creditor: Creditor = line.creditor
    found: dict[str, Any] = {"name": creditor.organisation.name, "branch": creditor.branch, "kind": creditor.kind}
    found |= {"balance": line.balance, "collateral": line.collateral, "guaranteed": line.guaranteed}
    found |= {"outside": not creditor.is_target, "paper": line.paper}
    for nth, relief in enumerate(line.reliefs.all()[:RELIEFS], start=1):
        found |= {f"relief_{nth}": relief.kind, f"relief_amount_{nth}": relief.amount}
    return found


class ConsentForm(forms.Form):
    """What a creditor said of the plan."""

    creditor = forms.ModelChoiceField(Creditor.objects.none(), label="債権者", empty_label="選んでください")
    state = forms.ChoiceField(label="同意の状況", choices=ConsentState.choices)
    said_on = EraDateField(label="日付")
    condition = forms.CharField(
        label="条件・理由", required=False, max_length=200, help_text="条件付同意・不同意のときに入れます"
    )
    paper = forms.CharField(
        label="書類", required=False, max_length=120, help_text="同意書の文書番号や綴りの場所。同意には必ず要ります"
    )

    def __init__(self, creditors: Sequence[Creditor], data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        chosen: Any = self.fields["creditor"]
        chosen.queryset = Creditor.objects.filter(pk__in=[one.pk for one in creditors]).select_related("organisation")
        for name, field in self.fields.items():
            field.widget.attrs["aria-describedby"] = f"id_{name}_help id_{name}_error"


COLUMNS = ("sales", "profit", "net_assets", "debt", "cash_flow")


class YearForm(forms.Form):
    """One business year of a plan, in thousands of yen."""

    ends_on = EraDateField(label="決算期末", required=False)
    sales = SignedNumberField(label="売上高(千円)", required=False, max_digits=12, decimal_places=0)
    profit = SignedNumberField(label="経常利益(千円)", required=False, max_digits=12, decimal_places=0)
    net_assets = SignedNumberField(label="実質純資産(千円)", required=False, max_digits=12, decimal_places=0)
    debt = SignedNumberField(label="有利子負債(千円)", required=False, max_digits=12, decimal_places=0)
    cash_flow = SignedNumberField(label="キャッシュフロー(千円)", required=False, max_digits=12, decimal_places=0)

    def __init__(self, nth: int, data: Any = None, *, row: PlanYear | None = None) -> None:
        told: dict[str, Any] = {} if row is None else {c: _thousands(getattr(row, c)) for c in COLUMNS}
        initial = told | ({} if row is None else {"ends_on": row.ends_on})
        super().__init__(data, prefix=f"year-{nth}", label_suffix="", initial=initial)
        self.nth = nth
        for name, field in self.fields.items():
            where = f"id_{self.add_prefix(name)}"
            field.widget.attrs |= {"aria-describedby": f"{where}_error", "aria-label": f"{self.title} {field.label}"}

    @property
    def title(self) -> str:
        return f"計画{self.nth}年目" if self.nth else "計画前の決算"

    def given(self) -> dict[str, Any]:
        """The year's facts, in yen."""
        said = self.cleaned_data
        sums = {name: None if said[name] is None else int(said[name]) * THOUSAND for name in COLUMNS}
        return {"ends_on": said["ends_on"], **sums}


def _thousands(amount: int | None) -> int | None:
    return None if amount is None else round(amount / THOUSAND)


class ChecksForm(forms.Form):
    """What a plan has to say, item by item, each with a word where it says nothing."""

    def __init__(self, data: Any = None, *, checks: Iterable[PlanCheck] = ()) -> None:
        super().__init__(data, label_suffix="")
        known = {row.item: row for row in checks}
        for item, label in PlanItem.choices:
            row = known.get(item)
            self.fields[item] = forms.BooleanField(label=label, required=False, initial=bool(row and row.found))
            said = forms.CharField(
                label=f"{label}の備考", required=False, max_length=200, initial=row.note if row else ""
            )
            said.widget.attrs["aria-label"] = f"{label}の備考"
            self.fields[f"{item}_note"] = said

    def pairs(self) -> list[tuple[Any, Any]]:
        return [(self[item], self[f"{item}_note"]) for item in PlanItem.values]

    def found(self) -> dict[str, tuple[bool, str]]:
        said = self.cleaned_data
        return {item: (said[item], said[f"{item}_note"]) for item in PlanItem.values}


class AttendanceForm(forms.Form):
    """Who came for one creditor, and what it was shown."""

    present = forms.BooleanField(label="出席", required=False)
    who = forms.CharField(label="出席者", required=False, max_length=120)
    shown = forms.CharField(label="示した資料と版", required=False, max_length=200)

    def __init__(self, row: Any, data: Any = None) -> None:
        initial = {name: getattr(row, name) for name in ("present", "who", "shown")}
        super().__init__(data, prefix=f"creditor-{row.pk}", label_suffix="", initial=initial)
        self.row = row
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{row.creditor} {field.label}"
