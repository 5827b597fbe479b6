"""Names in braces as staff read them: {figure} is shown as {数値}, a listing's {dates} as {日程}; and back."""

import re
from collections.abc import Mapping

from banso.figures.listings import Listing
from banso.report.outline.said import Said

_BRACES = re.compile(r"\{([^{}\n]+)\}")


def words_at(said: Said, listing: Listing | None) -> dict[str, str]:
    """The names that stand for something at a field, each with the word staff know it by."""
    listed = {name: listing.label_of(name) for name in listing.texts} if listing else {}
    return {**listed, **said.words}


def braces_in_words(text: str, words: Mapping[str, str]) -> str:
    return _BRACES.sub(lambda found: "{" + words.get(found[1], found[1]) + "}", text)


def braces_in_names(text: str, words: Mapping[str, str]) -> str:
    names = {word: name for name, word in words.items()}
    return _BRACES.sub(lambda found: "{" + names.get(found[1], found[1]) + "}", text)
