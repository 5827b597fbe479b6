"""広報: what the centre publishes, issue by issue, and how often its pages on the web are opened, month by month."""

from django.db import models
from django.db.models import Q

from banso.core.constraints import first_of_month
from banso.core.era import format_month
from banso.core.fields import CodeField, MonthField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record, ReferenceRow
from banso.core.trail import tracked
from banso.registers.models import Programme


@tracked
class Publication(ReferenceRow):
    """Something the centre publishes (刊行物): a magazine, a mail magazine, a leaflet, a yearbook."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="publications")
    code = CodeField("刊行物コード")
    title = models.CharField("刊行物名", max_length=120)
    medium = models.CharField("媒体", max_length=40, blank=True, help_text="情報誌、メールマガジン、パンフレットなど")

    class Meta:
        verbose_name = verbose_name_plural = "刊行物"
        ordering = ["programme", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="publication_code_once",
                violation_error_message="この事業の同じコードの刊行物がすでに登録されています。",
            )
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class Issue(Record):
    """An issue of a publication (発行): its number, its day and how many copies."""

    done_days = ("issued_on",)

    publication = models.ForeignKey(Publication, models.PROTECT, verbose_name="刊行物", related_name="issues")
    number = models.CharField("号数", max_length=40, help_text="第12号、令和6年春号など")
    issued_on = models.DateField("発行日")
    fiscal_year = fiscal_year_column("issued_on")
    copies = models.PositiveIntegerField("発行部数", help_text="メールマガジンは配信数")
    contents = models.CharField("主な内容", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "刊行物の発行"
        ordering = ["-issued_on", "-pk"]
        indexes = [models.Index(fields=["publication", "fiscal_year"], name="issue_figures")]
        constraints = [
            models.CheckConstraint(
                name="issue_has_copies",
                condition=Q(copies__gt=0),
                violation_error_message="発行部数は1以上で入力してください。",
            ),
            models.UniqueConstraint(
                fields=["publication", "number"],
                name="issue_number_once",
                violation_error_message="この刊行物の同じ号がすでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication} {self.number}"


@tracked
class WebPage(ReferenceRow):
    """A page or site whose visits the centre counts (ウェブページ)."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="web_pages")
    code = CodeField("ページコード")
    name = models.CharField("ページ名", max_length=120)
    address = models.CharField("アドレス", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "ウェブページ"
        ordering = ["programme", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="web_page_code_once",
                violation_error_message="この事業の同じコードのページがすでに登録されています。",
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class MonthOfVisits(Record):
    """How often a page was opened in a month (アクセス数), once for each month."""

    page = models.ForeignKey(WebPage, models.PROTECT, verbose_name="ウェブページ", related_name="months")
    month = MonthField("対象月")
    fiscal_year = fiscal_year_column("month")
    accesses = models.PositiveBigIntegerField("アクセス数")

    class Meta:
        verbose_name = verbose_name_plural = "ウェブのアクセス数"
        ordering = ["-month", "-pk"]
        indexes = [models.Index(fields=["page", "fiscal_year"], name="visits_figures")]
        constraints = [
            first_of_month("visits_month_is_a_month", "month"),
            models.UniqueConstraint(
                fields=["page", "month"],
                name="visits_month_once",
                violation_error_message="このページのこの月のアクセス数はすでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} {format_month(self.month)}"
