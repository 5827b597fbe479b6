"""Mails by decision: where the table of 専決 says so a round goes by the last seal alone, and exactly as it was shown."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from banso.cases.models import Case
from banso.office.approvals.models import Draft, Holding, Rule, Seat
from banso.office.approvals.services import refuse, seal
from banso.office.mail.models import Mailing, Posting
from banso.office.mail.services import drop, gate_of, let_go, write_mailing, write_message
from banso.procedures.mailing import propose_mailing
from banso.registers.models import Staff, User
from conftest import TinyWorld, flat

LONG_AGO = date(2000, 4, 1)


class Outbox:
    """A clerk who writes rounds of mails, a chief who decides them by the table of 専決."""

    def __init__(self, world: TinyWorld) -> None:
        self.world = world
        self.clerk, self.chief = self._login("clerk"), self._login("chief")
        seat = Seat.objects.create(code="chief", title="事務局長", rank=10)
        Holding.objects.create(seat=seat, staff=Staff.objects.get(user=self.chief), starts_on=LONG_AGO)
        facts = {"kind": "mailing", "label": "一斉メールの送信", "seat": seat}
        self.rule = Rule.objects.create(**facts, valid_from=LONG_AGO)
        company = world.company("見本工業")
        self.case = Case.objects.create(programme=world.programme, company=company, opened_on=date(2024, 4, 1))

    def _login(self, name: str) -> User:
        user = self.world.user(name, is_superuser=True)
        Staff.objects.create(name=name, unit=self.world.unit, user=user, joined_on=LONG_AGO)
        return user

    def mailing(self, number: int = 2, topic: str = "business", **facts: Any) -> Mailing:
        made = write_mailing("研修のご案内", topic, self.world.programme, by=self.clerk)
        for place in range(number):
            said = {"to_name": f"宛先{place}", "subject": "ご案内", "body": f"本文{place}\n二行目"}
            write_message(made, to_email=f"a{place}@example.jp", by=self.clerk, **said, **facts)
        return made

    def seal(self, draft: Draft) -> Any:
        return seal(draft, seen=draft.versions.latest("round").digest, by=self.chief)


@pytest.fixture
def outbox(world: TinyWorld) -> Outbox:
    return Outbox(world)


def test_the_last_seal_sends_what_was_shown(outbox: Outbox) -> None:
    """No button lets it go meanwhile; the posting names its draft, and who sealed."""
    mailing = outbox.mailing()
    with pytest.raises(ValidationError, match="決裁のあと"):
        let_go(mailing, count=2, by=outbox.clerk)
    draft = propose_mailing(mailing, by=outbox.clerk)
    shown = draft.versions.get().shown
    assert ["宛先1 a1@example.jp", "ご案内"] in shown and ["1通目の本文", "本文0\n二行目"] in shown
    with pytest.raises(ValidationError, match="すでに起案"):
        propose_mailing(mailing, by=outbox.clerk)
    with pytest.raises(ValidationError, match="決裁のあと"):
        let_go(mailing, count=2, by=outbox.chief)
    outbox.seal(draft)
    posting = Posting.objects.get(mailing=mailing)
    assert (posting.count, posting.by) == (2, outbox.chief) and posting.decision.startswith(f"起案{draft.pk} ")
    with pytest.raises(ValidationError, match="すでに送信に回されています"):
        let_go(mailing, count=2, decision="もう一度", by=outbox.chief)


def test_what_was_dropped_or_grew_is_not_sent_by_a_seal(outbox: Outbox) -> None:
    """Neither half of it; a refused round may be drafted again."""
    dropped, grown, refused = outbox.mailing(), outbox.mailing(), outbox.mailing()
    drafts = [propose_mailing(one, by=outbox.clerk) for one in (dropped, grown, refused)]
    drop(dropped, by=outbox.clerk)
    write_message(grown, to_email="new@example.jp", subject="ご案内", body="別の本文", by=outbox.clerk)
    for draft, says in zip(drafts, ("取りやめ", "案件が変わった", ""), strict=False):
        if says:
            with pytest.raises(ValidationError, match=says):
                outbox.seal(draft)
    refuse(drafts[2], comment="時期が悪い", by=outbox.chief)
    assert not Posting.objects.exists() and gate_of(refused) and not gate_of(refused).waiting  # type: ignore[union-attr]
    outbox.seal(propose_mailing(refused, by=outbox.clerk))
    assert Posting.objects.get().mailing == refused


def test_single_mails_reminders_and_a_table_without_the_line_need_none(outbox: Outbox) -> None:
    for mailing in (outbox.mailing(1), outbox.mailing(2, "deadlines")):
        assert gate_of(mailing) is None
        with pytest.raises(ValidationError, match="決裁は要りません"):
            propose_mailing(mailing, by=outbox.clerk)
        let_go(mailing, count=mailing.messages.count(), by=outbox.clerk)
    round_ = outbox.mailing()
    Rule.objects.filter(pk=outbox.rule.pk).update(valid_until=date(2001, 3, 31))
    let_go(round_, count=2, by=outbox.clerk)


def test_on_screen_from_the_outbox_to_the_seal(outbox: Outbox, client: Client) -> None:
    """The outbox offers the draft instead of the button, the draft leads to the mails, and the outbox says what let them go."""
    mailing = outbox.mailing(case=outbox.case)
    client.force_login(outbox.clerk)
    page = flat(client.get(mailing.get_absolute_url()).content)
    assert "2通の送信を起案する" in page and "2通を送信に回す" not in page
    answer = client.post(reverse("mailing-propose", args=[mailing.pk]), {"body": "お伺いします"}, follow=True)
    draft = Draft.objects.get()
    assert draft.case == outbox.case and f'href="{mailing.get_absolute_url()}"' in flat(answer.content)
    assert "起案を見る" in flat(client.get(mailing.get_absolute_url()).content)
    client.force_login(outbox.chief)
    seen = {"seen": draft.versions.get().digest}
    client.post(reverse("draft-seal", args=[draft.pk]), seen)
    assert f"決裁(起案{draft.pk}" in flat(client.get(mailing.get_absolute_url()).content)
