"""A world that can be asked with and without records behind a wall: all that the office keeps of a case, in the open and behind it."""

from datetime import date, timedelta

from django.apps import apps
from django.core.files.base import ContentFile
from django.utils.timezone import localdate

from banso.cases.models import Case, Party, Watch
from banso.cases.services import open_case
from banso.desk.models import Document
from banso.office.approvals.models import Act, Draft, Outcome, Station, Turn, Version
from banso.office.deadlines.models import Reminded
from banso.office.deadlines.services import drop_deadline, set_deadline
from banso.office.papers.models import Form, Letter, Sending, Void
from banso.office.papers.services import record_incoming
from banso.office.payments import services as paying
from banso.registers.models import Company, Programme, Staff, Unit
from conftest import TinyWorld

from .walled import Walled

DAY = date(2023, 6, 1)
PAID_ON = localdate() + timedelta(days=30)  # a file for the bank is made of days to come
BANK = {"bank_code": "0001", "bank_name": "見本銀行", "branch_code": "001", "branch_name": "本店", "number": "0000001"}


def kept() -> dict[str, object]:
    return {"file": ContentFile(b"x", "x"), "name": "x.docx", "content_type": "x", "size": 1, "sha256": "0"}


class Twin:
    """The world: in the open a case with all that the office keeps of it; behind the wall nothing yet."""

    def __init__(self, world: TinyWorld) -> None:
        self.walled = Walled(world, filled=False)
        self.staff = Staff.objects.create(
            name="相談 員", unit=Unit.objects.get(code="unit"), user=self.walled.inside, joined_on=date(2020, 4, 1)
        )
        self.payee = paying.record_payee(kind="individual", name="佐藤 翔子", by=None)
        self.account = paying.record_account(
            payee=self.payee, holder="サトウ ショウコ", valid_from=date(2020, 1, 1), by=None, **BANK
        )
        self.sender = paying.record_sender(holder="ミホンセンター", code="0000000001", by=None, **BANK)
        self.form = Form.objects.create(
            code="notice", title="通知", valid_from=2000, uploaded_by=self.walled.inside, **kept()
        )
        self.work_on(Programme.objects.get(code="main"), self.walled.other)

    def work_on(self, programme: Programme, company: Company, *, documents: bool = True) -> None:
        """A case, and what the office does about it; perhaps with a document of the company's in the programme, which is of no case."""
        case = open_case(programme=programme, company=company, opened_on=DAY, summary="守秘の相談", by=None)
        Party.objects.create(case=case, role="applicant", name="守秘の相手")
        Watch.objects.create(case=case, user=self.walled.inside)
        deadline, ended = (set_deadline(case, name="守秘の期限", due_on=DAY, by=None) for _ in range(2))
        Reminded.objects.create(deadline=deadline, to="keeper", days=-14, on=DAY)
        drop_deadline(ended, reason="不要", by=None)
        draft = Draft.objects.create(case=case, kind="x", title="守秘の伺い", drafter=self.staff, drafted_on=DAY)
        Outcome.objects.create(draft=draft)
        Version.objects.create(draft=draft, round=1, body="守秘の伺い文", digest="0")
        station = Station.objects.create(draft=draft, round=1, order=1, role="approve", staff=self.staff)
        Turn.objects.create(draft=draft, station=station, staff=self.staff, deed="approve")
        Act.objects.create(draft=draft, round=1, deed="submit", staff=self.staff, digest="0")
        record_incoming(case=case, received_on=DAY, sender="守秘の相手", title="守秘の回答", by=None)
        series = "papers.letters" + (".walled" if programme.walled_to else "")
        form, _ = Form.objects.get_or_create(
            programme=programme,
            code="own",
            defaults={"title": "守秘の様式", "valid_from": 2000, "uploaded_by": self.walled.inside} | kept(),
        )
        letter = Letter.objects.create(
            case=case, form=form, title="守秘の通知", series=series, printed="第1号", issued_on=DAY,
            number=Letter.objects.filter(series=series).count() + 1, uploaded_by=self.walled.inside, **kept(),
        )  # fmt: skip
        Sending.objects.create(letter=letter, means="post", sent_on=DAY)
        Void.objects.create(letter=letter, reason="誤り", voided_on=DAY)
        self.pay(case)
        if documents:
            Document.objects.create(company=company, programme=programme, title="守秘の決算書", dated_on=DAY)

    def pay(self, case: Case) -> None:
        said = {
            "purpose": "守秘の謝金",
            "amount": 30_000,
            "treatment": "resident",
            "funding": "県補助金",
            "due_on": PAID_ON,
        }
        ordered = [
            paying.request_payment(case=case, payee=self.payee, account=self.account, by=self.walled.inside, **said)
            for _ in range(2)
        ]
        for one in (self.walled.outside, apps.get_model("registers.User").objects.get_or_create(username="third")[0]):
            paying.release(ordered[:1], count=1, total=ordered[0].net, by=one)
        paying.make_batch(ordered[:1], sender=self.sender, pay_on=PAID_ON, by=self.walled.outside)
        paying.note_result(ordered[0], paid=True, on=PAID_ON, by=self.walled.outside)
        paying.withdraw(ordered[1], reason="誤り", by=self.walled.inside)
