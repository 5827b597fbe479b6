"""From an inquiry to ranked suppliers with reasons."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from banso.work.orders import services
from banso.work.orders.matching import Stance, Wanted, candidates, compared
from banso.work.orders.models import Inquiry
from conftest import TODAY, TinyWorld

from .making import LIMITS, inquiry, profile, registration_of, supplier, term


def found(asked: Inquiry, **stances: Stance) -> list[str]:
    return [candidate.company.name for candidate in candidates(Wanted.of(asked, TODAY, stances))]


def finding(asked: Inquiry, label: str) -> tuple[str, str]:
    """The only candidate's verdict and words on one condition."""
    (only,) = candidates(Wanted.of(asked, TODAY))
    return next((f.verdict, f.words) for f in only.findings if f.label == label)


def test_told_comes_before_mentioned_before_akin(world: TinyWorld) -> None:
    """A supplier who does something else altogether is no candidate."""
    profile(supplier(world, "研削だけ"), "grinding")
    profile(supplier(world, "文中"), strengths="NC旋盤も承ります")
    profile(supplier(world, "登録あり"), "turning")
    profile(supplier(world, "塗装"), "painting")
    assert found(inquiry(world)) == ["登録あり", "文中", "研削だけ"]
    verdicts = [c.verdict for c in candidates(Wanted.of(inquiry(world), TODAY))]
    assert verdicts == ["適合", "要確認", "要確認"]


@pytest.mark.parametrize(
    ("asked", "label", "expected"),
    [
        ({"size": "300×200×100"}, "寸法", ("適合", "300×200×100は最大300×200×100の範囲内")),
        ({"size": "301"}, "寸法", ("不足", "301は最大300×200×100の範囲外")),
        ({"size": "250×201"}, "寸法", ("不足", "250×201は最大300×200×100の範囲外")),
        ({"tolerance": Decimal("0.02")}, "公差", ("適合", "±0.02は±0.02の範囲内")),
        ({"tolerance": Decimal("0.01")}, "公差", ("不足", "±0.01は±0.02の範囲外")),
        ({"lot": 10}, "数量", ("適合", "10個は10～500個の範囲内")),
        ({"lot": 501}, "数量", ("不足", "501個は10～500個の範囲外")),
        ({"prefecture": "岩手県"}, "地域", ("適合", "岩手県(条件: 岩手県)")),
        ({"prefecture": "秋田県"}, "地域", ("不足", "岩手県(条件: 秋田県)")),
        ({"due_on": TODAY + timedelta(days=20)}, "納期", ("適合", "令和6年4月30日は標準20日の範囲内")),
        ({"due_on": TODAY + timedelta(days=19)}, "納期", ("不足", "令和6年4月29日は標準20日の範囲外")),
    ],
)
def test_each_limit_is_judged_to_its_edge(
    world: TinyWorld, asked: dict[str, Any], label: str, expected: tuple[str, str]
) -> None:
    """Equal still fits; one beyond is missing."""
    profile(supplier(world), "turning", limits={**LIMITS, "lead_days": 20})
    assert finding(inquiry(world, **asked), label) == expected


@pytest.mark.parametrize(
    ("asked", "label"), [({"size": "9"}, "寸法"), ({"tolerance": Decimal("1")}, "公差"), ({"lot": 1}, "数量")]
)
def test_what_was_not_told_is_in_doubt(world: TinyWorld, asked: dict[str, Any], label: str) -> None:
    """Neither for nor against."""
    profile(supplier(world), "turning")
    verdict, said = finding(inquiry(world, **asked), label)
    assert verdict == "要確認" and said.endswith("は未確認です")


def test_terms_told_and_not_told(world: TinyWorld) -> None:
    """A certificate missing from a list of certificates is missing; from an empty list it is in doubt."""
    company = supplier(world)
    profile(company, "turning")
    asked = inquiry(world, material=term("stainless"), certificate=term("iso9001"))
    assert finding(asked, "認証")[0] == finding(asked, "材料")[0] == "要確認"
    profile(company, "turning", terms=["ea21", "steel"])
    assert finding(asked, "認証") == ("不足", "ISO 9001は未確認(認証: エコアクション21)")
    assert finding(asked, "材料") == ("要確認", "ステンレスは未確認(対応材料: 一般鋼材)")
    profile(company, "turning", terms=["iso9001", "stainless"])
    assert finding(asked, "認証")[0] == finding(asked, "材料")[0] == "適合"


def test_conditions_are_read_from_the_words_where_nothing_was_chosen(world: TinyWorld) -> None:
    """Process, material and certificate by any of their names."""
    wanted = Wanted.of(inquiry(world, process=None, item="SUSのフライス加工", conditions="ISO9001が必要"), TODAY)
    assert [wanted.process, wanted.material, wanted.certificate] == [
        term("milling"),
        term("stainless"),
        term("iso9001"),
    ]


def test_without_any_process_the_words_find_suppliers(world: TinyWorld) -> None:
    """And an inquiry that says nothing finds nobody."""
    supplier(world, "竹細工の会社", capabilities="竹細工")
    supplier(world, "別の会社", capabilities="看板")
    assert found(inquiry(world, process=None, item="竹細工の箱")) == ["竹細工の会社"]
    assert found(inquiry(world, process=None, item="3個")) == []


def test_a_must_leaves_out_and_an_ignored_condition_is_not_shown(world: TinyWorld) -> None:
    """Loosened and tightened one by one."""
    profile(supplier(world, "大"), "turning", limits={"longest": 500})
    profile(supplier(world, "不明"), "turning")
    profile(supplier(world, "小"), "turning", limits={"longest": 50})
    asked = inquiry(world, size="100")
    assert found(asked) == ["大", "不明", "小"]
    assert found(asked, size=Stance.MUST) == ["大"]
    ignored = candidates(Wanted.of(asked, TODAY, {"size": Stance.IGNORE}))
    assert len(ignored) == 3 and all(f.label != "寸法" for c in ignored for f in c.findings)


def test_who_left_the_register_and_the_buyer_itself_are_no_candidates(world: TinyWorld) -> None:
    """The last day of a registration still counts."""
    ended, last_day, buyer = supplier(world, "退会"), supplier(world, "今日まで"), supplier(world, "買い手")
    for company in (ended, last_day, buyer):
        profile(company, "turning")
    services.correct_registration(registration_of(ended), ended_on=TODAY - timedelta(days=1), by=None)
    services.correct_registration(registration_of(last_day), ended_on=TODAY, by=None)
    assert found(inquiry(world, buyer=buyer)) == ["今日まで"]


def test_past_outcomes_and_load_move_a_supplier(world: TinyWorld) -> None:
    """A deal lifts, a reason of its own lowers, a buyer's change of mind does not; too many open ones lower too."""
    names = ["成立", "普通", "不成立", "多忙"]
    companies = [supplier(world, name) for name in names]
    for company in companies:
        profile(company, "turning")
    agreed, usual, declined, busy = companies
    for company, result in ((agreed, {"result": "agreed", "amount": 1}), (usual, {"result": "declined", "reason_code": "cancelled"}),
                            (declined, {"result": "declined", "reason_code": "due"})):  # fmt: skip
        (made,) = services.introduce(inquiry(world), [company], introduced_on=date(2024, 4, 2), by=None)
        services.record_outcome(introduction=made, settled_on=TODAY, by=None, **result)
    for _ in range(5):
        services.introduce(inquiry(world), [busy], introduced_on=date(2024, 4, 2), by=None)
    shown = candidates(Wanted.of(inquiry(world), TODAY))
    assert [c.company.name for c in shown] == names
    assert [c.remarks for c in shown] == [
        ["過去3年に成立1件"], [], ["同じ工程で不成立1件"], ["この3か月に紹介中が5件あります"],
    ]  # fmt: skip


def test_words_decide_between_equals(world: TinyWorld) -> None:
    """The rare word of the inquiry lifts the one who speaks of it."""
    for name, says in (("一", "小回りが利きます"), ("二", "長尺の軸が得意"), ("三", "短納期")):
        profile(supplier(world, name), "turning", strengths=says)
    assert found(inquiry(world, item="長尺シャフト"))[0] == "二"


def test_two_suppliers_are_judged_by_the_same_conditions(world: TinyWorld) -> None:
    """Also one that would not have been found."""
    one, other = supplier(world, "旋盤"), supplier(world, "塗装")
    profile(one, "turning")
    profile(other, "painting")
    judged = compared(Wanted.of(inquiry(world), TODAY), [other.pk, one.pk])
    assert [(c.company.name, c.verdict) for c in judged] == [("旋盤", "適合"), ("塗装", "不足")]


def test_candidates_ask_few_queries(world: TinyWorld, django_assert_max_num_queries) -> None:
    """However many are shown."""
    for _ in range(12):
        profile(supplier(world), "turning", terms=["steel"])
    asked = inquiry(world)
    with django_assert_max_num_queries(12):
        assert len(candidates(Wanted.of(asked, TODAY))) == 12
