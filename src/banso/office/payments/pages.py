"""Payments: lists, records and forms."""

from banso.cases.models import Case
from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind

from . import services
from .arithmetic import warning
from .choices import PayeeKind, SlipState, State
from .models import Account, Batch, Order, Payee, Sender, Slip

GROUP = "事務"
PLACE = ("bank_code", "bank_name", "branch_code", "branch_name", "type", "number", "holder")

pages(
    model=Order,
    group=GROUP,
    title="支払依頼",
    order="-due_on",
    columns=(
        Column("支払予定日", "due_on", Kind.DATE, sort="due_on"),
        Column("支払先", "payee__name"),
        Column("支払の内容", "purpose"),
        Column("支払額(円)", "gross", Kind.NUMBER, sort="gross"),
        Column("源泉徴収税額(円)", "withheld", Kind.NUMBER, sort="withheld"),
        Column("差引支払額(円)", "net", Kind.NUMBER, sort="net"),
        Column("状態", "progress__get_state_display"),
        Column("支払日", "progress__on", Kind.DATE, sort="progress__on"),
    ),
    search=("payee__name_key", "purpose"),
    filters=(
        Filter("state", "状態", "progress__state", lambda: State.choices),
        Filter("due", "支払予定日", "due_on", is_date=True),
    ),
    related=("payee", "progress", "case__company", "case__person"),
    whole="payments-order",
)
add(Entry(GROUP, "支払の承認", "payments-release", "payments.add_release"))
add(Entry(GROUP, "会計へのデータ", "payments-accounts", "payments.add_batch"))
add(Entry(GROUP, "銀行・支店を探す", "payments-banks", "payments.view_account"))
add(Entry(GROUP, "振込データを作る", "payments-make", "payments.add_batch"))
pages(
    model=Batch,
    group=GROUP,
    title="総合振込データ",
    order="-pay_on",
    columns=(
        Column("番号", str),
        Column("振込日", "pay_on", Kind.DATE, sort="pay_on"),
        Column("件数", "count", Kind.NUMBER, sort="count"),
        Column("合計(円)", "total", Kind.NUMBER, sort="total"),
        Column("源泉徴収税額(円)", "withheld", Kind.NUMBER, sort="withheld"),
        Column("源泉所得税の納期限", "tax_due_on", Kind.DATE, sort="tax_due_on"),
    ),
    filters=(Filter("on", "振込日", "pay_on", is_date=True),),
    whole="payments-batch",
)
pages(
    record_form(
        Payee,
        ("kind", "name", "company", "person", "expert", "organisation", "ended_on"),
        services.record_payee,
        services.correct_payee,
    ),
    model=Payee,
    group=GROUP,
    title="支払先",
    order="name",
    columns=(Column("支払先", "name", sort="name"), Column("区分", "get_kind_display")),
    search=("name_key",),
    filters=(Filter("kind", "区分", "kind", lambda: PayeeKind.choices),),
    children=("accounts", "slips"),
)
pages(
    record_form(
        Account,
        ("payee", *PLACE, "valid_from", "ended_on"),
        services.record_account,
        services.correct_account,
    ),
    model=Account,
    group=GROUP,
    title="振込口座",
    order="payee__name",
    columns=(
        Column("支払先", "payee__name", sort="payee__name"),
        Column("銀行", "bank_name"),
        Column("支店", "branch_name"),
        Column("種目", "get_type_display"),
        Column("口座番号", "number"),
        Column("口座名義", "holder"),
        Column("使い始める日", "valid_from", Kind.DATE, sort="valid_from"),
        Column("使い終える日", "ended_on", Kind.DATE, sort="ended_on"),
    ),
    search=("payee__name_key", "holder", "number"),
    related=("payee",),
)
pages(
    record_form(
        Sender,
        (*PLACE, "code", "line_breaks", "ended_on"),
        services.record_sender,
        services.correct_sender,
    ),
    model=Sender,
    group=GROUP,
    title="振込元の口座",
    order="bank_name",
    columns=(
        Column("銀行", "bank_name", sort="bank_name"),
        Column("支店", "branch_name"),
        Column("口座番号", "number"),
        Column("依頼人コード", "code"),
    ),
)
pages(
    record_form(Slip, ("payee", "year", "state"), services.record_slip, services.correct_slip),
    model=Slip,
    group=GROUP,
    title="支払調書の準備",
    order="-year",
    columns=(
        Column("年", "year", sort="year"),
        Column("支払先", "payee__name", sort="payee__name"),
        Column("守秘の事業", "programme"),
        Column("年間の支払(円)", "total", Kind.NUMBER, sort="total"),
        Column("支払調書", "get_state_display", sort="state"),
        Column("注意", lambda slip: warning(slip.total)),
    ),
    search=("payee__name_key",),
    filters=(Filter("state", "支払調書", "state", lambda: SlipState.choices),),
    related=("payee", "programme"),
)
add_panel(Panel("支払", "payments-panel", lambda model: model is Case))
