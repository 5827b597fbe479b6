"""相談: one record per consultation, whichever programme it belongs to, and the days the desk goes out to a town.

A visit that serves several programmes is recorded once. For each further programme there is a row that points to it by
`main`, so that each programme's figures count the visit once; the database keeps the facts of these rows equal.
"""

from functools import reduce
from operator import or_

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.fields import KeyField, MinutesField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record, ReferenceRow
from banso.core.text import fold
from banso.core.trail import tracked, tracked_links
from banso.figures.tally import tally_triggers
from banso.registers.models import Company, Municipality, Person, Programme, Staff
from banso.registers.walls import open_to_all

from .choices import Mode, Recommended


@tracked
class Theme(ReferenceRow):
    """What a consultation was about (相談テーマ): marketing, cash flow, succession… A centre keeps its own list."""

    code = models.SlugField("テーマコード", max_length=40, unique=True)
    name = models.CharField("テーマ", max_length=60)
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "相談テーマ"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


@open_to_all("区分の名前は事業報告書に印刷して公表する")
@tracked
class Category(ReferenceRow):
    """A programme's own kinds of consultation (区分), where its report counts them apart."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="事業", related_name="consultation_categories"
    )
    code = models.SlugField("区分コード", max_length=40)
    name = models.CharField("区分", max_length=80)
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "相談区分"
        ordering = ["programme", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="consultation_category_once")]

    def __str__(self) -> str:
        return self.name


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def with_company(self) -> "ConsultationQuerySet":
        """Those held with a known company: what counts in firms, 延べ or 実."""
        return self.filter(company__isnull=False)

    def visits(self) -> "ConsultationQuerySet":
        """Each visit once, however many programmes it counts under."""
        return self.filter(main__isnull=True)

    def promises(self) -> "ConsultationQuerySet":
        """Visits that agreed on a day for the next step, which nobody has answered yet."""
        return self.visits().filter(next_on__isnull=False, followed_up_on__isnull=True)


SHARED = ("held_on", "mode", "company_id", "person_id", "adviser_id", "municipality_id", "minutes")
_SHARED_OF = {row: ", ".join(f"{row}.{column}" for column in SHARED) for row in ("m", "OLD", "NEW")}

# A further row agrees with its visit in every fact that a figure may look at, and stands under a programme of its own
# behind the same wall, or none.
_AGREES_WITH_ITS_VISIT = f"""
    SELECT * INTO m FROM public.consultations_consultation WHERE id = NEW.main_id FOR SHARE;
    IF m.id IS NULL OR m.main_id IS NOT NULL OR m.programme_id = NEW.programme_id
        OR (SELECT p.walled_to_id FROM public.registers_programme p WHERE p.id = m.programme_id)
            IS DISTINCT FROM (SELECT p.walled_to_id FROM public.registers_programme p WHERE p.id = NEW.programme_id)
        OR EXISTS (SELECT FROM public.consultations_consultation c WHERE c.main_id = NEW.id)
        OR ROW({_SHARED_OF["m"]}) IS DISTINCT FROM ROW({_SHARED_OF["NEW"]}) THEN
        RAISE EXCEPTION 'consultation_agrees_with_its_visit' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
_CARRY_OVER = f"""
    UPDATE public.consultations_consultation SET ({", ".join(SHARED)}) = ROW({_SHARED_OF["NEW"]}), updated_at = NEW.updated_at
    WHERE main_id = NEW.id;
    RETURN NULL;
"""


@tracked
class Consultation(Record):
    """One consultation (相談1回): on one day, under one programme, with one company or a person about to found one.

    `main` is empty for the visit itself. A row with `main` says that the same visit also counts under its programme; what
    was said and agreed stands on the visit alone. `followed_up_on` is the day the agreed next step was answered.
    """

    done_days = ("held_on", "followed_up_on")

    # consultation_figures and consultation_adviser begin with these two: indexes of their own would only slow each save
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", db_index=False)
    main = models.ForeignKey(
        "self", models.CASCADE, verbose_name="もとの相談", null=True, blank=True, related_name="further", editable=False
    )
    held_on = models.DateField("相談日")
    fiscal_year = fiscal_year_column("held_on")
    mode = models.CharField("相談方法", max_length=10, choices=Mode.choices)
    category = models.ForeignKey(Category, models.PROTECT, verbose_name="区分", null=True, blank=True)
    company = models.ForeignKey(
        Company,
        models.PROTECT,
        verbose_name="企業",
        null=True,
        blank=True,
        related_name="consultations",
        db_index=False,  # consultation_of_company begins with it
    )
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="相談者", null=True, blank=True)
    adviser = models.ForeignKey(Staff, models.PROTECT, verbose_name="担当者", null=True, blank=True, db_index=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="相談場所", null=True, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name="相談テーマ", blank=True)
    minutes = MinutesField("相談時間(分)", null=True, blank=True)
    note = models.TextField("相談内容", blank=True)
    note_key = KeyField("検索用内容", of="note", fold=fold, max_length=4000)
    next_step = models.CharField("次の対応", max_length=200, blank=True)
    next_on = models.DateField("次回予定日", null=True, blank=True)
    followed_up_on = models.DateField("対応済みの日", null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "相談記録"
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["programme", "fiscal_year", "mode", "category"], name="consultation_figures"),
            models.Index(fields=["programme", "fiscal_year", "company"], name="consultation_companies"),
            models.Index(fields=["-held_on", "-id"], name="consultation_latest"),
            models.Index(fields=["adviser", "-held_on", "-id"], name="consultation_adviser"),
            models.Index(fields=["company", "-held_on", "-id"], name="consultation_of_company"),
            models.Index(
                fields=["next_on"],
                condition=Q(next_on__isnull=False, followed_up_on__isnull=True),
                name="consultation_promises",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="consultation_has_client",
                condition=Q(company__isnull=False) | Q(person__isnull=False),
                violation_error_message="企業か相談者のどちらかを入力してください。",
            ),
            known_values("consultation_known_mode", "mode", Mode),
            models.CheckConstraint(
                name="consultation_next_after_held",
                condition=Q(next_on__isnull=True) | Q(next_on__gte=models.F("held_on")),
                violation_error_message="次回予定日は相談日以後の日付にしてください。",
            ),
            models.CheckConstraint(
                name="consultation_followed_up_after_held",
                condition=Q(followed_up_on__isnull=True) | Q(followed_up_on__gte=F("held_on")),
                violation_error_message="対応済みの日は相談日以後の日付にしてください。",
            ),
            models.UniqueConstraint(
                fields=["main", "programme"],
                name="consultation_once_under_a_programme",
                violation_error_message="同じ事業が2度選ばれています。",
            ),
            models.CheckConstraint(
                name="consultation_said_on_the_visit_alone",
                condition=Q(main__isnull=True)
                | Q(note="", next_step="", next_on__isnull=True, followed_up_on__isnull=True),
            ),
        ]
        triggers = [
            *tally_triggers("consultations", subject="company_id"),
            pgtrigger.Trigger(
                name="agrees_with_its_visit",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.main_id IS NOT NULL"),
                declare=[("m", "public.consultations_consultation%ROWTYPE")],
                func=_AGREES_WITH_ITS_VISIT,
            ),
            pgtrigger.Trigger(
                name="carry_over_to_further",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"NEW.main_id IS NULL AND ROW({_SHARED_OF['OLD']}, OLD.programme_id)"
                    f" IS DISTINCT FROM ROW({_SHARED_OF['NEW']}, NEW.programme_id)"
                ),
                func=_CARRY_OVER,
            ),
        ]

    def counted_rows(self) -> "list[Consultation]":
        """The visit with its rows under further programmes: in all of them it counts."""
        return [self, *self.further.all()]

    def __str__(self) -> str:
        return f"{format_date(self.held_on)} {self.company or self.person}"

    def clean(self) -> None:
        """The category is one of the programme's own, and is given where the programme's figures are counted by it."""
        if self.programme_id:
            counted = Category.objects.filter(programme=self.programme_id, ended_on=None).exists()
            check_category(self.programme_id, self.category, by_category=counted)


def check_category(programme_id: int, category: Category | None, *, by_category: bool) -> None:
    """Raise ValidationError for a category of another programme, or none where the programme's figures are counted `by_category`."""
    if category is not None and category.programme_id != programme_id:
        raise ValidationError({"category": "選んだ事業の区分ではありません。区分を選び直してください。"})
    if category is None and by_category:
        raise ValidationError({"category": "この事業の数値は区分ごとに数えます。区分を選んでください。"})


def lacking(recommended: str) -> Q:
    """The condition of visits without one of the recommended facts; with 'any', without at least one of them."""
    themes = Consultation.themes.through.objects.filter(consultation=OuterRef("pk"))
    without = {
        Recommended.THEMES: Q(~Exists(themes)),
        Recommended.ADVISER: Q(adviser__isnull=True),
        Recommended.MINUTES: Q(minutes__isnull=True),
        Recommended.NOTE: Q(note=""),
    }
    return reduce(or_, without.values()) if recommended == "any" else without[Recommended(recommended)]


_THEMES = Consultation.themes.through
_THEMES_TABLE = "public.consultations_consultation_themes"


class ThemeLink(_THEMES):  # type: ignore[misc,valid-type]
    """A consultation's theme. What a visit is about, it is about under every programme: the database keeps it so."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = verbose_name_plural = "相談のテーマ"
        triggers = [
            pgtrigger.Trigger(
                name="theme_of_every_row",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=f"""
                    INSERT INTO {_THEMES_TABLE} (consultation_id, theme_id)
                    SELECT c.id, NEW.theme_id FROM public.consultations_consultation c WHERE c.main_id = NEW.consultation_id
                    ON CONFLICT DO NOTHING;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="theme_of_no_row",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                func=f"""
                    DELETE FROM {_THEMES_TABLE} t USING public.consultations_consultation c
                    WHERE c.main_id = OLD.consultation_id AND t.consultation_id = c.id AND t.theme_id = OLD.theme_id;
                    RETURN NULL;
                """,
            ),
        ]


@tracked_links
class ConsultationTheme(Consultation.themes.through):  # type: ignore[name-defined,misc]
    """A theme of a consultation: here for the trail alone, which keeps what was added and taken away."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "相談のテーマ"


@tracked
class OutreachDay(Record):
    """A day on which advisers held consultations in a town (出張相談会). The consultations are records of their own."""

    done_days = ("held_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    held_on = models.DateField("開催日")
    fiscal_year = fiscal_year_column("held_on")
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="開催地")
    venue = models.CharField("会場", max_length=120)
    adviser = models.ForeignKey(Staff, models.PROTECT, verbose_name="担当者", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "出張相談会"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["programme", "fiscal_year"], name="outreach_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "held_on", "venue", "adviser"],
                name="outreach_day_once",
                nulls_distinct=False,
                violation_error_message="同じ日・同じ会場・同じ担当者の出張相談会がすでに登録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{format_date(self.held_on)} {self.venue}"
