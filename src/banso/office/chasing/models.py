"""What a kind of work keeps when it asks after something: the days to ask by, and what was heard. Abstract: the tables are the kind's."""

from django.db import models

from banso.core.models import Record


class AskingDay(Record):
    """A day by which to ask what became of something, so many months after it, with the sentence that made the day.

    A kind adds what is asked after; the day stays as it was first counted. `reminded_on` is when its keepers were last told of it.
    """

    months = models.PositiveSmallIntegerField("経過月数")
    due_on = models.DateField("確認期限", db_index=True)
    sentence = models.CharField("期日の決まり方", max_length=120, blank=True, editable=False)
    reminded_on = models.DateField("案内した日", null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Heard(Record):
    """What was heard on a day of something that is asked after. A kind adds of what, and its own words for what was said."""

    done_days = ("heard_on",)

    heard_on = models.DateField("確認日")
    note = models.CharField("内容", max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def said(self) -> str:
        """In a word what was heard: 商談中, 不成立."""
        raise NotImplementedError
