"""Papers set by Typst: a template, and data that comes in as JSON, so that no text of a record is ever read as markup."""

import json
from pathlib import Path
from typing import Any

import pylopdf_fonts_jp

FONTS = Path(pylopdf_fonts_jp.__file__).parent


def typeset(template: Path, data: dict[str, Any]) -> bytes:
    """A PDF, with the fonts the product brings."""
    import typst  # slow to load, and few pages need it

    compiled: bytes = typst.compile(
        str(template),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return compiled
