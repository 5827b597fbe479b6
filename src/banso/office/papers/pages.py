"""Papers: the registers of what went out and came in (発送簿, 収受簿), the void numbers, the forms."""

from banso.cases.models import Case
from banso.core.deeds import Deed, add_deed
from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import pages
from banso.core.records import Panel, add_panel
from banso.core.spelling import hyphened
from banso.core.tables import Column, Filter, Kind

from . import services
from .choices import Means, RoundState, Seal
from .models import Form, Incoming, Letter, Recipient, Round, SealUse, Sending, Void

GROUP = "事務"

pages(
    model=Letter,
    group=GROUP,
    title="発送簿",
    order="-issued_on",
    columns=(
        Column("文書日付", "issued_on", Kind.DATE, sort="issued_on"),
        Column("文書番号", "printed"),
        Column("件名", "title"),
        Column("宛先", "to"),
        Column("通数", "copies", Kind.NUMBER),
        Column("案件", "case"),
        Column("公印", "form__get_seal_display"),
        Column("発送日", "sending__sent_on", Kind.DATE),
        Column("発送方法", "sending__get_means_display"),
        Column("状態", "state"),
    ),
    search=("printed", "title", "addressee", "case__number"),
    filters=(Filter("issued", "文書日付", "issued_on", is_date=True),),
    related=("case__company", "case__person", "form", "void", "sending"),
    whole="papers-letter",
)
pages(
    model=Sending,
    group=GROUP,
    title="発送の記録",
    in_menu=False,
    order="-sent_on",
    columns=(
        Column("発送日", "sent_on", Kind.DATE, sort="sent_on"),
        Column("発送方法", "get_means_display"),
        Column("文書番号", "letter__printed"),
        Column("件名", "letter__title"),
        Column("備考", "note"),
    ),
    filters=(
        Filter("means", "発送方法", "means", lambda: Means.choices),
        Filter("sent", "発送日", "sent_on", is_date=True),
    ),
    search=("letter__printed", "letter__title"),
    related=("letter",),
)
pages(
    model=Void,
    group=GROUP,
    title="欠番",
    order="-voided_on",
    columns=(
        Column("欠番にした日", "voided_on", Kind.DATE, sort="voided_on"),
        Column("文書番号", "letter__printed"),
        Column("件名", "letter__title"),
        Column("理由", "reason"),
    ),
    search=("letter__printed", "reason"),
    related=("letter",),
)
pages(
    model=SealUse,
    group=GROUP,
    title="公印使用簿",
    order="-pressed_on",
    columns=(
        Column("押印日", "pressed_on", Kind.DATE, sort="pressed_on"),
        Column("文書番号", "letter__printed"),
        Column("件名", "letter__title"),
        Column("宛先", "letter__to"),
        Column("通数", "copies", Kind.NUMBER),
        Column("押印者", "pressed_by__name"),
    ),
    filters=(Filter("pressed", "押印日", "pressed_on", is_date=True),),
    search=("letter__printed", "letter__title"),
    related=("letter__case__company", "letter__case__person", "pressed_by"),
)
pages(
    model=Round,
    group=GROUP,
    title="一斉発行",
    order="-created_at",
    columns=(
        Column("文書日付", "issued_on", Kind.DATE, sort="issued_on"),
        Column("件名", "title"),
        Column("事業", "programme__name"),
        Column("様式", "form__title"),
        Column("通数", "total", Kind.NUMBER),
        Column("最初の番号", "first_number", Kind.NUMBER),
        Column("状態", "get_state_display"),
    ),
    search=("title",),
    filters=(Filter("state", "状態", "state", lambda: RoundState.choices),),
    related=("programme", "form"),
    whole="papers-round",
)
pages(
    model=Recipient,
    group=GROUP,
    title="宛名一覧",
    in_menu=False,
    order="position",
    columns=(
        Column("順", lambda row: row.position + 1, Kind.NUMBER, sort="position"),
        Column("郵便番号", lambda row: hyphened(row.postal_code)),
        Column("住所", "address"),
        Column("企業・個人", "whose"),
        Column("宛先", "addressee"),
        Column("文書番号", "letter__printed"),
        Column("状態", "letter__state"),
        Column("案件番号", "case__number"),
    ),
    search=("whose", "addressee", "address"),
    filters=(
        Filter("round", "一斉発行", "round_id", lambda: [(str(r.pk), str(r)) for r in Round.objects.all()[:100]]),
    ),
    related=("case", "letter__void", "letter__sending"),
)
pages(
    record_form(
        Incoming,
        ("received_on", "sender", "sender_number", "title", "case", "keeper", "due_on", "result", "settled_on"),
        services.record_incoming,
        services.correct_incoming,
    ),
    model=Incoming,
    group=GROUP,
    title="収受簿",
    order="-received_on",
    columns=(
        Column("収受日", "received_on", Kind.DATE, sort="received_on"),
        Column("収受番号", "number", Kind.NUMBER, sort="number"),
        Column("差出人", "sender"),
        Column("件名", "title"),
        Column("回答期限", "due_on", Kind.DATE, sort="due_on"),
        Column("処理結果", "result"),
        Column("担当者", "keeper__name"),
    ),
    search=("sender", "title", "sender_number"),
    filters=(Filter("received", "収受日", "received_on", is_date=True),),
    related=("keeper", "case__company", "case__person"),
)
pages(
    model=Form,
    group=GROUP,
    title="様式",
    order="code",
    columns=(
        Column("様式名", "title"),
        Column("様式コード", "code", sort="code"),
        Column("適用開始年度", "valid_from", Kind.YEAR, sort="valid_from"),
        Column("適用終了年度", "valid_until", Kind.YEAR, sort="valid_until"),
        Column("公印", "get_seal_display"),
        Column("使用をやめた日", "withdrawn_on", Kind.DATE, sort="withdrawn_on"),
    ),
    search=("title", "code"),
    filters=(Filter("seal", "公印", "seal", lambda: Seal.choices),),
    whole="papers-form",
)
add(
    Entry(GROUP, "様式の登録", "papers-form-new", "papers.add_form"),
    Entry(GROUP, "使える差込語", "papers-words", "papers.view_form"),
)
add_deed(Deed(Case, "文書を一斉に発行する", "papers-round-begin", "papers.add_round"))
add_panel(Panel("文書", "papers-panel", lambda model: model is Case))
