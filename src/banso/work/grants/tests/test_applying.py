"""An application from the public page to the receipt, sent again, sent back by its parts and answered; on paper through staff."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_of
from banso.office.files.models import ReceivedFile, RetentionRule
from banso.office.guests.models import Door, Invitation, Unsent
from banso.office.guests.services import address_part, answer, keep_unsent, tell_code
from banso.office.mail.models import Attempt, Message
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Company, Doubt
from banso.work.grants import calling, services
from banso.work.grants.applying.drafts import gone_on, last_day, purge_drafts
from banso.work.grants.applying.filling import begun
from banso.work.grants.applying.returning import parts_of, send_parts_back
from banso.work.grants.applying.sending import begin_application, enclose, last_filing, open_returns_of, why_shut
from banso.work.grants.applying.telling import content_of
from banso.work.grants.models import Application, Call, Decision, Enclosure, Filing
from banso.work.grants.procedure import GRANT
from conftest import TinyWorld, flat

from .test_budgets import category
from .worked import called

TODAY = timezone.localdate()
SAID = {
    "company_name": "株式会社みちのく木工", "address": "青森市中央1-1-1", "representative": "北 一郎", "contact": "北 花子",
    "phone": "017-700-0001", "title": "木のおもちゃの新商品", "background": "受注が減っている", "other_grants": "なし",
}  # fmt: skip


def open_call(world: TinyWorld, **facts: Any) -> Call:
    """A call that is open now, with one category."""
    started = TODAY - timedelta(days=10)
    call = called(world, opened_on=started, executed_in=TODAY.year, **facts)
    services.record_window(call=call, name="第1回", opens_on=started, closes_on=TODAY + timedelta(days=10), by=None)
    category(call, "機械装置費")
    return Call.objects.get(pk=call.pk)


def facts(call: Call, **more: Any) -> dict[str, Any]:
    """What is sent in, as the form gives it: 1,100,000 with tax, one million without, two thirds of that asked for."""
    machine = call.categories.get()
    answers = SAID | {"tax_status": "full", "basis": "", "frame": None, "targets": []} | more.pop("answers", {})
    line = {"category": machine, "content": "レーザー加工機", "cost": 1_100_000, "eligible": 1_000_000, "tax_rate": 10}
    return {"answers": answers, "lines": [line], "money": {"own": 433_334}} | more


def pdf(name: str, text: bytes = b"") -> SimpleUploadedFile:
    from io import BytesIO

    import pikepdf

    made, out = pikepdf.new(), BytesIO()
    made.add_blank_page()
    made.docinfo["/Title"] = text.decode() or name
    made.save(out, deterministic_id=True)
    return SimpleUploadedFile(name, out.getvalue(), content_type="application/pdf")


def sent(call: Call, **more: Any) -> Application:
    invitation = begin_application(call, name="北 花子", email="hanako@example.jp", by=None)
    answer(invitation, facts(call, **more), by=None)
    invitation.refresh_from_db()
    return Application.objects.get(case=invitation.case_id)


def test_what_is_sent_is_whole(world: TinyWorld) -> None:
    call = open_call(world)
    invitation = begin_application(call, name="北 花子", email="hanako@example.jp", by=None)
    assert begin_application(call, name="別", email="HANAKO@example.jp", by=None) == invitation
    enclose(invitation, pdf("見積.pdf"), title="見積書", by=None)
    with pytest.raises(ValidationError, match="同じ内容"):
        enclose(invitation, pdf("見積.pdf"), title="もう一度", by=None)
    with pytest.raises(ValidationError, match="433,334円"):
        answer(invitation, facts(call, money={}), by=None)
    assert not Application.objects.exists() and Enclosure.objects.count() == 1 and not Company.objects.exists()
    answer(invitation, facts(call), by=None)
    filing = Filing.objects.get()
    application = filing.application
    assert (application.requested, application.expense, application.title) == (
        666_666,
        1_000_000,
        "木のおもちゃの新商品",
    )
    assert filing.receipt == f"{application.case.number}-1" and filing.window == call.windows.get()
    assert application.case.company == Company.objects.get(name="株式会社みちのく木工")
    kept = ReceivedFile.objects.get(case=application.case)
    assert filing.content["papers"][0]["file"] == kept.pk and kept.file.open().read().startswith(b"%PDF")
    assert not Enclosure.objects.exists() and (kept.pages, kept.way) == (1, "link")
    assert application.case.parties.get().email == "hanako@example.jp"
    invitation.refresh_from_db()
    assert invitation.waits and invitation.until >= TODAY + timedelta(days=300)


def test_it_is_put_right_until_the_window_closes(world: TinyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    call = open_call(world)
    application = sent(call)
    invitation = Invitation.objects.get()
    answer(invitation, facts(call, answers={"title": "木の遊具"}), by=None)
    application.refresh_from_db()
    assert (application.title, application.case.title, application.filings.count()) == ("木の遊具", "木の遊具", 2)
    first, second = application.filings.all()
    changed = [i for _, _, items in content_of(second).told(content_of(first)) for i in items if i.was is not None]
    assert [(one.part, one.text, one.was) for one in changed] == [
        ("question:title", "木の遊具", "木のおもちゃの新商品")
    ]
    closes = call.windows.get().closes
    assert why_shut(invitation, closes) == "" and why_shut(invitation, closes + timedelta(milliseconds=999)) == ""
    assert "締め切りました" in why_shut(invitation, closes + timedelta(seconds=1))
    calling.end_early(call, reason="予算額に達したため", by=None)
    with pytest.raises(UserError, match="予算額に達したため"):
        answer(invitation, facts(call), by=None)
    with pytest.raises(UserError, match="予算額に達したため"):
        begin_application(call, name="次の方", email="tsugi@example.jp", by=None)


def test_only_what_was_sent_back_opens_again(world: TinyWorld) -> None:
    call = open_call(world)
    application = sent(call)
    user, invitation = world.user("clerk"), Invitation.objects.get()
    until = TODAY + timedelta(days=400)
    wrong: list[tuple[list[dict[str, str]], str]] = [
        ([], "1つ以上選んで"),
        ([{"part": "question:title"}], "「事業計画: 補助事業の名称」を差し戻す理由"),
        ([{"part": "line:9", "reason": "unclear"}], "この申請書にない箇所"),
    ]
    for rows, words in wrong:
        with pytest.raises(ValidationError) as caught:
            send_parts_back(application, rows, until=until, by=user)
        assert words in "".join(caught.value.messages)
    filing = last_filing(application)
    assert filing and "line:1" in [part for _, _, rows in parts_of(filing) for part, _, _ in rows]
    rows = [
        {"part": "line:1", "reason": "unclear", "note": "型番を書いてください"},
        {"part": "section:papers", "reason": "missing", "note": "見積書"},
    ]
    send_parts_back(application, rows, until=until, by=user)
    returned = Decision.objects.filter(step="returned").order_by("pk")
    assert [(row.item, row.part) for row in returned] == [
        ("収支予算書: 1行目", "line:1"), ("添付書類に足りない書類", "section:papers"),
    ]  # fmt: skip
    invitation.refresh_from_db()
    assert invitation.until == until and len(open_returns_of(application)) == 2
    after = call.windows.get().closes + timedelta(days=30)
    assert why_shut(invitation, after) == ""
    enclose(invitation, pdf("見積.pdf"), title="見積書", by=None)
    said = facts(call)
    said["lines"][0]["content"] = "レーザー加工機 LX-200"
    answer(invitation, said, by=None)
    assert application.filings.count() == 2 and not open_returns_of(application)
    assert Decision.objects.filter(step="resubmitted").get().amount == 666_666
    assert "手続が進んでいる" in why_shut(invitation, timezone.now())


def guest_page(client: Client, invitation: Invitation, user: Any, name: str = "grant-apply") -> str:
    """The address of a guest who has shown who they are."""
    part = address_part(invitation, by=None)
    number = tell_code(invitation, by=user)
    assert client.post(reverse("guest-number", args=[part, invitation.pk]), {"number": number}).status_code == 302
    return reverse(name, args=[part, invitation.pk])


def typed(call: Call) -> dict[str, Any]:
    """The form as a browser sends it."""
    line = {"category": str(call.categories.get().pk), "content": "加工機 一式", "cost": "1,100,000", "tax_rate": "10"}
    return SAID | {"tax_status": "full", "own": "433,334"} | {f"line-1-{name}": said for name, said in line.items()}


def test_from_the_public_page_to_the_receipt_without_javascript(world: TinyWorld, client: Client) -> None:
    call = open_call(world)
    assert "受付中" in flat(client.get(reverse("grant-open-calls")).content)
    page = reverse("grant-open-call", args=[call.pk])
    begun = client.post(page, {"name": "北 花子", "email": "hanako@example.jp"})
    invitation = Invitation.objects.get()
    asked = begun["Location"]
    assert begun.status_code == 302 and "本人の確認" in client.get(asked).content.decode()
    fill = guest_page(client, invitation, world.user("clerk"))
    assert client.get(asked)["Location"] == fill
    assert "北 花子" in client.get(fill).content.decode()
    more = client.post(fill, typed(call) | {"more": "1"})
    assert "line-6-content" in more.content.decode() and "「一式」では内訳が分かりません" in flat(more.content)
    assert "加工機 一式" in client.get(fill).content.decode()  # on another device too
    files = [pdf("a.pdf", b"a"), pdf("b.pdf", b"b")]
    with_files = typed(call) | {"paper": files, "paper_title": "納税証明書", "preview": "1"}
    put = client.post(fill, with_files)
    assert put.status_code == 302, flat(put.content)[:2500]
    shown = client.get(put["Location"])
    said = flat(shown.content)
    assert "加工機 一式" in said and "666,666円" in said and "納税証明書(2)" in said
    assert "発行日が入っていません" in said and Filing.objects.count() == 0
    kept = reverse("grant-apply-keep", args=[*fill.split("/")[2:4]])
    assert "保存しました" in client.post(kept, typed(call) | {"own": "1"}).content.decode()
    preview = reverse("grant-apply-preview", args=[*fill.split("/")[2:4]])
    refused = client.post(preview)
    assert refused.status_code == 422 and "足りません" in refused.content.decode()
    client.post(kept, typed(call))
    done = client.post(preview)
    receipt = flat(client.get(done["Location"]).content)
    filing = Filing.objects.get()
    assert filing.receipt in receipt and "2件" in receipt and not Unsent.objects.exists()
    assert ReceivedFile.objects.count() == 2
    assert "木のおもちゃ" in client.get(fill).content.decode()
    empty = client.post(fill, {"preview": "1"})
    assert "企業名・屋号" in client.get(empty["Location"], follow=True).content.decode()
    assert client.get(client.get(empty["Location"])["Location"]).status_code == 422
    stranger = Client()
    assert "本人の確認" in stranger.get(fill).content.decode()
    assert "受付番号" not in stranger.get(reverse("grant-apply-receipt", args=[*fill.split("/")[2:4]])).content.decode()


def test_staff_enter_paper_and_see_what_changed(world: TinyWorld, client: Client) -> None:
    call = open_call(world)
    client.force_login(world.user("manager", is_superuser=True))
    begun = client.post(reverse("grant-call-begin", args=[call.pk]), {"name": "南 次郎", "email": "", "paper": "1"})
    invitation = Invitation.objects.get()
    assert begun["Location"] == reverse("grant-apply-for", args=[invitation.pk])
    assert client.get(reverse("guests-on-behalf", args=[invitation.pk]))["Location"] == begun["Location"]
    client.post(begun["Location"], typed(call) | {"preview": "1"})
    preview = reverse("grant-apply-for-preview", args=[invitation.pk])
    assert client.post(preview, {"means": "", "received_on": "R9.13.1"}).status_code == 422
    came = TODAY - timedelta(days=3)
    done = client.post(preview, {"means": "paper", "received_on": came.isoformat(), "received_at": "16:30"})
    filing = Filing.objects.get()
    assert done.status_code == 302 and filing.means == "paper" and filing.application.case.opened_on == came
    assert timezone.localtime(filing.received_at).strftime("%H:%M") == "16:30"
    page = reverse("grant-return", args=[filing.application_id])
    assert "line:1" in client.get(page).content.decode()
    back = {"part": ["line:1"], "reason-line:1": "unclear", "note-line:1": "型番", "until": "2099/3/31"}
    assert client.post(page, back | {"reason-line:1": ""}).status_code == 422
    assert client.post(page, back).status_code == 302
    fill = client.get(begun["Location"]).content.decode()
    assert "型番" in fill and 'name="title"' in fill and "disabled" in fill
    lines = {f"line-1-{n}": s for n, s in (("content", "加工機 LX-2"), ("cost", "1,100,000"), ("tax_rate", "10"))}
    lines |= {"line-1-category": str(call.categories.get().pk), "own": "433,334", "title": "ほかの名前"}
    client.post(begun["Location"], lines | {"preview": "1"})
    assert client.post(preview, {"means": "phone", "received_on": TODAY.isoformat()}).status_code == 302
    second = Filing.objects.get(version=2)
    shown = flat(client.get(second.get_absolute_url()).content)
    assert "変わりました" in shown and "加工機 一式" in shown and "LX-2" in shown
    assert second.application.title == SAID["title"]  # what was not sent back stays
    panel = flat(client.get(reverse("grant-filing-panel", args=["cases", "case", second.application.case_id])).content)
    assert "第2版" in panel and second.receipt in panel


def test_a_company_is_found_or_put_before_who_decides(world: TinyWorld) -> None:
    known = world.company("株式会社みちのく木工", kana="ミチノクモッコウ", corporate_number="7000012050002")
    call = open_call(world)
    application = sent(call, answers={"corporate_number": "7000012050002"})
    assert application.case.company == known
    other = begin_application(call, name="別", email="betsu@example.jp", by=None)
    answer(other, facts(call, answers={"company_name": "陸奥木工", "kana": "ミチノクモッコウ"}), by=None)
    assert Doubt.objects.get(candidate=known).company == Company.objects.exclude(pk=known.pk).get()
    third = begin_application(call, name="別", email="san@example.jp", by=None)
    with pytest.raises(ValidationError, match="企業の名前ではない"):
        answer(third, facts(call, answers={"company_name": "不明"}), by=None)


def test_a_door_of_ones_own_shows_nothing_of_others(world: TinyWorld) -> None:
    """Who types another's address gets no door of theirs."""
    call, other = open_call(world), open_call(world, code="other")
    first = begin_application(call, name="北", email="kita@example.jp", by=None)
    second = begin_application(other, name="北", email="kita@example.jp", by=None)
    assert first.guest != second.guest and Door.objects.count() == 0
    assert isinstance(first.until, date) and isinstance(timezone.now(), datetime)


def _terms_now(world: TinyWorld, **values: Any) -> None:
    year = fiscal_year_of(TODAY)
    lay_down_terms(GRANT, programme=world.programme, fiscal_year=year, content={"values": values}, by=None)


def test_a_draft_never_sent_goes_when_its_days_are_over(world: TinyWorld, settings: Any, tmp_path: Any) -> None:
    """By the terms' days from the window's end: what was typed and the file with it; who began it stays, and so does what was sent."""
    settings.MEDIA_ROOT = tmp_path
    _terms_now(world, draft_days=30)
    call = open_call(world)
    sent(call)
    asked = begin_application(call, name="書きかけ", email="draft@example.jp", by=None)
    enclose(asked, pdf("見積.pdf"), title="見積書", by=None)
    keep_unsent(asked, QueryDict("title=途中"))
    last = TODAY + timedelta(days=10 + 30)
    assert gone_on(begun(asked)) == last == last_day(call, asked.until)
    kept = Path(Enclosure.objects.get().file.path)
    assert purge_drafts(last, by=None) == 0 and kept.exists()
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert purge_drafts(last + timedelta(days=1), by=None) == 1
    assert not Enclosure.objects.exists() and not Unsent.objects.exists() and not kept.exists()
    assert Invitation.objects.filter(pk=asked.pk).exists() and Application.objects.count() == 1
    assert purge_drafts(last + timedelta(days=2), by=None) == 0


def test_the_public_page_says_what_happens_with_the_data(world: TinyWorld, client: Client) -> None:
    """From the terms: the police where they are asked, the years the file is kept, when a draft goes."""
    call = open_call(world)
    page = reverse("grant-open-call", args=[call.pk])
    shown = flat(client.get(page).content)
    assert "入力した内容の取扱い" in shown and "90日で" in shown and "警察" not in shown and "文書の規程" in shown
    _terms_now(world, draft_days=30, checks={"police": {"before": ["granted"]}})
    RetentionRule.objects.create(paper="case", years=5, valid_from=date(2020, 4, 1), basis="規程")
    shown = flat(client.get(page).content)
    assert "30日で" in shown and "警察に照会します" in shown and "翌年度から5年間" in shown


def test_who_applied_is_told_by_mail_what_came_back(world: TinyWorld, client: Client) -> None:
    """The mail waits in the outbox with each part and its reason; typed wrongly, nothing of the form is lost."""
    application = sent(open_call(world))
    client.force_login(world.user(is_superuser=True))
    page = reverse("grant-return", args=[application.pk])
    typed = {"part": ["line:1"], "reason-line:1": "unclear", "note-line:1": "型番を書く", "until": "R1.1.1"}
    wrong = client.post(page, typed)
    assert wrong.status_code == 422
    assert 'value="型番を書く"' in flat(wrong.content) and '<option value="unclear" selected>' in flat(wrong.content)
    done = client.post(page, typed | {"until": format_date(TODAY + timedelta(days=5))}, follow=True)
    assert "送信してください" in flat(done.content)
    message = Message.objects.get()
    assert message.to_email == "hanako@example.jp" and "型番を書く" in message.body and "/guest/" in message.body
    assert not Attempt.objects.exists()
