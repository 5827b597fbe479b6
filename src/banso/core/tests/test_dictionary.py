"""The dictionary of Japanese: one for a whole process, which lets go of it between two pages."""

from pathlib import Path

from sudachipy import SplitMode

from banso.core.dictionary import give_back, morphemes

TEXT = "事業承継の進め方と台湾への輸出について相談があった。"


def in_memory() -> int:
    """kB of the dictionary's file that this process holds."""
    held, here = 0, False
    for line in Path("/proc/self/smaps").read_text(errors="replace").splitlines():
        if not line.split(maxsplit=1)[0].endswith(":"):
            here = line.endswith("/system.dic")
        elif here and line.startswith("Rss:"):
            held += int(line.split()[1])
    return held


def surfaces(text: str, mode: SplitMode = SplitMode.A) -> list[str]:
    return [word.surface() for _, word in morphemes(text, mode)]


def test_it_is_given_back_and_comes_again() -> None:
    """Nothing of it stays in memory between two pages; the words are the same afterwards."""
    before = surfaces(TEXT)
    assert in_memory() > 0
    give_back()
    assert in_memory() == 0
    assert surfaces(TEXT) == before and in_memory() > 0


def test_units_are_short_or_long_as_asked() -> None:
    """Searching takes short units, names are read in long ones; neither changes what the other gets."""
    assert surfaces("国家公務員", SplitMode.C) == ["国家公務員"]
    assert surfaces("国家公務員") == ["国家", "公務", "員"]


def test_a_long_text_loses_nothing_at_its_cuts() -> None:
    """The pieces together are the text, each word counted from where its piece begins."""
    text = TEXT * 1200
    assert all(text[at + word.begin() : at + word.end()] == word.surface() for at, word in morphemes(text))
    assert "".join(surfaces(text)) == text
