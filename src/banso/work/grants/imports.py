"""Courses of grants from files, their calls, the applications and the steps taken of each."""

from banso.cases.models import Case
from banso.core.imports import Choice, Column, Day, Parent, Text, Yen, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, known_company, person, programme

from . import services
from .choices import DecisionCode
from .eligibility import bringing as _people  # noqa: F401 - who owns and runs an applicant comes in too
from .models import Application, Call, CostCategory, Course, Decision, Frame, Window
from .past import bring_past
from .spending import bringing  # noqa: F401 - what was spent comes in too

COURSES = imports(
    code="grant-courses",
    model=Course,
    new=services.record_course,
    change=services.correct_course,
    key=("code", "programme"),
    columns=(
        *facts(Course, "programme", programme=programme),
        *facts(Course, "code", "name", "position", "ended_on"),
    ),
)
COURSE = Parent("course", COURSES, by=("name",), helped_by=("programme",))
CALLS = imports(
    code="grant-calls",
    model=Call,
    new=services.record_call,
    change=services.correct_call,
    key=("opened_on", "course"),
    steps=(COURSE,),
    columns=(
        *COURSE.columns,
        *facts(Call, "opened_on", "closes_on", "executed_in"),
        Column("rate", "補助率", Text(longest=12), required=True, example="1/2", note="1/2、2/3 など"),
        *facts(Call, "cap", "budget"),
    ),
)
CALL = Parent("call", CALLS, by=("course.name",), helped_by=("fiscal_year", "opened_on"))
imports(
    code="grant-frames",
    model=Frame,
    new=services.record_frame,
    change=services.correct_frame,
    key=("name", "call"),
    steps=(CALL,),
    columns=(
        *CALL.columns,
        *facts(Frame, "name", "position"),
        Column("rate", "申請枠の補助率", Text(longest=12), required=True, example="2/3", note="1/2、2/3 など"),
        Column("cap", "申請枠の上限額(円)", Yen(), required=True, example="1,000,000"),
    ),
)
imports(
    code="grant-windows",
    model=Window,
    new=services.record_window,
    change=services.correct_window,
    key=("name", "call"),
    steps=(CALL,),
    columns=(
        *CALL.columns,
        *facts(Window, "name"),
        Column("opens_on", "受付開始日", Day(), required=True, example="令和6年4月8日"),
        *facts(Window, "opens_at"),
        Column("closes_on", "締切日", Day(), aliases=("受付終了日",), required=True, example="令和6年5月10日"),
        *facts(Window, "closes_at"),
    ),
)
imports(
    code="grant-categories",
    model=CostCategory,
    new=services.record_category,
    change=services.correct_category,
    key=("name", "call"),
    steps=(CALL,),
    columns=(
        *CALL.columns,
        *facts(CostCategory, "name", "position"),
        Column("rate", "この区分の補助率", Text(longest=12), example="1/2", note="公募の補助率と違うときだけ"),
        Column("cap", "この区分の補助上限額(円)", Yen(), example="300,000"),
        Column("share", "補助金額に占める上限の割合", Text(longest=12), example="1/2"),
    ),
)
OF_CASE = {"company": "case__company", "person": "case__person", "opened_on": "case__opened_on"}
APPLICATIONS = imports(
    code="grant-applications",
    model=Application,
    new=services.record_application,
    change=services.correct_application,
    key=("call", "company", "person", "opened_on"),
    paths=OF_CASE,
    steps=(CALL, find_company()),
    columns=(
        *CALL.columns,
        *company_columns(),
        *facts(Case, "person", person=person),
        Column("opened_on", "申請日", Day(), aliases=("受付日",), required=True, example="令和6年4月1日"),
        *facts(Application, "title", "expense", "requested"),
    ),
)
APPLICATION = Parent("application", APPLICATIONS, by=("title",), helped_by=("company.name", "opened_on"), paths=OF_CASE)
imports(
    code="grant-decisions",
    model=Decision,
    new=services.record_decision,
    steps=(known_company("application.company"), APPLICATION),
    name="補助金の手続",
    columns=(
        *APPLICATION.columns,
        Column("step", "手続", Choice(DecisionCode.choices), aliases=("決定",), required=True, example="採択"),
        Column("taken_on", "決定日", Day(), aliases=("日付",), required=True, example="令和6年4月1日"),
        *facts(Decision, "expense"),
        Column("amount", "決定額(円)", Yen(), aliases=("金額", "金額(円)"), example="500,000"),
        *facts(Decision, "rank", "item", "reason", "note"),
    ),
)
imports(
    code="grant-past",
    model=Application,
    new=bring_past,
    change=services.correct_application,
    key=("call", "company", "person", "opened_on"),
    paths=OF_CASE,
    steps=(CALL, find_company()),
    name="過年度の補助金",
    columns=(
        *APPLICATIONS.columns,
        Column("adopted_on", "採択日", Day(), example="令和6年7月1日"),
        Column("adopted_amount", "採択額(円)", Yen(), example="500,000"),
        Column("declined_on", "辞退日", Day()),
        Column("granted_on", "交付決定日", Day(), example="令和6年8月1日"),
        Column("granted_amount", "交付決定額(円)", Yen(), example="500,000"),
        Column("changed_on", "変更承認日", Day(), note="何度もあるときは最後のもの"),
        Column("changed_amount", "変更後の額(円)", Yen()),
        Column("completed_on", "完了日", Day(), aliases=("事業完了日",), example="令和7年1月31日"),
        Column("reported_on", "実績報告日", Day(), example="令和7年2月10日"),
        Column("reported_expense", "実績の補助対象経費(円)", Yen(), aliases=("実績経費(円)",), example="960,000"),
        Column("settled_on", "確定日", Day(), aliases=("額の確定日",), example="令和7年2月28日"),
        Column("settled_amount", "確定額(円)", Yen(), example="480,000"),
        Column("paid_on", "支払日", Day(), aliases=("交付日",), example="令和7年3月20日"),
        Column("paid_amount", "支払額(円)", Yen(), aliases=("交付額(円)",), example="480,000"),
        Column("finished_on", "終結日", Day()),
    ),
)
