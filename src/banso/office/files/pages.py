"""What came in for cases, how long it is kept and what was disposed of: lists, and the file on each case's page."""

from banso.cases.models import Case
from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.records import Panel, add_panel
from banso.core.tables import Column, Filter, Kind

from . import services
from .choices import HoldReason, RulePaper, Way
from .models import Binding, Disposal, DisposedFile, Hold, ReceivedFile, RetentionRule

GROUP = "事務"

pages(
    model=ReceivedFile,
    group=GROUP,
    title="届いた書類",
    order="-received_on",
    columns=(
        Column("受取日", "received_on", Kind.DATE, sort="received_on"),
        Column("書類名", "title"),
        Column("差出人", "whose"),
        Column("受取方法", "get_way_display"),
        Column("案件", "case"),
        Column("ファイル名", "name"),
        Column("状態", "state"),
    ),
    search=("title", "sender", "party__name", "name", "case__number"),
    filters=(
        Filter("way", "受取方法", "way", lambda: Way.choices),
        Filter("received", "受取日", "received_on", is_date=True),
    ),
    related=("case__company", "case__person", "party"),
    whole="files-received",
)
pages(
    model=Binding,
    group=GROUP,
    title="一件書類の作成",
    in_menu=False,
    order="-created_at",
    columns=(
        Column("作成日", "created_at", Kind.DATE, sort="created_at"),
        Column("案件", "case"),
        Column("作成者", "asked_by"),
        Column("書類の件数", "papers", Kind.NUMBER),
        Column("ページ数", "pages", Kind.NUMBER),
        Column("状態", "get_state_display"),
    ),
    search=("case__number",),
    filters=(Filter("made", "作成日", "created_at", is_date=True),),
    related=("case__company", "case__person", "asked_by"),
)
pages(
    record_form(
        RetentionRule,
        ("programme", "paper", "years", "valid_from", "basis"),
        services.record_rule,
        services.correct_rule,
    ),
    model=RetentionRule,
    group=GROUP,
    title="保存年限",
    order="paper",
    columns=(
        Column("書類の種類", "get_paper_display", sort="paper"),
        Column("事業", "programme"),
        Column("保存年限(年)", lambda rule: "永久" if rule.years is None else str(rule.years)),
        Column("適用開始日", "valid_from", Kind.DATE, sort="valid_from"),
        Column("根拠", "basis"),
    ),
    filters=(Filter("paper", "書類の種類", "paper", lambda: RulePaper.choices),),
    related=("programme",),
)
pages(
    record_form(
        Hold, ("case", "reason", "note", "starts_on", "until", "ended_on"), services.record_hold, services.correct_hold
    ),
    model=Hold,
    group=GROUP,
    title="廃棄の停止",
    order="-starts_on",
    columns=(
        Column("停止した日", "starts_on", Kind.DATE, sort="starts_on"),
        Column("案件", "case"),
        Column("理由", "get_reason_display"),
        Column("説明", "note"),
        Column("この日まで保存", "until", Kind.DATE, sort="until"),
        Column("停止を解いた日", "ended_on", Kind.DATE, sort="ended_on"),
    ),
    search=("note", "case__number"),
    filters=(Filter("reason", "理由", "reason", lambda: HoldReason.choices),),
    related=("case__company", "case__person"),
)
pages(
    model=Disposal,
    group=GROUP,
    title="廃棄簿",
    order="-disposed_on",
    columns=(
        Column("廃棄日", "disposed_on", Kind.DATE, sort="disposed_on"),
        Column("案件", "case"),
        Column("保存期限", "kept_until", Kind.DATE, sort="kept_until"),
        Column("根拠", "cause"),
        Column("決裁", "decision"),
    ),
    search=("decision", "case__number"),
    filters=(Filter("disposed", "廃棄日", "disposed_on", is_date=True),),
    related=("case__company", "case__person"),
    children=("files",),
)
pages(
    model=DisposedFile,
    group=GROUP,
    title="廃棄したファイル",
    in_menu=False,
    order="-created_at",
    columns=(
        Column("件名", "title"),
        Column("ファイル名", "name"),
        Column("ハッシュ値", "sha256"),
        Column("消去した日", "erased_at", Kind.DATE, sort="erased_at"),
    ),
    search=("title", "name", "sha256"),
    related=("disposal__case",),
)
add_panel(Panel("一件書類", "files-panel", lambda model: model is Case))
