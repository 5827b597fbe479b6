"""A case's file as it is taken out (一件書類): one PDF with index and page numbers, and a zip with checksums."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import localtime

from banso.cases.models import Case
from banso.core.constraints import known_values
from banso.core.era import format_moment
from banso.core.kept import private_storage, random_name
from banso.core.models import Record
from banso.core.private import asked_for_by
from banso.core.trail import tracked

from ..choices import BindingState


@asked_for_by("asked_by_id")
@tracked
class Binding(Record):
    """A case's file was asked for as a whole, as far as the one who asked may see it; a worker binds it.

    The row stays and says who took what out when; its two files are copies, and go after some days or when she asks anew.
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="bindings")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="作成者", related_name="+")
    state = models.CharField("状態", max_length=8, choices=BindingState.choices, default=BindingState.WAITING)
    progress = models.PositiveSmallIntegerField("進み具合(%)", default=0)
    error = models.CharField("止まった理由", max_length=1000, blank=True)
    papers = models.PositiveIntegerField("書類の件数", null=True, blank=True)
    pages = models.PositiveIntegerField("ページ数", null=True, blank=True)
    amiss = models.TextField("注意", blank=True)
    pdf = models.FileField("PDF", upload_to=random_name, storage=private_storage, blank=True)
    packed = models.FileField("zip", upload_to=random_name, storage=private_storage, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "一件書類の作成"
        ordering = ["-pk"]
        constraints = [known_values("binding_known_state", "state", BindingState)]

    def __str__(self) -> str:
        return f"{self.case} 一件書類 {format_moment(self.created_at)}"

    def get_absolute_url(self) -> str:
        return reverse("files-binding", args=[self.pk])

    @property
    def under_way(self) -> bool:
        return self.state in (BindingState.WAITING, BindingState.RUNNING)

    @property
    def stem(self) -> str:
        """What its files are called, but for the ending."""
        return f"一件書類_{self.case.number or self.case_id}_{localtime(self.created_at):%Y%m%d-%H%M}"
