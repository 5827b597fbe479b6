"""The whole comparison of one file."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label, parse_fiscal_year
from banso.core.foreign import read_apart
from banso.report.compose import compose
from banso.report.document import Document, Figure, FigureKey
from banso.report.models import Outline

from .agreement import Agreements
from .doubted import Doubts
from .events import compare_events
from .finding import WRONG, Finding, Status
from .lists import compare_figures, events_draft, read_rows, year_of_rows
from .matching.match import match_document
from .matching.placed import Matched, Place
from .matching.sections import Span, spans
from .numbers import NumberReader
from .plain import normalise
from .plausible import implausible
from .reading.draft import Draft
from .sums import sums_that_differ

KINDS = (".txt", ".docx", ".xlsx")
MOST_STRANGE = 500


@dataclass(frozen=True)
class Result:
    """What came of a tie-out: a finding for each figure, and what else is amiss. `events` counts (found, expected)."""

    fiscal_year: int
    findings: tuple[Finding, ...]
    events: tuple[int, int]

    @property
    def ties_out(self) -> bool:
        return not any(finding.status in WRONG for finding in self.findings)

    def count(self, status: Status) -> int:
        return sum(finding.status is status for finding in self.findings)


def tie_out(path: Path, name: str = "", fiscal_year: int | None = None) -> Result:
    """Compare a file with the records. `name` is the file's own name, where `path` is a temporary one.

    Raises UserError if the file cannot be read, or is of a year whose report has no outline.
    """
    if not path.is_file():
        raise UserError(f"「{name or path}」というファイルがありません。")
    if Path(name or path.name).suffix.lower() == ".csv":
        return _tie_out_list(path, fiscal_year)
    draft = read(path, name or path.name)
    document = compose(fiscal_year or year_of(draft))
    return compare(document, draft)


def _tie_out_list(path: Path, fiscal_year: int | None) -> Result:
    headings, rows = read_rows(path)
    document = compose(fiscal_year or year_of_rows(headings, rows))
    if "date" not in headings:
        return Result(document.fiscal_year, tuple(compare_figures(document, rows)), (0, 0))
    lines = tuple(events_draft(rows).lines)
    expected, missing = compare_events(
        [Span(section, lines) for section in document.walk()], Draft(list(lines)), document.fiscal_year
    )
    absent = sum(finding.status is Status.NOT_IN_FILE for finding in missing)
    return Result(document.fiscal_year, tuple(missing), (expected - absent, expected))


def read(path: Path, name: str) -> Draft:
    """A draft from a file of a known kind. Raises UserError."""
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        raise UserError(
            f"「{name}」は読めない種類のファイルです。テキスト(.txt)、Word(.docx)、Excel(.xlsx)、数値の一覧(.csv)のどれかで保存してください。"
        )
    draft: Draft = read_apart("banso.report.tieout.reading.apart.read_draft", kind, path.read_bytes())[0]
    if not draft.lines:
        raise UserError(f"「{name}」には文字がありません。画像だけのファイルは読めません。")
    return draft


def year_of(draft: Draft) -> int:
    """The fiscal year a draft reports: the one its title names, else the latest outlined one its lines name most."""
    text = normalise("\n".join(line.text for line in draft.lines))
    outlined = set(Outline.objects.values_list("fiscal_year", flat=True))
    if not outlined:
        raise UserError("報告書の構成が1つも登録されていません。先に「事業」の画面で作ってください。")
    titled = [
        parse_fiscal_year(year)
        for year in re.findall(r"(\S{2}(?:元|\d{1,2})年度)\s*事業(?:報告書|総括)", text)
        if _is_era(year)
    ]
    named = Counter(parse_fiscal_year(year) for year in re.findall(r"令和(?:元|\d{1,2})年度|平成\d{1,2}年度", text))
    for year in [*titled, *(year for year, _ in named.most_common())]:
        if year in outlined:
            return year
    known = "、".join(fiscal_year_label(year) for year in sorted(outlined))
    raise UserError(
        f"どの年度の報告書か分かりません。構成が登録されているのは{known}です。表題に年度を入れてください。"
    )


def _is_era(text: str) -> bool:
    return text[:2] in ("令和", "平成")


def compare(document: Document, draft: Draft) -> Result:
    """Compare a draft with a composed report."""
    figures = document.figures()
    marks = {mark for figure in figures if figure.scale for mark in figure.scale.marks}
    reader = NumberReader({figure.unit for figure in figures}, marks)
    agreements = Agreements(reader)
    doubts = Doubts(document, agreements)
    found = spans(document, draft, reader)
    matched = match_document(document, found, reader)
    places = {figure: place for section in matched for figure, place in section.found.items()}
    expected, missing = compare_events(found, draft, document.fiscal_year)
    findings = _bounded([finding for section in matched for finding in _findings(section, agreements, doubts)])
    findings += sums_that_differ(document, places, agreements) + implausible(document, places) + missing
    findings += [Finding(Status.LEFT_OUT, where, FigureKey("", "", "", "", "", ""), "", "") for where in draft.left_out]
    absent = sum(finding.status is Status.NOT_IN_FILE for finding in missing)
    return Result(document.fiscal_year, tuple(findings), (expected - absent, expected))


def _bounded(findings: list[Finding]) -> list[Finding]:
    """So many numbers nobody expected as a person reads, and how many more there are."""
    strange = [finding for finding in findings if finding.status is Status.NOT_IN_OUTLINE]
    if len(strange) <= MOST_STRANGE:
        return findings
    more = {id(finding) for finding in strange[MOST_STRANGE:]}
    rest = Finding(
        Status.NOT_IN_OUTLINE, strange[MOST_STRANGE].where, strange[MOST_STRANGE].key, f"ほか{len(more):,}個", ""
    )
    return [*(finding for finding in findings if id(finding) not in more), rest]


def _findings(matched: Matched, agreements: Agreements, doubts: Doubts) -> list[Finding]:
    findings = [
        _compared(figure, place, agreements, doubts) for figure, place in [*matched.found.items(), *matched.again]
    ]
    for figure, count in matched.row_counts.items():
        wrong = Status.UNSETTLED if count.guess else Status.DIFFERS
        status = Status.AGREES if count.rows == figure.value.number else wrong
        note = count.guess if status is Status.UNSETTLED else ""
        findings.append(Finding(status, count.where, figure.key, f"{count.rows}行", figure.printed, note))
    findings += [Finding(Status.NOT_IN_FILE, "", figure.key, "", figure.printed) for figure in matched.missing]
    findings += matched.derived
    section = matched.section
    for extra in matched.extra:
        near = (extra.token.before.strip() or extra.cell.text)[-20:]
        key = FigureKey(section.number, section.programme or section.heading, "", near, "", "")
        findings.append(Finding(Status.NOT_IN_OUTLINE, extra.cell.where, key, extra.token.text, ""))
    return findings


def _compared(figure: Figure, place: Place, agreements: Agreements, doubts: Doubts) -> Finding:
    """One figure at its place: what contradicts its place makes it differ, what leaves the place open is for a person."""
    agreement = agreements.compare(figure, place.token)
    status = Status.AGREES if agreement.agrees and not place.against else Status.DIFFERS
    doubt = "" if place.against else doubts.of(figure, place, agrees=agreement.agrees)
    if doubt:
        status = Status.UNSETTLED
    note = " ".join(part for part in (place.against, doubt, agreement.note) if part)
    return Finding(status, place.cell.where, figure.key, place.token.text, figure.printed, note)
