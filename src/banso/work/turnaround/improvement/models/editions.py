"""The editions (版) of both schemes: the rules of an acceptance year, kept for as long as cases live that were accepted under them."""

from datetime import date
from functools import cached_property

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from pydantic import ValidationError as Misfit

from banso.core.constraints import ends_after_start, json_of, known_values
from banso.core.era import format_date
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.walls import open_to_all

from ..choices import Frame, Scheme
from ..rules import Rules


@open_to_all("国の事業の要領・様式として公表されている")
@tracked
class SchemeEdition(Record):
    """One edition of a scheme and frame, for applications received (利用申請受付日) from a day on, until its end or its successor.

    `rules` say rate, caps, papers and the rest; they are never rewritten. `form_set` names the forms (様式) that go with it.
    Source of what it says: `basis`.
    """

    code = models.SlugField("版コード", max_length=40, unique=True)
    scheme = models.CharField("制度", max_length=8, choices=Scheme.choices)
    frame = models.CharField("枠", max_length=10, choices=Frame.choices, default=Frame.NORMAL)
    form_set = models.CharField("様式", max_length=20)
    valid_from = models.DateField("受付日の初日")
    valid_to = models.DateField("受付日の末日", null=True, blank=True)
    basis = models.CharField("根拠", max_length=200, blank=True)
    rules = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "経営改善計画の版"
        ordering = ["scheme", "frame", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "frame", "valid_from"],
                name="edition_begins_once",
                violation_error_message="同じ制度・枠で同じ日に始まる版が、すでにあります。",
            ),
            known_values("edition_known_scheme", "scheme", Scheme),
            known_values("edition_known_frame", "frame", Frame),
            ends_after_start("edition_ends_after_start", start="valid_from", end="valid_to"),
            json_of("edition_rules_are_rules", "rules", "object", most=100_000),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_editions_there", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_editions",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["valid_to", "updated_at"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_set} {self.get_scheme_display()} {self.get_frame_display()}"

    @cached_property
    def said(self) -> Rules:
        """What it says, in shape."""
        return Rules.model_validate(self.rules)

    @property
    def days(self) -> str:
        """The days of receipt it is for, in words."""
        since = format_date(self.valid_from)
        return f"{since}から{format_date(self.valid_to)}まで" if self.valid_to else f"{since}以後"

    def clean(self) -> None:
        """Refuse rules that are out of shape, each mistake by its place."""
        super().clean()
        try:
            Rules.model_validate(self.rules)
        except Misfit as misfit:
            said = [f"{'・'.join(map(str, one['loc']))}: {one['msg']}" for one in misfit.errors()]
            raise ValidationError({"rules": said}) from None


def edition_on(scheme: str, frame: str, day: date) -> SchemeEdition | None:
    """The edition under which an application received on a day is accepted; None where there is none."""
    found = SchemeEdition.objects.filter(scheme=scheme, frame=frame, valid_from__lte=day).order_by("-valid_from")
    first = found.first()
    return first if first is not None and (first.valid_to is None or day <= first.valid_to) else None


def frames_on(scheme: str, day: date) -> list[str]:
    """The frames that a scheme knows on a day, in words."""
    return [str(Frame(frame).label) for frame in Frame.values if edition_on(scheme, frame, day)]
