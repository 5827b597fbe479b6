"""Mails: the outbox, every mail, templates, what came back, who opted out; and the part of a case's page."""

from banso.cases.models import Case
from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import pages
from banso.core.records import Panel, add_panel
from banso.core.tables import Column, Filter, Kind

from . import services
from .choices import Fault, Topic
from .models import Bounce, Dropped, Mailing, Message, OptOut, Posting, Template

GROUP = "事務"

pages(
    model=Mailing,
    group=GROUP,
    title="送信箱",
    order="-written_on",
    columns=(
        Column("作成日", "written_on", Kind.DATE, sort="written_on"),
        Column("名前", "title"),
        Column("種類", "get_topic_display"),
        Column("作成者", "written_by"),
        Column("状態", "state"),
    ),
    search=("title",),
    filters=(
        Filter("topic", "種類", "topic", lambda: Topic.choices),
        Filter("sent", "送信に回した", "posting__isnull", lambda: [("True", "送信前"), ("False", "送信に回した")]),
    ),
    related=("written_by", "posting", "dropped"),
    whole="mail-mailing",
)
pages(
    model=Message,
    group=GROUP,
    title="メール",
    in_menu=False,
    order="-mailing__written_on",
    columns=(
        Column("作成日", "mailing__written_on", Kind.DATE, sort="mailing__written_on"),
        Column("件名", "subject"),
        Column("宛名", "to_name"),
        Column("宛先", "to_email"),
        Column("案件", "case"),
        Column("状態", "state"),
    ),
    search=("subject", "to_name", "to_email", "case__number"),
    filters=(Filter("topic", "種類", "mailing__topic", lambda: Topic.choices),),
    related=("mailing__posting", "mailing__dropped", "case__company", "case__person"),
    whole="mail-message",
)  # fmt: skip
pages(
    model=Template,
    group=GROUP,
    title="メールの文面",
    order="title",
    columns=(
        Column("名前", "title", sort="title"),
        Column("種類", "get_topic_display"),
        Column("件名", "subject"),
        Column("使用をやめた日", "ended_on", Kind.DATE, sort="ended_on"),
    ),
    search=("title", "subject"),
    filters=(Filter("topic", "種類", "topic", lambda: Topic.choices),),
    whole="mail-template",
)
pages(
    model=Bounce,
    group=GROUP,
    title="不達",
    in_menu=False,
    order="-returned_on",
    columns=(
        Column("戻った日", "returned_on", Kind.DATE, sort="returned_on"),
        Column("宛先", "email"),
        Column("区分", "get_fault_display"),
        Column("解除した日", "cleared_on", Kind.DATE, sort="cleared_on"),
    ),
    search=("email",),
    filters=(Filter("fault", "区分", "fault", lambda: Fault.choices),),
)
pages(
    record_form(
        OptOut, ("email", "topic", "wanted_on", "told", "ended_on"), services.opt_out, services.correct_opt_out
    ),
    model=OptOut,
    group=GROUP,
    title="配信停止",
    order="-wanted_on",
    columns=(
        Column("申出日", "wanted_on", Kind.DATE, sort="wanted_on"),
        Column("メールアドレス", "email"),
        Column("種類", "get_topic_display"),
        Column("再開した日", "ended_on", Kind.DATE, sort="ended_on"),
    ),
    search=("email",),
    filters=(Filter("topic", "種類", "topic", lambda: Topic.choices),),
)
for model, title in ((Posting, "送信の確認"), (Dropped, "送信の取りやめ")):
    pages(
        model=model,
        group=GROUP,
        title=title,
        in_menu=False,
        order="-created_at",
        columns=(
            Column("日時", "created_at", Kind.DATE, sort="created_at"),
            Column("送信箱", "mailing"),
            Column("職員", "by"),
            *((Column("決裁", "decision"),) if model is Posting else ()),
        ),
        search=("mailing__title",),
        filters=(Filter("on", "日時", "created_at", is_date=True),),
        related=("mailing", "by"),
    )
add(
    Entry(GROUP, "一斉メールを書く", "mail-round", "mail.add_message"),
    Entry(GROUP, "メールの文面の登録", "mail-template-new", "mail.change_template"),
    Entry(GROUP, "戻ってきたメール", "mail-returned", "mail.add_bounce"),
)
add_panel(Panel("メール", "mail-panel", lambda model: model is Case))
