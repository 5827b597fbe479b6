"""What follows a settlement on screen and by link: the page of who owes what, a firm's own report, a disposal under the seal, papers kept."""

import re
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from banso.cases import words
from banso.cases.services import add_party
from banso.core import done_days
from banso.office.approvals.models import Draft, Rule, Seat
from banso.office.approvals.services import record_holding, seal
from banso.office.guests.services import address_part, invite
from banso.procedures.offering import state_of
from banso.registers.models import Staff
from banso.work.grants.aftercare import asking, funder, owed, property, retention, returns, services
from banso.work.grants.aftercare.approving import propose_approval
from banso.work.grants.aftercare.choices import DisposalKind
from banso.work.grants.models import OutcomeReport
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld, flat, history_of

from .test_aftercare import machine, settled

TODAY = date.today()


def in_excel(client: Client, address: str) -> str:
    """What an Excel file holds: its texts and its cells, as they are written in it."""
    with zipfile.ZipFile(BytesIO(b"".join(client.get(address).streaming_content))) as book:
        parts = [name for name in book.namelist() if name.startswith(("xl/sharedStrings", "xl/worksheets/"))]
        return "".join(book.read(name).decode() for name in parts)


def test_who_owes_what_on_one_page(world: TinyWorld, client: Client) -> None:
    """All years to come, cut down by year, kind and state, and the same as Excel; on the case, the next thing to do."""
    application = settled(world)
    client.force_login(world.user(is_superuser=True))
    page = reverse("grants-duties")
    assert "<strong>7件</strong>" in flat(client.get(page, follow=True).content)
    assert "<strong>2件</strong>" in flat(
        client.get(f"{page}?year=2026").content
    )  # the report of that year, and input tax
    assert "<strong>1件</strong>" in flat(client.get(f"{page}?kind=input_tax&state=open").content)
    assert "年度を選び直してください" in flat(client.get(f"{page}?year=²").content)
    book = in_excel(client, f"{page}?format=xlsx")
    assert book.count("<row ") == 4 + 1 + 7 and "事業化状況報告 第6回" in book
    shown = flat(client.get(reverse("grants-duties-panel", args=["cases", "case", application.case_id])).content)
    assert "次にすること: <strong>事業化状況報告 第1回</strong>" in shown and "書類の保存: まだ決まりません" in shown
    form = client.get(f"{reverse('grants-outcomereport-new')}?case={application.case_id}&nth=1")
    assert form.status_code == 200 and 'value="1"' in form.content.decode()


def test_a_firm_sends_its_report_by_link(world: TinyWorld, client: Client) -> None:
    """In its window only; what the terms refuse stands at its field; sent, it is owed no more and stands in the company's history."""
    application = settled(world)
    case = application.case
    party = add_party(case, role="applicant", name="青森 一子", by=None)
    offered = [offer.detail for offer in asking._outcome_offers(case)]
    assert "1" in offered and "6" not in offered
    asked = invite("grant-outcome", case=case, party=party, detail="1", until=TODAY + timedelta(days=9), by=None)
    page = reverse("guest-asked", args=[address_part(asked, by=None), asked.pk])
    typed = {"stage": "3", "sales": "0", "cost": "0", "overhead": "0", "added_cost": "0"}
    assert client.get(page).status_code == 200
    refused = client.post(page, typed)
    assert refused.status_code == 422 and "売上がない理由" in refused.content.decode()
    assert client.post(page, typed | {"sales": "１，２００，０００"}).status_code == 302
    report = OutcomeReport.objects.get(case=case)
    assert (report.nth, report.sales, report.sent_on) == (1, 1_200_000, TODAY)
    assert not owed.still_due(owed.duties()).filter(case=case, code="outcome", round=1).exists()
    lines = [text for _, label, text in history_of(case.company, "grants") if label == "事業化状況報告"]
    assert lines == ["第1回 第3段階 製品が1つ以上売れている 売上1,200,000円 利益1,200,000円"]


def test_a_disposal_is_approved_by_the_seal(world: TinyWorld, client: Client) -> None:
    """Drafted with what it gives back; the seal writes the day and the number; drafted twice or decided it is refused."""
    clerk, chief = world.user("clerk"), world.user("chief", is_superuser=True)
    Staff.objects.filter(pk=world.staff.pk).update(user=clerk)
    seat = Seat.objects.create(code="president", title="理事長", rank=30)
    Rule.objects.create(kind="grant-disposal", label="財産処分", seat=seat, valid_from=date(2020, 4, 1))
    holder = Staff.objects.create(name="理事 長子", unit=world.unit, joined_on=date(2020, 4, 1), user=chief)
    record_holding(seat=seat, staff=holder, starts_on=date(2020, 4, 1), by=None)
    asset = machine(settled(world))
    asked = {"kind": DisposalKind.SALE, "price": 1_900_000, "reason": "事業の縮小"}
    row = property.apply_disposal(
        asset=asset, applied_on=TODAY - timedelta(days=3), planned_on=TODAY + timedelta(days=30), by=None, **asked
    )
    client.force_login(chief)
    panel = reverse("grants-disposal-panel", args=["grants", "disposal", row.pk])
    assert "承認を起案する" in client.get(panel).content.decode()
    draft = propose_approval(row, by=clerk)
    assert "決裁を待っています" in client.get(panel).content.decode()
    again = client.post(reverse("grants-disposal-propose", args=[row.pk]), follow=True)
    assert "すでに決裁を待っています" in again.content.decode()
    version = draft.versions.get()
    assert ["納付額", f"1,266,666円 {row.basis}"] in [list(line) for line in version.shown]
    seal(draft, seen=version.digest, by=chief)
    row.refresh_from_db()
    assert (row.approved_on, row.approval_no) == (TODAY, f"起案{draft.pk}")
    assert "納付を通知する" in client.get(panel).content.decode()
    sold = machine(asset.case.application)
    other = property.apply_disposal(asset=sold, applied_on=TODAY, planned_on=TODAY, by=None, **asked)
    page, client = reverse("grants-disposal-propose", args=[other.pk]), Client()
    client.force_login(clerk)
    world.allow(clerk, "change_disposal", "view_disposal", "view_draft", "add_draft")
    assert "不承認の理由を入れて" in flat(client.post(page, {"refuse": "1", "why": " "}, follow=True).content)
    assert client.post(page, {"refuse": "1", "why": "使う期間が残っている"}).status_code == 302
    refusal = Draft.objects.get(outcome__state="open")
    version = refusal.versions.get()
    assert ["不承認の理由", "使う期間が残っている"] in [list(line) for line in version.shown]
    seal(refusal, seen=version.digest, by=chief)
    other.refresh_from_db()
    assert (other.refused_on, other.refused_why) == (TODAY, "使う期間が残っている")
    edit, client = reverse("grants-disposal-edit", args=[row.pk]), Client()
    client.force_login(chief)
    opened = client.get(edit)
    names = re.findall(r'name="(\w+)"', opened.content.decode())
    assert names.count("reason") == 1 and "change_reason" in names  # its own reason, and that of the correction


def test_letters_after_a_settlement_say_what_they_are_about(world: TinyWorld) -> None:
    """Each letter finds its record: the demand of its cause, the disposal that was decided; nothing where there is none."""
    application = settled(world)
    case, asset = application.case, machine(application)
    assert words.step_for(case, "grant-disposal-approval") is None
    facts = {"kind": DisposalKind.SALE, "price": 1_900_000, "partner": "みなと製作所", "reason": "事業の縮小"}
    row = property.apply_disposal(asset=asset, applied_on=TODAY, planned_on=TODAY, by=None, **facts)
    property.correct_disposal(row, approved_on=TODAY, by=None)
    told = {"case": case, "cause": "disposal", "disposal": row, "demanded_on": TODAY, "due_on": TODAY, "by": None}
    returns.demand(amount=500_000, **told)
    found = {word.name: word for declared in words.declared("grant") for word in declared.words.values()}
    said = {}
    for form, names in {
        "grant-disposal-approval": ("財産名", "財産処分の種類", "財産処分の相手先", "財産処分の決定日"),
        "grant-disposal-return": ("納付の理由", "納付額", "納期限", "財産名"),
    }.items():
        about = words.Subject(case, words.step_for(case, form))
        said[form] = [found[name].value(about) for name in names]
    assert said == {
        "grant-disposal-approval": [str(asset), "有償譲渡", "みなと製作所", TODAY],
        "grant-disposal-return": ["財産処分", 500_000, TODAY, str(asset)],
    }
    assert (
        words.step_for(case, "grant-income-return") is None and words.step_for(case, "grant-disposal-refusal") is None
    )


def test_what_reports_rest_on_is_reached_from_the_case(world: TinyWorld, client: Client) -> None:
    application = settled(world)
    client.force_login(world.user(is_superuser=True))
    panel = reverse("grants-duties-panel", args=["cases", "case", application.case_id])
    assert f"{reverse('grants-followup-new')}?case={application.case_id}" in client.get(panel).content.decode()
    services.note_followup(case=application.case, year_ends_in=9, total_cost=2_000_000, by=None)
    shown = flat(client.get(panel).content)
    assert "決算月 9月" in shown and "要した経費 2,000,000円" in shown and "確かめる・直す" in shown


def test_papers_are_kept_as_long_as_the_longest_rule(world: TinyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five years from the end of the year, until the last restriction ends, a year after the last duty; open while one is."""
    monkeypatch.setattr(done_days, "localdate", lambda: date(2031, 3, 31))
    application = settled(world, outcome_reports=0, tax_basis="net", asset_month=None)
    kept = retention.kept_until(state_of(GRANT, application.case))
    assert str(kept) == "令和12年3月31日まで(補助事業の完了の日(令和7年2月20日)の年度の末日から5年)"
    machine(application, acquired_on=date(2024, 9, 1), life=10)
    kept = retention.kept_until(state_of(GRANT, application.case))
    assert str(kept) == "令和16年8月31日まで(取得財産の処分制限が終わる日)"
    told = [duty.label for _, duty in retention.keep_the_file([application.case])]
    assert told == ["補助事業の完了の日(令和7年2月20日)の年度の末日から5年", "財産の処分制限: 加工機"]


def test_the_prefectures_report_as_excel(world: TinyWorld, client: Client) -> None:
    settled(world)
    year = funder.record_year(programme=world.programme, fiscal_year=2024, administration=150_000, by=None)
    client.force_login(world.user(is_superuser=True))
    page = reverse("grants-funder-year", args=[year.pk])
    assert "950,000円" in client.get(page).content.decode()
    book = in_excel(client, f"{page}?format=xlsx")
    assert all(said in book for said in ("企業1", "県から受ける額", "<v>800000</v>", "<v>150000</v>", "<v>950000</v>"))
