"""The table of creditors: shares that add up, versions, what is refused by name, Excel out and in, and who has agreed since when."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from banso.core.errors import UserError
from banso.procedures.offering import state_of
from banso.work.turnaround.council import creditors_excel
from banso.work.turnaround.council.agreeing import last_consent, stands_on
from banso.work.turnaround.council.creditor_tables import WHOLE, Owed, record_table, shares
from banso.work.turnaround.council.forms import TableForm
from banso.work.turnaround.council.models import CouncilCase, CreditorConsent, CreditorLine, CreditorTable
from banso.work.turnaround.council.procedure import COUNCIL
from conftest import TinyWorld

from .worked import BASE, DAY, MAIN, MILLION, SECOND, THIRD, agreed, go, listed, manned, met, opened, owed


@pytest.fixture
def council(world: TinyWorld) -> CouncilCase:
    return opened(world)


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=40))
def test_shares_add_up_to_the_whole(balances: list[int]) -> None:
    """To the last millionth, no share off by more than one, a larger balance never with the smaller share."""
    found = shares(balances)
    assert sum(found) == (WHOLE if sum(balances) else 0)
    if total := sum(balances):
        assert all(abs(share - balance * WHOLE / total) < 1 for share, balance in zip(found, balances, strict=True))
    pairs = sorted(zip(balances, found, strict=True))
    assert all(before[1] <= after[1] for before, after in zip(pairs, pairs[1:], strict=False) if before[0] < after[0])


def test_a_table_is_worked_out_and_kept(world: TinyWorld, council: CouncilCase) -> None:
    """Shares and what is not secured stand with their version; creditors are the same ones in the next."""
    lines = [
        owed(
            world.organisation(MAIN),
            60,
            collateral=20 * MILLION,
            guaranteed=10 * MILLION,
            reliefs={"deferral": 60 * MILLION},
        ),
        owed(world.organisation(SECOND), 30, collateral=50 * MILLION),
        owed(world.organisation(THIRD), 10, kind="lease", is_target=False),
    ]
    first = record_table(council, lines, base_on=BASE, told=100 * MILLION, by=None)
    assert list(first.lines.values_list("unsecured", "share")) == [
        (30 * MILLION, 600_000),
        (0, 300_000),
        (10 * MILLION, 100_000),
    ]
    second = record_table(council, lines[:2], base_on=DAY, told=91 * MILLION, by=None)
    assert (first.version, second.version, council.creditors.count()) == (1, 2, 3)
    assert [line.creditor_id for line in second.lines.all()] == [line.creditor_id for line in first.lines.all()][:2]
    for sql in ("UPDATE turnaround_creditorline SET balance = 1", "DELETE FROM turnaround_creditortable"):
        with (
            pytest.raises(Exception, match="Cannot update or delete"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"balance": -1}, "1行目 ねぶた銀行: 金額は0円以上"),
        ({"balance": 5, "kind": "centre"}, "センターの債権は、文書で回答を受けた額だけ"),
        ({"balance": 5, "reliefs": {"waiver": 6}}, "金融支援の対象額が残高(5円)を超えています"),
    ],
)
def test_what_a_table_refuses(world: TinyWorld, council: CouncilCase, facts: dict[str, Any], said: str) -> None:
    bank = world.organisation(MAIN)
    with pytest.raises(ValidationError) as refused:
        record_table(council, [Owed(bank, **facts)], base_on=BASE, told=0, by=None)
    assert said in " ".join(refused.value.messages)
    twice = [Owed(bank, 1), Owed(bank, 2)]
    with pytest.raises(ValidationError, match="同じ債権者・支店・種類の行が上にもあります"):
        record_table(council, twice, base_on=BASE, told=3, by=None)
    assert not CreditorTable.objects.exists()


def test_a_claim_of_the_centre_is_told_by_letter(world: TinyWorld, council: CouncilCase) -> None:
    """What another unit lent is never looked up: its line is what a letter said, and says which."""
    own = Owed(world.organisation("センター"), 5, kind="centre", paper="総務第12号(令和5年5月2日)")
    record_table(council, [own], base_on=BASE, told=5, by=None)
    assert CreditorLine.objects.get().paper == "総務第12号(令和5年5月2日)"
    links = {field.related_model._meta.app_label for field in CreditorLine._meta.fields if field.is_relation}
    assert "lending" not in links


def test_no_bank_is_written_to_by_a_table_that_does_not_add_up(world: TinyWorld, council: CouncilCase) -> None:
    """It is kept as it was typed, and told; the request waits for the next version."""
    go(world, council, "first", "sounded", "intended", "decided")
    record_table(council, [owed(world.organisation(MAIN), 60)], base_on=BASE, told=61 * MILLION, by=None)
    with pytest.raises(ValidationError, match="60,000,000円\\)が借入一覧の合計\\(61,000,000円\\)と合いません"):
        go(world, council, "standstill")
    listed(world, council)
    assert go(world, council, "standstill").step == "standstill"


def test_a_waiver_needs_a_lawyer_and_an_accountant(world: TinyWorld, council: CouncilCase) -> None:
    go(world, council, "first", "sounded", "intended", "decided")
    lines = [owed(world.organisation(MAIN), 60, reliefs={"waiver": 10 * MILLION})]
    record_table(council, lines, base_on=BASE, told=60 * MILLION, by=None)
    manned(council, "accountant")
    go(world, council, "standstill")
    with pytest.raises(ValidationError, match="弁護士と公認会計士の両方"):
        go(world, council, "teamed")
    manned(council, "lawyer")
    assert go(world, council, "teamed").step == "teamed"


def test_consents_are_dated_rows(world: TinyWorld, council: CouncilCase) -> None:
    """The last word counts, agreement since it began without a break; a row typed wrongly is answered, never rewritten."""
    plan = met(world, council)
    with pytest.raises(ValidationError, match="同意書が要ります"):
        agreed(plan, council, MAIN, date(2023, 5, 20), paper="")
    agreed(plan, council, MAIN, date(2023, 5, 20))
    agreed(plan, council, MAIN, date(2023, 6, 20))  # the same once more
    agreed(plan, council, SECOND, date(2023, 5, 21))
    wrong = agreed(plan, council, THIRD, date(2023, 7, 25))
    agreed(plan, council, THIRD, date(2023, 5, 25), replaces=wrong)
    assert last_consent(stands_on(plan, council)) == (date(2023, 5, 25), "")
    agreed(plan, council, SECOND, date(2023, 7, 1), "refused")
    assert last_consent(stands_on(plan, council))[0] is None
    for facts in ({"on": DAY.replace(day=1, month=4)}, {"on": date(2099, 4, 1)}):
        with pytest.raises(ValidationError) as refused:
            agreed(plan, council, MAIN, **facts)
        assert refused.value.message_dict.keys() == {"said_on"}
    other = opened(world)
    listed(world, other)
    with pytest.raises(ValidationError) as foreign:
        agreed(plan, other, MAIN, date(2023, 5, 20))
    assert foreign.value.message_dict.keys() == {"creditor"}
    with pytest.raises(Exception, match="Cannot update of"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE turnaround_creditorconsent SET state = 'agreed'")
    assert CreditorConsent.objects.count() == 6


@given(
    st.permutations([("private", 1), ("conditional", 2), ("agreed", 3), ("refused", 4), ("agreed", 5), ("agreed", 6)])
)
def test_agreement_counts_from_the_last_break(said: list[tuple[str, int]]) -> None:
    """However rows come in, what counts is their order by day: here since the fifth."""
    from banso.work.turnaround.council.agreeing import Stand

    rows = [
        CreditorConsent(state=state, said_on=date(2023, 6, day)) for state, day in sorted(said, key=lambda row: row[1])
    ]
    assert Stand(None, tuple(rows)).agreed_on == date(2023, 6, 5)  # type: ignore[arg-type]
    assert Stand(None, tuple(rows[:4])).agreed_on is None  # type: ignore[arg-type]


def test_the_table_goes_out_and_comes_back_as_excel(world: TinyWorld, council: CouncilCase) -> None:
    """What goes out, read back, fills the form with the same table; words nobody knows are told with their row."""
    lines = [
        owed(
            world.organisation(MAIN),
            60,
            branch="本店",
            collateral=1,
            paper="残高証明",
            reliefs={"dds": 5, "interest": 60},
        ),
        owed(world.organisation(SECOND), 40, kind="guaranteed", guaranteed=7, is_target=False),
    ]
    table = record_table(council, lines, base_on=BASE, told=100 * MILLION, by=None)
    content = creditors_excel.written(TableForm(table=table)).read()
    head = QueryDict("base_on=R5.4.30&told=100,000,000")
    form = TableForm(creditors_excel.read(content, "x.xlsx", head))
    assert form.is_valid(), form.wrong
    assert form.owed() == lines
    with pytest.raises(UserError, match="債権者」「残高"):
        creditors_excel.read("企業名,額\nx,1\n".encode(), "x.csv", head)
    with pytest.raises(UserError, match="2行目 債権の種類: 「謎」は選べません"):
        creditors_excel.read("債権者,残高(円),債権の種類\nx,1,謎\n".encode(), "x.csv", head)
    unknown = TableForm(creditors_excel.read("債権者,残高(円)\nない銀行,1\n".encode(), "x.csv", head))
    assert not unknown.is_valid()
    assert unknown.wrong == [
        "1行目 債権者: 「ない銀行」という機関がありません。支援機関・団体の台帳の名前と同じに入れるか、先に台帳に登録してください。"
    ]


def test_state_says_whose_consents_are_missing(world: TinyWorld, council: CouncilCase) -> None:
    plan = met(world, council)
    agreed(plan, council, MAIN, date(2023, 5, 20), "private")
    said = last_consent(stands_on(plan, council))[1]
    assert said == "条件のない同意がそろっていません: ねぶた銀行(内諾)、八甲田信用金庫(未回答)、りんご信用組合(未回答)"
    assert state_of(COUNCIL, council.case).latest("planned") == plan
