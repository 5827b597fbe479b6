"""Behind which wall a draft of words alone is filed: that of the unit its drafter works in, unless she says that all may read it."""

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.registers.models import Membership, Programme, User
from banso.registers.seeing import beyond_roles


def own_walls(user: User) -> list[Programme]:
    """The walled programmes of the units a user works in today."""
    today = localdate()
    units = Membership.objects.filter(user=user).standing_on(today).values("unit")
    inside = list(Programme.objects.filter(walled_to__in=units).select_related("walled_to").order_by("pk"))
    beyond = beyond_roles(user, today) if inside else set()
    return [one for one in inside if one.pk not in beyond]


def refuse_in_the_open(by: User, case: Case | None, programme: Programme | None, in_the_open: bool) -> None:
    """Raises ValidationError where someone who works behind a wall did not say who may read what she drafts, or names another's."""
    if case is not None or (programme is None and in_the_open):
        return
    own = own_walls(by)
    if programme is None and own:
        raise ValidationError(
            {
                "programme": f"あなたは守秘の部署({own[0].walled_to})の職員です。この起案をだれが見られるかを選んでください。"
            }
        )
    if programme is not None and programme not in own:
        raise ValidationError({"programme": f"「{programme}」の守秘の範囲には、その部署の職員だけが起案できます。"})
