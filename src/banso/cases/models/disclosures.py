"""The log of what left a case (開示の記録), the agreements to keep it secret (守秘契約), and what came back."""

from datetime import date
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from banso.core.constraints import known_values
from banso.core.era import format_date, format_moment
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.company_links import stays_with_its_company

from ..choices import ANONYMOUS, BackBy, Ground, Item, Way
from .case import Case
from .consents import Consent, items_field, known_items
from .recipients import Addressed, only_one

_SAME = "({0}.organisation_id, {0}.company_id, {0}.person_id, {0}.expert_id, {0}.recipient_name)"
_TO = f"{_SAME.format('c')} IS NOT DISTINCT FROM {_SAME.format('NEW')}"
_NAMELESS = ", ".join(f"'{code}'" for code in sorted(ANONYMOUS))
# The same that the service asks (:func:`banso.cases.disclosures.disclose`), so that no other way in tells anyone anything.
_GUARD = f"""
day := (NEW.at AT TIME ZONE '{settings.TIME_ZONE}')::date;
IF NEW.counters_id IS NOT NULL THEN
    RETURN NEW;
END IF;
IF NEW.consent_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.cases_consent c JOIN public.cases_standing s ON s.case_id = c.case_id
    WHERE c.id = NEW.consent_id AND c.case_id = NEW.case_id AND c.items @> NEW.items AND c.given_on <= day
        AND (c.until >= day OR c.until IS NULL AND NOT (s.closed AND s.since < day))
        AND NOT EXISTS (SELECT FROM public.cases_consentend e WHERE e.consent_id = c.id AND e.withdrawn_on <= day)
        AND ({_TO} OR NEW.of_class <> '' AND c.recipient_name = NEW.of_class
            AND NEW.items <@ ARRAY[{_NAMELESS}]::varchar[])
) THEN
    RAISE EXCEPTION 'disclosure_without_live_consent' USING ERRCODE = 'check_violation';
END IF;
IF NEW.nda_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.cases_nondisclosure c
    WHERE c.id = NEW.nda_id AND c.case_id = NEW.case_id AND c.signed_on <= day AND (c.until IS NULL OR c.until >= day)
        AND NOT EXISTS (SELECT FROM public.cases_nondisclosureend e WHERE e.nda_id = c.id AND e.ended_on <= day)
        AND {_TO}
) THEN
    RAISE EXCEPTION 'disclosure_without_live_nda' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class NonDisclosureQuerySet(models.QuerySet[Any]):
    def live(self, on: date) -> Self:
        """Those that bind on a day: signed by then, not past their end, not ended."""
        held = self.filter(Q(until=None) | Q(until__gte=on), signed_on__lte=on)
        return held.exclude(end__ended_on__lte=on)


@tracked
class NonDisclosure(Addressed, Record):
    """One recipient promised to keep secret what they learn of a case (守秘契約), until a day or for good. Never rewritten."""

    done_days = ("signed_on",)

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="ndas")
    signatory = models.CharField("署名した人", max_length=60)
    capacity = models.CharField("立場・権限", max_length=60, help_text="署名する権限のある立場")
    signed_on = models.DateField("締結日")
    until = models.DateField("有効期限", null=True, blank=True, help_text="この日まで。空欄は期限なし")
    paper = models.CharField("契約書", max_length=200, blank=True, help_text="綴ってある書類の名前や文書番号")
    sha256 = models.CharField("契約書のハッシュ値", max_length=64, blank=True, editable=False)

    objects = NonDisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "守秘契約"
        ordering = ["case", "-signed_on", "-pk"]
        indexes = [models.Index(fields=["until"], name="ndas_by_end", condition=Q(until__isnull=False))]
        constraints = [
            only_one("nda_with_one"),
            models.CheckConstraint(
                name="nda_ends_after_signed",
                condition=Q(until=None) | Q(until__gte=F("signed_on")),
                violation_error_message="有効期限が締結日より前です。日付を確かめてください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_ndas", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_what_was_signed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["company", "updated_at"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{format_date(self.signed_on)} {self.to}"


@tracked
class NonDisclosureEnd(Record):
    """An agreement to keep secret ended before its day: nothing more is told under it. What was told stays secret by its words."""

    done_days = ("ended_on",)

    nda = models.OneToOneField(NonDisclosure, models.PROTECT, verbose_name="守秘契約", related_name="end")
    ended_on = models.DateField("終了日")
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登録者", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "守秘契約の終了"
        ordering = ["-ended_on", "-pk"]
        constraints = [models.CheckConstraint(name="nda_end_has_reason", condition=~Q(reason=""))]
        triggers = [pgtrigger.Protect(name="keep_nda_ends", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{format_date(self.ended_on)} 終了 {self.reason}"


class DisclosureQuerySet(models.QuerySet[Any]):
    def in_force(self) -> Self:
        """Those that stand: neither answered by a counter-row nor one."""
        return self.filter(counters=None, countered_by=None)

    def unfounded(self) -> Self:
        """Those by a consent that did not hold on their day, as is known by now (a withdrawal that was told late)."""
        day = models.functions.TruncDate("at")
        ended = Q(consent__end__withdrawn_on__lte=F("day"))
        return self.in_force().filter(ground=Ground.CONSENT).annotate(day=day).filter(ended)


@stays_with_its_company("誰に渡したかは、渡したときの相手のまま残す")
@tracked
class Disclosure(Addressed, Record):
    """Something of a case was told or handed to someone (開示): what, to whom, how, by which consent. Written before it goes.

    Never changed: one that was put down wrongly is answered by a row that `counters` it. `number` runs within the case.
    `of_class` is the class by whose consent a recipient was told what names nobody.
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="disclosures")
    number = models.PositiveIntegerField("通番", editable=False)
    at = models.DateTimeField("日時", db_index=True)
    side = models.CharField("側", max_length=20, blank=True)
    of_class = models.CharField("相手の区分", max_length=120, blank=True)
    recipient_person = models.CharField("受け取った人", max_length=60, blank=True)
    means = models.CharField("方法", max_length=8, choices=Way.choices)
    items = items_field()
    ground = models.CharField("根拠", max_length=8, choices=Ground.choices)
    consent = models.ForeignKey(
        Consent, models.PROTECT, verbose_name="承諾", null=True, blank=True, related_name="disclosures"
    )
    nda = models.ForeignKey(
        NonDisclosure, models.PROTECT, verbose_name="守秘契約", null=True, blank=True, related_name="disclosures"
    )
    document = models.CharField("書類", max_length=200, blank=True)
    version = models.CharField("版", max_length=20, blank=True)
    sha256 = models.CharField("書類のハッシュ値", max_length=64, blank=True)
    reason = models.CharField("理由・備考", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="開示した職員", null=True, blank=True)
    counters = models.OneToOneField(
        "self", models.PROTECT, verbose_name="取り消した開示", null=True, blank=True, related_name="countered_by"
    )

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "開示の記録"
        ordering = ["case", "-number"]
        constraints = [
            only_one("disclosure_to_one"),
            known_items("disclosure_known_items"),
            known_values("disclosure_known_means", "means", Way),
            known_values("disclosure_known_ground", "ground", Ground),
            models.UniqueConstraint(fields=["case", "number"], name="disclosure_number_once_a_case"),
            models.CheckConstraint(
                name="disclosure_by_consent_or_inside",
                condition=Q(ground=Ground.CONSENT, consent__isnull=False)
                | (~Q(ground=Ground.CONSENT) & Q(consent__isnull=True)),
            ),
            models.CheckConstraint(
                name="counter_has_reason",
                condition=Q(counters=None) | ~Q(reason=""),
                violation_error_message="取り消す理由を入れてください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_disclosures", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="by_what_holds_that_day",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_GUARD,
                declare=[("day", "date")],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.serial} {self.addressee}"

    @property
    def serial(self) -> str:
        """The number by which a paper that left is known: the case's own, and which of its disclosures it is."""
        return "-".join(filter(None, [self.case.number, f"{self.number:03d}"]))

    @property
    def addressee(self) -> str:
        """To whom, with who took it."""
        return " ".join(filter(None, [str(self.to), self.recipient_person]))

    @property
    def told(self) -> str:
        """What was told, in words."""
        return "、".join(Item(code).label for code in self.items)

    @property
    def footer(self) -> str:
        """What stands at the foot of each page that leaves: to whom, by which number, when."""
        return f"宛先 {self.addressee}  通番 {self.serial}  日時 {format_moment(self.at)}"


@tracked
class Returned(Record):
    """Papers that were handed over came back, or their destruction was reported."""

    done_days = ("came_on",)

    disclosure = models.OneToOneField(Disclosure, models.PROTECT, verbose_name="開示", related_name="returned")
    came_on = models.DateField("返却・報告を受けた日")
    how = models.CharField("返却・廃棄の別", max_length=10, choices=BackBy.choices)
    note = models.CharField("確かめた方法", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登録者", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "返却・廃棄"
        ordering = ["-came_on", "-pk"]
        constraints = [
            known_values("returned_known_how", "how", BackBy),
            models.CheckConstraint(
                name="returned_was_seen",
                condition=~Q(note=""),
                violation_error_message="どのように確かめたかを入れてください。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="keep_returns", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{format_date(self.came_on)} {self.get_how_display()}"
