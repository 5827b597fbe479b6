"""Tie-out: any figure altered in a file, anywhere, is named, and no other."""

import random
import re
from pathlib import Path

import pytest
from docx import Document as open_docx

from banso.core.errors import UserError
from banso.report.compose import compose
from banso.report.document import Document, Figure
from banso.report.render import render
from banso.report.tieout import run
from banso.report.tieout.finding import Finding, Status
from banso.report.tieout.matching.match import match_document
from banso.report.tieout.matching.placed import Place
from banso.report.tieout.matching.sections import spans
from banso.report.tieout.numbers import NumberReader
from banso.report.tieout.plain import normalise
from banso.report.tieout.reading.text import read_text
from banso.report.tieout.run import tie_out


def places(document: Document, path: Path) -> dict[Figure, Place]:
    reader = NumberReader({figure.unit for figure in document.figures()})
    matched = match_document(document, spans(document, read_text(path), reader), reader)
    return {figure: found for section in matched for figure, found in section.found.items()}


def other_number(text: str, chance: random.Random) -> str:
    if "分の" in text:
        return "4分の3以内"
    if text.startswith("-"):
        return "7" + text[1:]
    number = int(re.sub(r"\D", "", text))
    return re.sub(r"[\d,]+", f"{number + chance.choice([1, 3, 100, 2000])}", text)


def alter(lines: list[str], found: Place, chance: random.Random) -> None:
    """Change one figure where it stands in a text."""
    where = re.fullmatch(r"(\d+)行目(?:の(\d+)列)?", found.cell.where)
    assert where
    number, column = int(where[1]) - 1, int(where[2] or 1) - 1
    cells = lines[number].split("\t")
    text = normalise(cells[column])
    start = text.find(found.token.before[-8:] + found.token.text) + len(found.token.before[-8:])
    cells[column] = text[:start] + other_number(found.token.text, chance) + text[start + len(found.token.text) :]
    lines[number] = "\t".join(cells)


def differing(result: run.Result) -> set[tuple[str, ...]]:
    return {
        (f.key.section, f.key.table, f.key.row, f.key.column, f.key.period)
        for f in result.findings
        if f.status is Status.DIFFERS
    }


def strange(result: run.Result) -> list[Finding]:
    return [f for f in result.findings if f.status in (Status.NOT_IN_FILE, Status.NOT_IN_OUTLINE)]


@pytest.mark.parametrize(("together", "times"), [(1, 60), (8, 20), (40, 6)])
def test_altered_figures_are_named_exactly(reference: None, tmp_path: Path, together: int, times: int) -> None:
    """So many figures changed at once, by chance: these differ, all others agree."""
    document = compose(2023)
    path = tmp_path / "報告書.txt"
    original = render(document, "text").decode()
    path.write_text(original)
    found = places(document, path)
    chance = random.Random(together)
    for _ in range(times):
        chosen = chance.sample(sorted(found, key=lambda f: f.anchor), together)
        chosen = list(
            {found[f].cell.where: f for f in chosen}.values()
        )  # one a cell, so that places stay where they are
        lines = original.splitlines()
        for figure in chosen:
            alter(lines, found[figure], chance)
        path.write_text("\n".join(lines))
        result = run.compare(document, read_text(path))
        wanted = {(f.key.section, f.key.table, f.key.row, f.key.column, f.key.period) for f in chosen}
        assert differing(result) == wanted
        assert strange(result) == []


def test_a_scanned_text_with_misread_headings_is_still_matched(reference: None, tmp_path: Path) -> None:
    """Headings lose a letter and numbers turn full-width, as scanning does; the figures are found all the same."""
    text = (
        render(compose(2023), "text")
        .decode()
        .replace("あおもり", "あおり")
        .replace("1,077件", "１，０７７件")
        .replace("-件", "－件")
    )
    path = tmp_path / "scan.txt"
    path.write_text(text, encoding="cp932", errors="replace")
    result = tie_out(path)
    assert (result.count(Status.AGREES), result.ties_out) == (182, True)


def test_a_number_nobody_knows_is_said(reference: None, tmp_path: Path) -> None:
    """A sentence with a figure of its own is named with its line."""
    text = render(compose(2023), "text").decode().replace("## 1 環境変化", "## 1 環境変化", 1)
    path = tmp_path / "more.txt"
    path.write_text(text.replace("制度は廃止されており、未収と", "利用は123件でした。制度は廃止されており、未収と", 1))
    (extra,) = strange(tie_out(path))
    assert (extra.status, extra.printed) == (Status.NOT_IN_OUTLINE, "123件") and "行目" in extra.where


def test_excel_with_one_cell_changed(reference: None, tmp_path: Path) -> None:
    """A number typed over in a sheet is found by its cell."""
    import zipfile

    path = tmp_path / "報告書.xlsx"
    path.write_bytes(render(compose(2023), "xlsx"))
    changed = tmp_path / "直した.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>1462</v>", b"<v>1463</v>"))
    result = tie_out(changed)
    assert differing(result) == {("1-(1)-①", "実績", "巡回相談", "令和5年度", "FY2023")}
    (difference,) = [f for f in result.findings if f.status is Status.DIFFERS]
    assert difference.where.startswith("シート「1. 産業総合支援事業」C")


def test_a_missing_board_entry_is_named(reference: None, tmp_path: Path) -> None:
    """A meeting deleted from the draft is said to be missing; the others stay found."""
    path = tmp_path / "報告書.docx"
    path.write_bytes(render(compose(2023), "docx"))
    word = open_docx(str(path))
    row = next(r for t in word.tables for r in t.rows if "第5回理事会" in r.cells[-1].text)
    row._tr.getparent().remove(row._tr)
    word.save(str(path))
    result = tie_out(path)
    assert result.events == (19, 20)
    (missing,) = strange(result)
    assert "第5回理事会" in missing.expected


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"%PDF", "読めない種類"),
        ("a.docx", b"not a zip", "Word"),
        ("a.xlsx", b"PK\x03\x04broken", "Excel"),
        ("a.txt", b"\x00\x01\x02", "文章のファイルではない"),
        ("a.txt", b"", "文字がありません"),
        ("a.csv", b"a,b\n1,2\n", "見出し"),
    ],
)
def test_a_file_that_is_none_gets_one_clear_message(
    reference: None, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    """Wrong kind, broken, empty: said in words, never an error page."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=says):
        tie_out(path)
