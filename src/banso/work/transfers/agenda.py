"""Sale and purchase on the first page: what is known of a listing has grown old, registrations about to run out."""

from datetime import timedelta

from banso.core.agenda import Part, agenda
from banso.core.days.counting import months_before

from .bands import Values
from .models import Buyer, Listing

SOON = 30
_USUAL = Values.model_validate({})

agenda(
    code="transfers.stale",
    part=Part.WAITING,
    label="情報が古くなった譲渡案件",
    model=Listing,
    rows=lambda today: Listing.objects.filter(
        updated_on__lt=months_before(today, _USUAL.stale_months), case__standing__closed=False
    ),
    day="updated_on",
    owner="case__keeper__user",
    line=lambda listing: f"{listing} {listing.case.whose} 内容を確かめてください",
    related=("case__company", "case__person"),
)
agenda(
    code="transfers.running_out",
    part=Part.WAITING,
    label="期限が近い譲受登録",
    model=Buyer,
    rows=lambda today: Buyer.objects.standing_on(today).filter(valid_until__lte=today + timedelta(days=SOON)),
    day="valid_until",
    owner="keeper__user",
    line=str,
    related=("company", "person"),
)
