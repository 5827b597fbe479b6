"""The pages hold to what they tell the browser: no script, style or handler stands in a page itself."""

import re

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.ROOT / "src").rglob("templates/**/*.html"))
INLINE = re.compile(
    r"<style|<script(?![^>]*\ssrc=)|<[^>{]*\s(?:style|on[a-z]+)\s*=|hx-on|javascript:|hx-vals=['\"]js|hx-headers=['\"]js|hx-vars",
    re.IGNORECASE,
)


def test_no_template_holds_code_or_style_of_its_own() -> None:
    assert len(TEMPLATES) > 100
    found = {
        path.name: hit[0] for path in TEMPLATES if (hit := INLINE.search(path.read_text(encoding="utf-8"))) is not None
    }
    assert found == {}


def test_no_picture_drawn_in_code_holds_style_of_its_own() -> None:
    """Pictures stand in pages as they are drawn."""
    code = [path for path in (settings.ROOT / "src").rglob("*.py") if "tests" not in path.parts]
    drawn = {path.name: text for path in code if "<svg" in (text := path.read_text(encoding="utf-8"))}
    assert len(drawn) >= 4
    assert {name for name, text in drawn.items() if re.search(r"<[a-z][^>]*\sstyle=", text)} == set()


@pytest.mark.parametrize(
    "text",
    [
        '<p style="x">',
        "<script>x</script>",
        "<a onclick='x'>",
        '<a href="javascript:x">',
        "<b hx-on:click=x>",
        "<style>",
    ],
)
def test_the_search_for_it_finds_it(text: str) -> None:
    assert INLINE.search(text)
