"""小さい数値の基準: from which year on how small a cell of a walled programme's breakdown is not printed."""

from django.db import models
from django.db.models import Q

from banso.core.fields import FiscalYearField
from banso.core.fiscal import fiscal_year_label
from banso.core.models import Record
from banso.core.trail import tracked


@tracked
class SmallCellFloor(Record):
    """Below how many a cell of a walled programme's breakdown is not printed (小さい数値の基準), in reports of a fiscal year and those after it."""

    USUAL = 5  # where a centre has laid down nothing

    from_year = FiscalYearField(
        "適用開始年度",
        unique=True,
        error_messages={"unique": "この年度からの基準は、すでにあります。その行を直してください。"},
    )
    floor = models.PositiveSmallIntegerField("この件数に満たない内訳は印刷しない")
    basis = models.CharField("根拠", max_length=120, help_text="要領・決裁など")

    class Meta:
        verbose_name = verbose_name_plural = "小さい数値の基準"
        ordering = ["-from_year"]
        constraints = [
            models.CheckConstraint(
                name="small_cell_floor_hides_one",
                condition=Q(floor__gte=2, floor__lte=100),
                violation_error_message="件数は2から100までにしてください。1件の数値は、必ず伏せます。",
            )
        ]

    def __str__(self) -> str:
        return f"{fiscal_year_label(self.from_year)}から {self.floor}件未満"

    @classmethod
    def of(cls, fiscal_year: int) -> int:
        """The floor for reports of a fiscal year."""
        row = cls.objects.filter(from_year__lte=fiscal_year).order_by("-from_year").first()
        return row.floor if row else cls.USUAL
