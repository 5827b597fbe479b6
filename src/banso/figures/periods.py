"""The period a figure covers, in fiscal years."""

from dataclasses import dataclass

from banso.core.fiscal import fiscal_year_label


@dataclass(frozen=True, order=True)
class InYear:
    """One fiscal year: a flow within it, or a stock on its last day (31 March)."""

    fiscal_year: int

    @property
    def years(self) -> range:
        return range(self.fiscal_year, self.fiscal_year + 1)

    def key(self) -> str:
        return f"FY{self.fiscal_year}"

    def label(self) -> str:
        return fiscal_year_label(self.fiscal_year)


@dataclass(frozen=True, order=True)
class Since:
    """From the start of a base fiscal year to the end of another: a cumulative figure (累計)."""

    base_year: int
    fiscal_year: int

    @property
    def years(self) -> range:
        return range(self.base_year, self.fiscal_year + 1)

    def key(self) -> str:
        return f"FY{self.base_year}-{self.fiscal_year}"

    def label(self) -> str:
        return f"{fiscal_year_label(self.base_year)}から{fiscal_year_label(self.fiscal_year)}までの累計"


Period = InYear | Since


def parse_period(key: str) -> Period:
    """The period of a key such as `FY2023` or `FY2003-2023`."""
    years = [int(year) for year in key.removeprefix("FY").split("-")]
    return InYear(years[0]) if len(years) == 1 else Since(years[0], years[1])
