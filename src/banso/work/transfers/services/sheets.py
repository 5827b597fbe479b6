"""Writing a version of a sheet without a name: counted, checked for words that betray, and refused below the line unless someone says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.trail import verb
from banso.core.writing import hold, record
from banso.procedures.terms import values_of
from banso.registers.models import User

from ..anonymity import Climbed, Firm, Shown, climb, k_of
from ..bands import Values
from ..betraying import Betrayal, betrayals
from ..models import Listing, Sheet, digest_of
from ..reading import firm_of, hidden_places, own_words, population, shown_before


@dataclass(frozen=True)
class Assessed:
    """What is to be known of a sheet before it is kept: k alone, k over everything ever shown, what betrays, and what would mend it."""

    k: int
    alone: int
    left: int
    earlier: int
    least: int
    betrayals: list[Betrayal]
    mended: Climbed

    @property
    def enough(self) -> bool:
        return self.k >= self.least

    @property
    def spoilt(self) -> bool:
        """Whether what was shown before fits too few by itself, so that nothing coarser mends it."""
        return self.earlier > 0 and self.left < self.least


def assess(listing: Listing, shown: Shown, text: str, *, least: int, firms: Sequence[Firm] | None = None) -> Assessed:
    """Count how many firms a sheet fits together with everything shown before, and look for words that betray."""
    values: Values = values_of(listing.case)
    firms = population() if firms is None else firms
    earlier = shown_before(listing)
    mended = climb(shown, firm_of(listing), firms, earlier, values, least=least)
    return Assessed(
        k=k_of(firms, [*earlier, shown], values),
        alone=k_of(firms, [shown], values),
        left=k_of(firms, earlier, values),
        earlier=len(earlier),
        least=least,
        betrayals=betrayals(text, own=own_words(listing), places=hidden_places(shown)),
        mended=mended,
    )


@verb
def write_sheet(
    listing: Listing,
    *,
    shown: Shown,
    text: str,
    least: int,
    ladder: Sequence[tuple[str, int]] = (),
    accepted_why: str = "",
    on: date | None = None,
    by: User | None,
) -> Sheet:
    """Keep a version of what is said of a firm without its name; it is shown to nobody before its owner approved it.

    `on` is the day it was drawn up, where that has gone. Raises ValidationError for an empty text, for nothing shown beside it, and, unless
    `accepted_why` says why it goes all the same, for a k below `least` and for words that betray.
    """
    hold(Case.objects.filter(pk=listing.case_id), no_key=True)
    if not text.strip():
        raise ValidationError({"text": "本文を入れてください。"})
    if not shown.as_data():
        raise ValidationError({"shown": "業種・地域・売上高などのうち、どれか一つは示してください。"})
    found, why = assess(listing, shown, text, least=least), accepted_why.strip()
    refuse_betraying(found, why)
    last: int | None = Sheet.objects.filter(listing=listing).aggregate(last=Max("version"))["last"]
    said = shown.as_data()
    facts = {
        "listing": listing,
        "version": (last or 0) + 1,
        "shown": said,
        "text": text,
        "digest": digest_of(said, text.strip()),
        "k": found.k,
        "least": least,
        "counted_on": on or localdate(),
        "ladder": [[label, k] for label, k in ladder],
        "betrayals": [str(one) for one in found.betrayals],
        "accepted_why": why,
        "accepted_by": by if why else None,
    }
    return record(Sheet, facts | {"text": text.strip()})


def refuse_betraying(found: Assessed, why: str) -> None:
    """Raise ValidationError for a sheet that gives its firm away, unless someone says why it goes all the same."""
    if why:
        return
    wrong = {}
    if not found.enough:
        already = "これまでに示した内容と合わせると、" if found.alone >= found.least else ""
        mend = (
            "これまでに示した内容だけで少なすぎるため、粗くしても直りません。認める理由を入れてください。"
            if found.spoilt
            else "区分を粗くするか、認める理由を入れてください。"
        )
        wrong["shown"] = f"{already}当てはまる企業が{found.k}社しかありません({found.least}社以上が必要です)。{mend}"
    if found.betrayals:
        words = "、".join(str(one) for one in found.betrayals)
        wrong["text"] = f"名の知れる言葉があります: {words}。消すか、承認を受けて認める理由を入れてください。"
    if wrong:
        raise ValidationError(wrong)
