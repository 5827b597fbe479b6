"""Nothing of a case is told without a consent that holds that day for exactly this recipient, and an agreement where that is asked."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.timezone import make_aware
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banso.cases import services
from banso.cases.choices import Item
from banso.cases.consents import give_consent, live_consent, require_consent, withdraw_consent
from banso.cases.disclosures import counter, disclose, end_nda, live_nda, report_return, sign_nda
from banso.cases.keeping_watch import parts_on
from banso.cases.models import Case, Consent, Disclosure, Stage
from banso.registers.models import Company, Organisation
from conftest import TinyWorld

OPENED = date(2023, 4, 3)
NAME, STATEMENTS, OUTLINE = Item.NAME.value, Item.STATEMENTS.value, Item.OUTLINE.value


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(datetime(2023, 7, 31, 3, 0), tick=False):
        yield


@pytest.fixture
def case(world: TinyWorld) -> Case:
    return services.open_case(programme=world.programme, company=world.company("青森工業"), opened_on=OPENED, by=None)


def consent(case: Case, to: Any, *items: str, on: date = date(2023, 5, 10), **facts: Any) -> Consent:
    said = {"given_by": "青森 太郎", "capacity": "代表取締役", "purpose": "譲受候補との話合い"} | facts
    return give_consent(case, to=to, items=items, given_on=on, by=None, **said)


def nda(case: Case, to: Any, on: date = date(2023, 5, 12), until: date | None = None) -> Any:
    return sign_nda(case, to=to, signatory="候補 次郎", capacity="代表取締役", signed_on=on, until=until, by=None)


def tell(case: Case, to: Any, *items: str, on: date, needs_nda: bool = False, **more: Any) -> Disclosure:
    at = make_aware(datetime(on.year, on.month, on.day, 10, 0))
    return disclose(case, to=to, items=items, means="meeting", at=at, needs_nda=needs_nda, by=None, **more)


def test_t20_name_clear_needs_both_papers(world: TinyWorld, case: Case) -> None:
    """Consent for candidate B on 05-10, agreement with B on 05-12: on 05-11 refused, on 05-12 accepted, after its end refused; never C."""
    b, c = world.company("候補B"), world.company("候補C")
    consent(case, b, NAME)
    nda(case, b, until=date(2023, 6, 30))
    with pytest.raises(ValidationError, match="「候補B」との、令和5年5月11日に有効な守秘契約がありません"):
        tell(case, b, NAME, on=date(2023, 5, 11), needs_nda=True)
    assert tell(case, b, NAME, on=date(2023, 5, 12), needs_nda=True).nda is not None
    assert tell(case, b, NAME, on=date(2023, 6, 30), needs_nda=True).number == 2
    with pytest.raises(ValidationError, match="有効な守秘契約がありません"):
        tell(case, b, NAME, on=date(2023, 7, 1), needs_nda=True)
    nda(case, c)
    with pytest.raises(ValidationError, match="「候補C」への開示の承諾がありません"):
        tell(case, c, NAME, on=date(2023, 5, 12), needs_nda=True)


def test_mistake_5_the_bank_is_not_asked_before_the_owner_released_it(world: TinyWorld, case: Case) -> None:
    """The consent names the bank; another bank, another item or an earlier day is refused with what would mend it."""
    bank, other = world.organisation("みちのく銀行"), world.organisation("青森銀行")
    with pytest.raises(ValidationError, match="承諾を受けて、案件の「承諾」に登録してください"):
        require_consent(case, to=bank, items=[NAME], on=date(2023, 5, 10))
    given = consent(case, bank, NAME)
    assert live_consent(case, to=bank, items=[NAME], on=date(2023, 5, 10)) == given
    for to, items, on, why in (
        (bank, [NAME], date(2023, 5, 9), "令和5年5月9日にはまだありません"),
        (bank, [NAME, STATEMENTS], date(2023, 5, 10), "承諾に「決算書・試算表」が入っていません"),
        (other, [NAME], date(2023, 5, 10), "「青森銀行」への開示の承諾がありません"),
    ):
        with pytest.raises(ValidationError, match=why):
            require_consent(case, to=to, items=items, on=on)


def test_mistake_8_it_is_written_before_it_is_told_and_numbers_tell_who_got_which_version(
    world: TinyWorld, case: Case
) -> None:
    """Nothing may be put down for later; each telling has its number, version and digest, and a footer that says so."""
    bank = world.organisation("みちのく銀行")
    consent(case, bank, NAME, STATEMENTS)
    with pytest.raises(ValidationError, match="先の日時です"):
        tell(case, bank, NAME, on=date(2023, 8, 1))
    first = tell(
        case, bank, STATEMENTS, on=date(2023, 6, 1), document=b"%PDF v1", version="1", recipient_person="融資課 佐藤"
    )
    second = tell(case, bank, STATEMENTS, on=date(2023, 6, 2), document=b"%PDF v2", version="2")
    assert (first.number, second.number) == (1, 2)
    assert first.sha256 != second.sha256
    assert first.footer == f"宛先 みちのく銀行 融資課 佐藤  通番 {case.number}-001  日時 令和5年6月1日 10:00"


def test_a_withdrawn_consent_stays_dead(world: TinyWorld, case: Case) -> None:
    """From the day on, and a new end makes it live no more; only another consent does."""
    bank = world.organisation()
    given = consent(case, bank, NAME)
    withdraw_consent(given, on=date(2023, 6, 1), reason="気持ちが変わった", by=None)
    assert live_consent(case, to=bank, items=[NAME], on=date(2023, 5, 31)) == given
    with pytest.raises(ValidationError, match="令和5年6月1日に撤回されています"):
        tell(case, bank, NAME, on=date(2023, 6, 1))
    with pytest.raises(ValidationError, match="すでに撤回"):
        withdraw_consent(given, on=date(2023, 7, 1), reason="再び", by=None)
    with pytest.raises(ValidationError, match="撤回日が承諾日より前"):
        withdraw_consent(consent(case, bank, OUTLINE), on=date(2023, 5, 9), reason="誤り", by=None)
    for change in ("DELETE FROM cases_consentend", "UPDATE cases_consent SET until = '2030-01-01', items = '{loans}'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_a_consent_ends_with_its_case(world: TinyWorld, case: Case) -> None:
    bank = world.organisation()
    consent(case, bank, NAME)
    done = Stage.objects.create(programme=case.programme, code="done", name="終結", position=9, closes=True)
    services.enter_stage(case, done, on=date(2023, 6, 10), by=None)
    assert tell(case, bank, NAME, on=date(2023, 6, 10)).number == 1
    with pytest.raises(ValidationError, match="案件の終結とともに終わっています"):
        tell(case, bank, NAME, on=date(2023, 6, 11))


def test_a_class_is_told_nothing_that_names(world: TinyWorld, case: Case) -> None:
    """A standing consent to 譲受候補 lets each of them see the sheet without a name, and nothing else."""
    b = world.company("候補B")
    consent(case, "譲受候補", OUTLINE, NAME)
    assert tell(case, b, OUTLINE, on=date(2023, 5, 11), of_class="譲受候補").of_class == "譲受候補"
    for items in ([NAME], [OUTLINE, NAME]):
        with pytest.raises(ValidationError, match="承諾がありません"):
            tell(case, b, *items, on=date(2023, 5, 11), of_class="譲受候補")
    with pytest.raises(ValidationError, match="承諾がありません"):
        tell(case, b, OUTLINE, on=date(2023, 5, 11))


def test_whose_case_it_is_needs_no_consent_and_is_logged(case: Case) -> None:
    row = tell(case, case.company, STATEMENTS, on=date(2023, 5, 1))
    assert (row.get_ground_display(), row.consent, row.number) == ("本人", None, 1)


def test_a_wrong_row_is_answered_and_stays(world: TinyWorld, case: Case) -> None:
    bank = world.organisation()
    consent(case, bank, NAME)
    row = tell(case, bank, NAME, on=date(2023, 6, 1))
    with pytest.raises(ValidationError, match="理由"):
        counter(row, reason=" ", by=None)
    answer = counter(row, reason="面談は行われなかった", by=None)
    assert (answer.number, answer.counters) == (2, row)
    assert not Disclosure.objects.in_force().exists()
    for again in (row, answer):
        with pytest.raises(ValidationError, match="すでに取り消されています"):
            counter(again, reason="もう一度", by=None)
    for change in ("UPDATE cases_disclosure SET reason = 'x'", "DELETE FROM cases_disclosure"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_papers_come_back_once_and_not_before_they_went(world: TinyWorld, case: Case) -> None:
    bank = world.organisation()
    consent(case, bank, STATEMENTS)
    row = tell(case, bank, STATEMENTS, on=date(2023, 6, 1))
    with pytest.raises(ValidationError, match="開示した日より前"):
        report_return(row, on=date(2023, 5, 31), how="returned", note="受け取った", by=None)
    report_return(row, on=date(2023, 6, 20), how="destroyed", note="廃棄証明書", by=None)
    with pytest.raises(ValidationError, match="すでに登録"):
        report_return(row, on=date(2023, 6, 21), how="returned", note="受け取った", by=None)


def test_a_withdrawal_told_late_shows_what_went_out_meanwhile(world: TinyWorld, case: Case) -> None:
    bank = world.organisation()
    given = consent(case, bank, NAME)
    row = tell(case, bank, NAME, on=date(2023, 6, 5))
    assert not Disclosure.objects.unfounded().exists()
    withdraw_consent(given, on=date(2023, 6, 5), reason="前日に電話で撤回があった", by=None)
    assert list(Disclosure.objects.unfounded()) == [row]


def test_the_database_itself_refuses_what_no_consent_covers(world: TinyWorld, case: Case) -> None:
    """Raw rows beside the service: a consent of another recipient, of another day, of less; an agreement of another."""
    bank, other = world.organisation("みちのく銀行"), world.organisation("青森銀行")
    given, signed = consent(case, bank, NAME), nda(case, other)
    good: dict[str, Any] = {"case": case, "number": 1, "means": "phone", "ground": "consent", "consent": given}
    good |= {"at": make_aware(datetime(2023, 6, 1, 9)), "items": [NAME], "organisation": bank}
    wrong: tuple[dict[str, Any], ...] = (
        {"organisation": other},
        {"items": [NAME, STATEMENTS]},
        {"at": make_aware(datetime(2023, 5, 9, 23, 59))},
        {"consent": None},
        {"nda": signed},
    )
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Disclosure.objects.bulk_create([Disclosure(**(good | change))])
    Disclosure.objects.bulk_create([Disclosure(**good)])


def test_what_the_keeper_looks_through_every_month(world: TinyWorld, case: Case) -> None:
    """Told without a consent as is known now, consents that end soon or were never used, agreements that end, papers still out."""
    bank, b = world.organisation("みちのく銀行"), world.company("候補B")
    used = consent(case, bank, NAME, until=date(2023, 8, 30))
    unused = consent(case, b, NAME)
    ending = nda(case, b, until=date(2023, 8, 1))
    nda(case, bank, until=date(2023, 9, 1))
    told = tell(case, bank, NAME, on=date(2023, 6, 5), name="概要書")

    def shown() -> list[list[object]]:
        return [list(part.rows) for part in parts_on(date(2023, 7, 31))]

    assert shown() == [[], [used], [ending], [unused], []]
    withdraw_consent(used, on=date(2023, 6, 1), reason="前に電話で撤回があった", by=None)
    done = Stage.objects.create(programme=case.programme, code="done", name="終結", position=9, closes=True)
    services.enter_stage(case, done, on=date(2023, 7, 1), by=None)
    assert shown() == [[told], [], [], [], [told]]


DAYS = st.integers(0, 9)
MOVES = st.lists(
    st.tuples(st.sampled_from(["give", "withdraw", "sign", "end", "tell"]), st.integers(0, 1), DAYS), max_size=14
)
names = count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(moves=MOVES)
def test_no_order_of_calls_tells_anyone_without_both_papers(
    world: TinyWorld, moves: list[tuple[str, int, int]]
) -> None:
    """Given, withdrawn, signed, ended and told in any order, for two candidates, on any days: what got out had both, live that day."""
    company = world.company(f"企業{next(names)}")
    case = services.open_case(programme=world.programme, company=company, opened_on=OPENED, by=None)
    candidates = [world.company(f"候補{next(names)}") for _ in range(2)]
    rows: list[list[dict[str, Any]]] = [[], []]
    for what, who, offset in moves:
        day = date(2023, 5, 1) + timedelta(days=offset)
        with_whom, mine = candidates[who], rows[who]
        try:
            with transaction.atomic():
                _move(what, case, with_whom, mine, day)
        except ValidationError:
            assert what != "tell" or not _both_live(mine, day)
    assert not Disclosure.objects.filter(case=case, nda=None).exists()


def _move(what: str, case: Case, to: Company | Organisation, mine: list[dict[str, Any]], day: date) -> None:
    if what == "give":
        mine.append({"kind": "consent", "row": consent(case, to, NAME, on=day), "from": day})
    elif what == "sign":
        mine.append({"kind": "nda", "row": nda(case, to, on=day), "from": day})
    elif what in ("withdraw", "end"):
        kind, stop = ("consent", withdraw_consent) if what == "withdraw" else ("nda", end_nda)
        for one in [one for one in mine if one["kind"] == kind][-1:]:
            stop(one["row"], on=day, reason="終わり", by=None)
            one["until"] = day
    else:
        tell(case, to, NAME, on=day, needs_nda=True)
        assert _both_live(mine, day)


def _both_live(mine: list[dict[str, Any]], day: date) -> bool:
    """By the test's own book: a consent and an agreement that began by this day and ended after it."""
    live = {one["kind"] for one in mine if one["from"] <= day and day < one.get("until", date.max)}
    return live == {"consent", "nda"}


def test_an_agreement_is_found_for_exactly_one(world: TinyWorld, case: Case) -> None:
    b = world.company("候補B")
    signed = nda(case, b)
    assert live_nda(case, to=b, on=date(2023, 5, 12)) == signed
    assert live_nda(case, to="候補B", on=date(2023, 5, 12)) is None
    end_nda(signed, on=date(2023, 6, 1), reason="話合いが終わった", by=None)
    assert live_nda(case, to=b, on=date(2023, 6, 1)) is None
