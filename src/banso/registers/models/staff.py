"""The centre's own people: units (部署), staff (職員), posts (役職・専門職) and who held them when."""

from django.conf import settings
from django.db import models

from banso.core.constraints import ends_after_start, no_overlap
from banso.core.fields import KanaField
from banso.core.models import Record, ReferenceRow
from banso.core.trail import tracked
from banso.registers.walls import open_to_all

from .organisations import Organisation


@tracked
class Unit(ReferenceRow):
    """A unit of the centre. Work of a confidential unit is walled: nobody outside may know that it exists."""

    code = models.SlugField("部署コード", max_length=40, unique=True)
    name = models.CharField("部署名", max_length=80)
    symbol = models.CharField(
        "文書記号", max_length=10, blank=True, help_text="案件番号・文書番号の先頭に付ける。例: 総支"
    )
    confidential = models.BooleanField("守秘区分", default=False, help_text="部署外の職員には記録の存在も見せない")

    class Meta:
        verbose_name = verbose_name_plural = "部署"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


@tracked
class Staff(ReferenceRow):
    """A member of staff, employed or under contract; `user` is the login, if there is one."""

    name = models.CharField("氏名", max_length=60)
    kana = KanaField("フリガナ", max_length=80, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="部署", related_name="members")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="利用者", null=True, blank=True, related_name="staff"
    )
    joined_on = models.DateField("着任日")

    class Meta:
        verbose_name = verbose_name_plural = "職員"
        ordering = ["unit", "kana", "pk"]
        constraints = [ends_after_start("staff_ends_after_start", start="joined_on", end="ended_on")]

    def __str__(self) -> str:
        return self.name


@open_to_all("職とその人数は事業報告書に印刷して公表する")
@tracked
class Post(ReferenceRow):
    """A kind of post a programme is staffed with, such as a project manager or an incubation manager."""

    code = models.SlugField("職コード", max_length=40, unique=True)
    title = models.CharField("職名", max_length=80)
    programme = models.ForeignKey("registers.Programme", models.PROTECT, verbose_name="事業", related_name="posts")
    funder = models.ForeignKey(Organisation, models.PROTECT, verbose_name="財源", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "職(ポスト)"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


@open_to_all("誰がどの職に就いているかは、センターの職員に知られている")
@tracked
class PostAssignment(Record):
    """Who held a post from when to when; both days count, an open end means still in post."""

    post = models.ForeignKey(Post, models.PROTECT, verbose_name="職", related_name="assignments")
    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="職員", related_name="assignments")
    starts_on = models.DateField("就任日")
    ends_on = models.DateField("退任日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "配置"
        ordering = ["post", "starts_on", "pk"]
        constraints = [
            ends_after_start("assignment_ends_after_start", start="starts_on", end="ends_on"),
            no_overlap(
                "assignment_no_overlap",
                same=["post", "staff"],
                start="starts_on",
                end="ends_on",
                message="同じ職員が同じ職に重複して配置されています。期間を確かめてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.staff}"
