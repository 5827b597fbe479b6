"""Papers bound into one PDF: what is a picture made a page, the pages counted, put in order, numbered and marked with their titles.

Files are named by their paths, so that a case with hundreds of scans is held in memory by nobody. The one that is written to is
there already: a process of its own may make none.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from banso.core.errors import UserError

A4 = (8.27, 11.69)  # inches
# Points: a digit at size 9, the height of a page's number, how far from the edge it stands.
DIGIT, HEIGHT, GAP = 5, 15, 10
UNREADABLE = "開けないファイルのため、綴じていません"


def picture_as_page(content: bytes) -> Iterator[bytes]:
    """A photograph as a page that fits on A4, the right way up. Raises UserError for what cannot be shown."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content)) as opened:
            upright = ImageOps.exif_transpose(opened)
            shown = Image.new("RGB", upright.size, "white")
            clear = upright.convert("RGBA")
            shown.paste(clear, mask=clear.getchannel("A"))
    except Exception:
        raise UserError(UNREADABLE) from None
    made = io.BytesIO()
    shown.save(made, "PDF", resolution=max(shown.width / A4[0], shown.height / A4[1]))
    yield made.getvalue()


def count_pages(paths: Sequence[str]) -> Iterator[int]:
    """For each PDF how many pages it has; 0 where it does not open."""
    import pikepdf

    for path in paths:
        try:
            with pikepdf.open(path) as document:
                yield len(document.pages)
        except pikepdf.PdfError:
            yield 0


def bind(papers: Sequence[tuple[str, str]], target: str, foot: str = "") -> Iterator[int]:
    """The PDFs of (title, path) one after the other, written to a file that is there; how many pages they are.

    `foot` is the PDF of a strip that is laid at the lower left of each page.
    """
    import pikepdf

    whole = pikepdf.new()
    opened = []  # pages are copied when the whole is written
    with whole.open_outline() as outline:
        for title, path in papers:
            source = pikepdf.open(path)
            opened.append(source)
            _stand_still(source)
            outline.root.append(pikepdf.OutlineItem(title, len(whole.pages)))
            whole.pages.extend(source.pages)
    stamps, strips = pikepdf.new(), pikepdf.open(foot) if foot else None
    for number, page in enumerate(whole.pages, start=1):
        text = f"{number} / {len(whole.pages)}"
        width = DIGIT * len(text) + 8
        page.add_overlay(_stamp(stamps, text, width), _below(page, width, HEIGHT, at_left=False))
        if strips is not None:
            page.add_overlay(strips.pages[0], _beside(page, strips.pages[0], width))
    with open(target, "r+b") as out:  # noqa: PTH123
        whole.save(out)
    yield len(whole.pages)


def _stand_still(source: Any) -> None:
    """Forms and notes become part of their pages; nothing on a page does anything any more."""
    source.generate_appearance_streams()
    source.flatten_annotations("print")
    for page in source.pages:
        for key in ("/AA", "/Annots"):
            if key in page:
                del page[key]


def _stamp(stamps: Any, text: str, width: int) -> Any:
    """A page as small as a number on white."""
    import pikepdf

    page = stamps.add_blank_page(page_size=(width, HEIGHT))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    drawn = f"q 1 1 1 rg 0 0 {width} {HEIGHT} re f Q BT 0 0 0 rg /F1 9 Tf 4 4 Td ({text}) Tj ET"
    page.Contents = stamps.make_stream(drawn.encode("ascii"))
    return page


def _beside(page: Any, strip: Any, number: int) -> Any:
    """Where a strip stands: at the lower left, as wide as the number leaves room for."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    wide, high = (float(strip.mediabox[2]), float(strip.mediabox[3]))
    room = (top - bottom if _turned(page) in (90, 270) else right - left) - number - 3 * GAP
    share = min(1.0, max(room, GAP) / wide)
    return _below(page, wide * share, high * share, at_left=True)


def _turned(page: Any) -> int:
    return int(page.get("/Rotate", 0)) % 360


def _below(page: Any, width: float, height: float, *, at_left: bool) -> Any:
    """A place at the lower left or right as the page is looked at, however it was turned."""
    import pikepdf

    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    turned = _turned(page)
    wide, high = (height, width) if turned in (90, 270) else (width, height)
    at_lowest_x = turned == 270 or (turned == 0 and at_left) or (turned == 180 and not at_left)
    at_lowest_y = turned == 0 or (turned == 90 and at_left) or (turned == 270 and not at_left)
    x = left + GAP if at_lowest_x else right - GAP - wide
    y = bottom + GAP if at_lowest_y else top - GAP - high
    return pikepdf.Rectangle(x, y, x + wide, y + high)
