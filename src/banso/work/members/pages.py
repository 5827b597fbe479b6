"""Members: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years, programmes

from . import services
from .models import Fee, Grade, Member

GROUP = "施設・会員"


def _grades() -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in Grade.objects.all()]


pages(
    record_form(
        Member,
        ("programme", "grade", "number", "company", "person", "joined_on", "left_on"),
        services.record_member,
        services.correct_member,
    ),
    model=Member,
    group=GROUP,
    title="会員",
    order="-joined_on",
    columns=(
        Column("会員", "name"),
        Column("会員種別", "grade__name"),
        Column("会員番号", "number", sort="number"),
        Column("入会日", "joined_on", Kind.DATE, sort="joined_on"),
        Column("退会日", "left_on", Kind.DATE, sort="left_on"),
    ),
    search=("company__name_key", "person__name_key", "number"),
    filters=(
        Filter("programme", "事業", "programme_id", programmes),
        Filter("grade", "会員種別", "grade_id", _grades),
        Filter("in", "退会", "left_on__isnull", lambda: (("True", "退会日なし"), ("False", "退会日あり"))),
    ),
    related=("programme", "grade", "company", "person"),
    children=("fees",),
)
pages(
    record_form(
        Fee, ("member", "fiscal_year", "amount", "due_on", "paid_on"), services.record_fee, services.correct_fee
    ),
    model=Fee,
    group=GROUP,
    title="会費",
    order="-fiscal_year",
    columns=(
        Column("会費年度", "fiscal_year", Kind.YEAR, sort="fiscal_year"),
        Column("会員", "member"),
        Column("金額(円)", "amount", Kind.YEN, sort="amount"),
        Column("納入期限", "due_on", Kind.DATE, sort="due_on"),
        Column("納入日", "paid_on", Kind.DATE, sort="paid_on"),
        Column("状態", "state"),
    ),
    search=("member__company__name_key", "member__person__name_key", "member__number"),
    filters=(
        Filter("year", "会費年度", "fiscal_year", fiscal_years),
        Filter("open", "納入", "paid_on__isnull", lambda: (("True", "未納"), ("False", "納入済"))),
    ),
    related=("member__company", "member__person", "member__grade"),
    bulk=("paid_on",),
)
pages(
    record_form(
        Grade,
        ("name", "yearly_fee", "position", "code", "ended_on"),
        services.record_grade,
        services.correct_grade,
    ),
    model=Grade,
    group=GROUP,
    title="会員種別",
    order="position",
    quick=("name", "yearly_fee"),
    columns=(
        Column("会員種別", "name", sort="name"),
        Column("会員種別コード", "code", sort="code"),
        Column("年会費(円)", "yearly_fee", Kind.YEN, sort="yearly_fee"),
        Column("並び順", "position", Kind.NUMBER, sort="position"),
    ),
    search=("name",),
)
