"""What the applicant is asked about the spending: the expenses with their papers, one by one, and the final report with all of it in view."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.errors import UserError
from banso.office.files.choices import Way
from banso.office.files.models import ReceivedFile
from banso.office.guests.asks import Offer, ask
from banso.office.guests.models import Invitation
from banso.procedures.offering import state_of, why_not
from banso.registers.models import User

from ..models import Application, Expense
from ..procedure import GRANT
from .checks import book_of
from .forms import ReportForm
from .lacking import lines_of
from .reporting import report_spending, spent_of
from .services import correct_expense, hang_paper, record_expense, returned_of, shut_to_guest
from .settlement import income_of, settlement_of

EXPENSES, REPORT = "grant-expenses", "grant-report"
MOST_PAPERS = 200  # papers of one case by links in a day: whoever has an address must not fill the disk
TOO_MANY = f"1日に出せる書類は{MOST_PAPERS}件までです。続きは明日お出しください。"


def application_of(invitation: Invitation) -> Application:
    assert invitation.case is not None
    found: Application = invitation.case.application
    return found


def _about(invitation: Invitation) -> str:
    application = application_of(invitation)
    return f"{invitation.programme}「{application}」の支出と、その証拠書類を入力してください。支払のつど、何度でも入力できます。"


def _submit(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> Any:
    """A new expense, one put right, or a paper for one; only what is open to the applicant now."""
    application, expense = application_of(invitation), facts.pop("expense", None)
    if why := shut_to_guest(application, state_of(GRANT, application.case), expense):
        raise UserError(why)
    if expense is None:
        return record_expense(application=application, by=by, **facts)
    if "file" not in facts:
        return correct_expense(expense, by=by, **facts)
    since = timezone.now() - timedelta(days=1)
    if ReceivedFile.objects.filter(case=application.case, way=Way.LINK, created_at__gt=since).count() >= MOST_PAPERS:
        raise UserError(TOO_MANY)
    return hang_paper(expense, facts.pop("file"), way=Way.LINK, by=by, **facts)


def spending_shown(application: Application) -> dict[str, Any]:
    """The expenses with what each lacks, and which of them are open to the applicant."""
    book = book_of(application)
    lines, returned = lines_of(book), returned_of(application, book.state)
    shut = shut_to_guest(application, book.state)
    return {
        "application": application,
        "lines": [(line, returned.get(line.expense.pk), not shut or line.expense.pk in returned) for line in lines],
        "shut": shut,
        "spent": sum(line.expense.eligible or 0 for line in lines),
        "there": sum(line.papers for line in lines),
        "wanted": sum(line.wanted for line in lines),
    }


def _shown(invitation: Invitation) -> dict[str, Any]:
    return spending_shown(application_of(invitation))


def _offers_expenses(case: Case) -> Iterable[Offer]:
    if case.procedure != GRANT.code or case.standing.closed:
        return
    state = state_of(GRANT, case)
    if state.latest("granted") is not None and state.latest("settled") is None:
        yield Offer("支出と証拠書類の入力", "applicant")


def _offers_report(case: Case) -> Iterable[Offer]:
    if case.procedure != GRANT.code or case.standing.closed:
        return
    state = state_of(GRANT, case)
    if not why_not(state, GRANT.step_kinds["reported"]) and spent_of(state.root) is not None:
        yield Offer("実績報告(入力した支出から)", "applicant")


ask(
    code=EXPENSES,
    label="支出と証拠書類の入力",
    about=_about,
    permission="grants.change_expense",
    submit=_submit,
    template="grants/expenses_asked.html",
    shown=_shown,
    again=True,
    offers=_offers_expenses,
)


def _report_form(invitation: Invitation, data: Any) -> ReportForm:
    state = state_of(GRANT, application_of(invitation).case)
    planned = {
        name: amount
        for name, (_, amount, _) in zip(("own", "borrowed", "other"), income_of(state.root)[1:], strict=True)
    }
    return ReportForm(data, completed=state.latest("completed") is not None, initial=planned)


def _submit_report(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> Any:
    given = {name: value for name, value in facts.items() if value is not None}
    return report_spending(application_of(invitation), reported_on=localdate(), by=by, **given)


def _report_shown(invitation: Invitation) -> dict[str, Any]:
    application = application_of(invitation)
    return spending_shown(application) | {"settlement": settlement_of(application), "income": income_of(application)}


def _report_hinders(invitation: Invitation) -> str:
    return why_not(state_of(GRANT, application_of(invitation).case), GRANT.step_kinds["reported"])


ask(
    code=REPORT,
    label="実績報告",
    about=lambda invitation: (
        f"{invitation.programme}「{application_of(invitation)}」の実績を報告してください。入力した支出がまとまっています。"
    ),
    permission="grants.change_application",
    form=_report_form,
    submit=_submit_report,
    template="grants/report_asked.html",
    shown=_report_shown,
    hinders=_report_hinders,
    button="実績報告を送る",
    offers=_offers_report,
)


def asked_expenses(case: Case) -> Invitation | None:
    """The applicant's open ask for expenses, whose address is shown for photographs."""
    rows = Invitation.objects.filter(case=case, kind=EXPENSES, withdrawn_at=None, until__gte=localdate())
    return rows.order_by("-until", "-pk").first()


def own_expense(invitation: Invitation, pk: int) -> Expense | None:
    """An expense of the application that is asked about."""
    rows = application_of(invitation).expenses.filter(withdrawn_on=None).select_related("category")
    return rows.filter(pk=pk).first()
