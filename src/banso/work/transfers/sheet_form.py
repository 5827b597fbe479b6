"""The form on which a sheet without a name is written: how coarse each thing is shown, the text, and why a low k is accepted."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from banso.procedures.terms import values_of

from .anonymity import MUNICIPALITY, PREFECTURE, REGION, ZONE, Firm, Shown, zone_of
from .bands import Band, Values, band_of, employees_text, sales_text, wider
from .models import Listing
from .reading import firm_of, industry_names

PARTS = ("industry", "place", "sales", "employees", "founded")
NOT_SAID = "記載しない"
Option = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Options:
    """For each thing shown, from fine to coarse: what it is called, and what it makes of the sheet."""

    parts: dict[str, list[Option]]

    def shown(self, chosen: dict[str, int]) -> Shown:
        """The sheet of a choice."""
        found = Shown()
        for part, options in self.parts.items():
            found = replace(found, **options[min(max(chosen.get(part, 0), 0), len(options) - 1)][1])
        return found

    def chosen(self, shown: Shown) -> dict[str, int]:
        """The choice of a sheet; what is not offered any more is not said."""
        return {
            part: next(
                (at for at, (_, said) in enumerate(options) if all(getattr(shown, n) == v for n, v in said.items())),
                len(options) - 1,
            )
            for part, options in self.parts.items()
        }


def options_of(listing: Listing) -> Options:
    """What may be shown of a listing, from fine to coarse, by its own facts and the terms."""
    values: Values = values_of(listing.case)
    firm = firm_of(listing)
    decade = firm.founded // 10 * 10 if firm.founded else None
    founded: list[Option] = [(f"{decade}年代", {"founded": decade})] if decade else []
    return Options(
        {
            "industry": _industries(firm, values),
            "place": _places(firm, values),
            "sales": _bands("sales", band_of(firm.sales, values.sales), values.sales, sales_text),
            "employees": _bands(
                "employees", band_of(firm.employees, values.employees), values.employees, employees_text
            ),
            "founded": [*founded, (NOT_SAID, {"founded": None})],
        }
    )


def _industries(firm: Firm, values: Values) -> list[Option]:
    names = industry_names(values)
    group = next((name for name, sections in values.groups.items() if firm.section in sections), "")
    codes = [code for code in dict.fromkeys([firm.industry, firm.section, group]) if code]
    return [(names.get(code, code), {"industry": code}) for code in codes] + [(NOT_SAID, {"industry": ""})]


def _places(firm: Firm, values: Values) -> list[Option]:
    region = next((name for name, places in values.regions.items() if firm.prefecture in places), "")
    zone = zone_of(firm.municipality, values)
    ladder = [(firm.municipality, MUNICIPALITY), (zone, ZONE), (firm.prefecture, PREFECTURE), (region, REGION)]
    said: list[Option] = [(name, {"place": name, "place_is": kind}) for name, kind in ladder if name]
    return [*said, (NOT_SAID, {"place": "", "place_is": ""})]


def _bands(name: str, band: Band | None, edges: list[int], said: Callable[[Band | None], str]) -> list[Option]:
    found: list[Option] = []
    while band is not None and not band.whole:
        found.append((said(band), {name: band}))
        band = wider(band, edges)
    return [*found, (NOT_SAID, {name: None})]


class SheetForm(forms.Form):
    """How coarse each thing is shown, for whom the sheet is, the text, and why it goes although it fits few."""

    text = forms.CharField(
        label="本文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="事業の内容、強み、譲渡の条件。社名・所在地・代表者・商品名・取引先は書かない",
    )
    accepted_why = forms.CharField(
        label="基準に満たないまま認める理由",
        required=False,
        max_length=200,
        help_text="当てはまる企業が少ないとき、名の知れる言葉を残すときだけ",
    )

    def __init__(self, listing: Listing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.offered = options_of(listing)
        values: Values = values_of(listing.case)
        self.least = {"wide": values.wide, "single": values.single}
        labels = dict(zip(PARTS, ("業種", "地域", "売上高", "従業員", "創業"), strict=True))
        for part, options in self.offered.parts.items():
            choices = [(str(at), text) for at, (text, _) in enumerate(options)]
            self.fields[part] = forms.ChoiceField(label=labels[part], choices=choices, required=False)
        self.fields["whom"] = forms.ChoiceField(
            label="誰に示すか",
            choices=[
                ("wide", f"全国の登録先など({values.wide}社以上)"),
                ("single", f"一人ずつの候補だけ({values.single}社以上)"),
            ],
            required=False,
        )
        self.order_fields([*PARTS, "whom", "text", "accepted_why"])

    @property
    def shown(self) -> Shown:
        """What the sheet would show by what is chosen now."""
        typed = {part: str(self.cleaned_data.get(part) or "0") for part in PARTS}
        return self.offered.shown({part: int(at) for part, at in typed.items() if at.isdecimal()})

    @property
    def needed(self) -> int:
        """How many firms it must fit."""
        return self.least.get(self.cleaned_data.get("whom") or "wide", self.least["wide"])
