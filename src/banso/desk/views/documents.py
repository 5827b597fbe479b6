"""A company's documents: handed in, in versions, and handed over as downloads."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.file_types import DOCUMENTS
from banso.core.forms import EraDateField
from banso.core.kept_pages import file_field, hand_in, hand_over
from banso.desk.models import Document, DocumentFile
from banso.desk.services import add_document, add_version, remove_document
from banso.registers.models import Company, Programme

may_see = permission_required("desk.view_document", raise_exception=True)
may_add = permission_required("desk.add_document", raise_exception=True)
may_change = permission_required("desk.change_document", raise_exception=True)


class VersionForm(forms.Form):
    """A version of a document."""

    file = file_field(DOCUMENTS)
    dated_on = EraDateField(label="書類の日付")


class DocumentForm(VersionForm):
    """A new document."""

    title = forms.CharField(label="書類名", max_length=120)
    programme = forms.ModelChoiceField(
        Programme.objects.all(),
        label="事業",
        required=False,
        empty_label="(なし)",
        help_text="守秘のある事業を選ぶと、その事業を見られる職員だけに見えます。",
    )
    field_order = ["title", "file", "dated_on", "programme"]


@may_add
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new document of a company."""
    company = get_object_or_404(Company, pk=pk)

    def keep(facts: dict[str, Any]) -> None:
        add_document(facts.pop("file"), company=company, by=request.user, **facts)  # type: ignore[arg-type]

    return _page(request, DocumentForm, company, "書類の登録", keep)


@may_change
def add_later(request: HttpRequest, pk: int) -> HttpResponse:
    """A later version of a document."""
    document = get_object_or_404(Document.objects.select_related("company"), pk=pk, removed_on=None)

    def keep(facts: dict[str, Any]) -> None:
        add_version(document, facts["file"], dated_on=facts["dated_on"], by=request.user)  # type: ignore[arg-type]

    return _page(request, VersionForm, document.company, f"「{document}」の新しい版", keep)


def _page(request: HttpRequest, form_class: type[VersionForm], company: Company, title: str, keep: Any) -> HttpResponse:
    form = form_class(request.POST or None, request.FILES or None, initial={"dated_on": localdate()}, label_suffix="")
    back = (reverse("karte", args=[company.pk]), f"{company}の経営カルテ")
    return hand_in(request, form, keep, title=title, back=back, done="書類を登録しました。")


@may_change
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_object_or_404(Document, pk=pk, removed_on=None)
    remove_document(document, on=localdate(), by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"「{document}」を取り下げました。")
    return redirect("karte", pk=document.company_id)


@may_see
def download(request: HttpRequest, pk: int) -> FileResponse:
    """One version, as a download."""
    kept = get_object_or_404(DocumentFile.objects.select_related("document"), pk=pk)
    return hand_over(request, kept, f"書類 {kept}", f"企業番号 {kept.document.company_id}")
