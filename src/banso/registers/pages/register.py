"""The registers' lists, records and forms."""

from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate, localtime

from banso.core.era import format_year
from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind

from .. import services
from ..choosing import specialities
from ..models import (
    Answer,
    ClosedDay,
    ClosedDayKind,
    Company,
    CompanyName,
    Disqualification,
    Doubt,
    DoubtSource,
    Expert,
    Industry,
    Merge,
    Municipality,
    Organisation,
    Person,
    Post,
    PostAssignment,
    Staff,
    Unit,
)
from ..models.companies import CompanySize
from ..models.organisations import OrganisationKind
from ..services import closed_days

GROUP = "台帳"
TWINS_LOOK_AT = (
    "name",
    "kana",
    "corporate_number",
    "invoice_number",
    "phone",
    "municipality",
    "municipality_key",
    "address",
)


def _prefectures() -> list[tuple[str, str]]:
    names = Municipality.objects.filter(name="").order_by("code").values_list("prefecture", flat=True)
    return [(name, name) for name in names]


def _years() -> list[tuple[str, str]]:
    """The years that have closed days, this year and those after it first: few look back."""
    years = ClosedDay.objects.order_by().values_list("on__year", flat=True).distinct()
    return [
        (str(year), format_year(date(year, 12, 31))) for year in sorted(years, key=lambda y: (y < localdate().year, y))
    ]


pages(
    record_form(
        Company,
        (
            "name",
            "kana",
            "corporate_number",
            "invoice_number",
            "industry",
            "size",
            "prefecture",
            "municipality",
            "postal_code",
            "address",
            "phone",
            "employees",
            "capital",
            "note",
            "ended_on",
        ),
        services.record_company,
        services.correct_company,
        groups=(
            ("名称", ("name", "kana", "corporate_number", "invoice_number")),
            ("業種と規模", ("industry", "size", "employees", "capital")),
            ("所在地と連絡先", ("postal_code", "prefecture", "municipality", "address", "phone")),
            ("そのほか", ("note", "ended_on")),
        ),
        beside=("twins", TWINS_LOOK_AT),
    ),
    model=Company,
    group=GROUP,
    title="企業",
    quick=("name", "kana", "corporate_number", "municipality", "phone"),
    bulk=("industry", "size", "prefecture", "municipality", "ended_on"),
    columns=(
        Column("企業名", "name"),
        Column("フリガナ", "kana", sort="kana_key"),
        Column("業種", "industry"),
        Column("都道府県", "prefecture", sort="prefecture"),
        Column("市町村", "municipality__name"),
        Column("電話番号", "phone"),
        Column("従業員数", "employees", Kind.NUMBER),
    ),
    order="kana_key",
    search=(
        "name_key",
        "kana_key",
        "phone",
        "corporate_number",
        "invoice_number",
        "postal_code",
        "other_names__name_key",
        "absorbed__name_key",
    ),
    listed=Q(merged_into=None),
    successor="merged_into",
    filters=(
        Filter("prefecture", "都道府県", "prefecture", _prefectures),
        Filter("industry", "業種", "industry_id", lambda: [(str(i.pk), i.name) for i in Industry.objects.all()]),
        Filter("size", "規模", "size", lambda: CompanySize.choices),
    ),
    related=("industry", "municipality"),
    whole="karte",
    children=(
        "other_names",
        "people",
        "consultations",
        "cases",
        "registrations",
        "attendances",
        "fairs",
    ),
)
pages(
    record_form(
        CompanyName, ("company", "kind", "name", "used_until"), services.record_other_name, services.correct_other_name
    ),
    model=CompanyName,
    group=GROUP,
    title="旧社名・別名",
    in_menu=False,
    order="name_key",
    search=("name_key",),
    columns=(
        Column("名称", "name", sort="name_key"),
        Column("種類", "get_kind_display"),
        Column("企業", "company__name"),
    ),
    related=("company",),
)
pages(
    model=Doubt,
    group=GROUP,
    title="名寄せの確認",
    order="-score",
    search=("name", "candidate__name_key", "candidate__corporate_number", "origin"),
    filters=(
        Filter("answer", "判断", "answer", lambda: Answer.choices),
        Filter("source", "きっかけ", "source", lambda: DoubtSource.choices),
    ),
    columns=(
        Column("名前", "name", sort="name"),
        Column("候補の企業", "candidate__name", sort="candidate__name"),
        Column("一致度", "score", Kind.NUMBER, sort="score"),
        Column("理由", lambda doubt: "、".join(doubt.reasons)),
        Column("判断", "get_answer_display", sort="answer"),
        Column("きっかけ", "get_source_display", sort="source"),
        Column("出どころ", "origin"),
    ),
    related=("candidate",),
    whole="doubt",
)
pages(
    model=Merge,
    group=GROUP,
    title="企業の統合",
    order="-asked_at",
    search=("survivor__name_key", "absorbed__name_key", "reason"),
    columns=(
        Column("統合した企業", "absorbed__name"),
        Column("残した企業", "survivor__name"),
        Column("統合した日", lambda merge: localtime(merge.asked_at).date(), Kind.DATE, sort="asked_at"),
        Column("統合した人", "asked_by"),
        Column(
            "解いた日", lambda merge: merge.undone_at and localtime(merge.undone_at).date(), Kind.DATE, sort="undone_at"
        ),
    ),
    related=("survivor", "absorbed", "asked_by"),
    whole="merge",
)
pages(
    record_form(
        Person,
        ("name", "kana", "company", "title", "phone", "email", "is_representative", "ended_on"),
        services.record_person,
        services.correct_person,
    ),
    model=Person,
    group=GROUP,
    title="人物",
    bulk=("ended_on",),
    quick=("name", "kana", "company", "title"),
    order="name_key",
    search=("name_key", "company__name_key"),
    columns=(
        Column("氏名", "name", sort="name_key"),
        Column("フリガナ", "kana"),
        Column("企業", "company__name"),
        Column("役職", "title"),
    ),
    related=("company",),
)
pages(
    record_form(
        Organisation, ("name", "kana", "kind", "ended_on"), services.record_organisation, services.correct_organisation
    ),
    model=Organisation,
    group=GROUP,
    title="支援機関・団体",
    quick=("name", "kind"),
    order="name_key",
    search=("name_key",),
    columns=(Column("機関名", "name", sort="name_key"), Column("種類", "get_kind_display")),
    filters=(Filter("kind", "種類", "kind", lambda: OrganisationKind.choices),),
)
pages(
    record_form(Expert, Expert.facts_asked, services.record_expert, services.correct_expert),
    model=Expert,
    group=GROUP,
    title="登録専門家",
    order="kana_key",
    search=("name_key", "kana_key", "qualification", "specialities"),
    columns=(
        Column("氏名", "name"),
        Column("フリガナ", "kana", sort="kana_key"),
        Column("資格", "qualification"),
        Column("専門分野", "specialities"),
        Column("登録日", "registered_on", Kind.DATE, sort="registered_on"),
        Column("登録期限", "registered_until", Kind.DATE, sort="registered_until"),
    ),
    filters=(
        Filter("field", "専門分野", "specialities__contains", specialities),
        Filter("until", "登録期限", "registered_until", is_date=True),
    ),
    children=("disqualifications",),
)
pages(
    record_form(
        Disqualification,
        ("expert", "reason", "starts_on", "ends_on"),
        services.record_disqualification,
        services.correct_disqualification,
    ),
    model=Disqualification,
    group=GROUP,
    title="専門家の欠格",
    order="-starts_on",
    in_menu=False,
    kept=True,
    columns=(
        Column("欠格の理由", "reason"),
        Column("登録専門家", "expert__name"),
        Column("開始日", "starts_on", Kind.DATE, sort="starts_on"),
        Column("終了日", "ends_on", Kind.DATE, sort="ends_on"),
    ),
    related=("expert",),
)
pages(
    record_form(
        Unit, ("code", "name", "symbol", "confidential", "ended_on"), services.record_unit, services.correct_unit
    ),
    model=Unit,
    group=GROUP,
    title="部署",
    order="code",
    columns=(Column("部署名", "name"), Column("コード", "code", sort="code")),
    children=("members",),
)
pages(
    record_form(
        Staff, ("name", "kana", "unit", "user", "joined_on", "ended_on"), services.record_staff, services.correct_staff
    ),
    model=Staff,
    group=GROUP,
    title="職員",
    order="name",
    search=("name", "kana"),
    related=("unit",),
    columns=(
        Column("氏名", "name", sort="name"),
        Column("部署", "unit__name", sort="unit__name"),
        Column("着任日", "joined_on", Kind.DATE, sort="joined_on"),
    ),
    children=("assignments",),
)
pages(
    record_form(
        Post, ("code", "title", "programme", "funder", "ended_on"), services.record_post, services.correct_post
    ),
    model=Post,
    group=GROUP,
    title="職(ポスト)",
    order="code",
    related=("programme", "funder"),
    children=("assignments",),
    columns=(Column("職名", "title"), Column("コード", "code", sort="code"), Column("財源", "funder__name")),
)
pages(
    record_form(
        PostAssignment, ("post", "staff", "starts_on", "ends_on"), services.assign_post, services.correct_assignment
    ),
    model=PostAssignment,
    group=GROUP,
    title="配置",
    in_menu=False,
    order="-starts_on",
    related=("post", "staff"),
    columns=(
        Column("職", "post__title"),
        Column("職員", "staff__name"),
        Column("就任日", "starts_on", Kind.DATE, sort="starts_on"),
        Column("退任日", "ends_on", Kind.DATE),
    ),
)

pages(
    model=Municipality,
    group=GROUP,
    title="市区町村",
    order="code",
    columns=(
        Column("団体コード", "code"),
        Column("都道府県", "prefecture"),
        Column("郡", "county"),
        Column("市区町村", "name"),
        Column("フリガナ", "kana"),
    ),
    search=("prefecture", "county", "name", "kana", "code"),
    filters=(Filter("prefecture", "都道府県", "prefecture", _prefectures),),
)
pages(
    record_form(ClosedDay, ("on", "kind", "name"), closed_days.record_closed_day, closed_days.correct_closed_day),
    model=ClosedDay,
    group=GROUP,
    title="休日・休業日",
    order="-on",
    columns=(
        Column("日付", "on", Kind.DATE, sort="on"),
        Column("種類", "get_kind_display", sort="kind"),
        Column("名称", "name", sort="name"),
    ),
    search=("name",),
    filters=(
        Filter("year", "年", "on__year", _years),
        Filter("kind", "種類", "kind", lambda: ClosedDayKind.choices),
    ),
)
