"""One's own deadlines in one's calendar program."""

from django.conf import settings
from django.db import models

from banso.core.models import Record
from banso.core.private import keeps_secret, private_to


@private_to("user_id")
@keeps_secret("token", instead="NULL")
class Feed(Record):
    """The address at which a user's calendar program fetches her deadlines. Whoever has it can read them: no trail keeps it.

    Renewed, the old address opens nothing; without a token there is no address.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="利用者", related_name="+")
    token = models.CharField("カレンダーの鍵", max_length=64, null=True, unique=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "カレンダーへの配信"

    def __str__(self) -> str:
        return str(self.user)
