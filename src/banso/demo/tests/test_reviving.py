"""The supports of the current year: each state is there, and none of it stands in a printed year."""

from datetime import date

from banso.demo.reviving import fill_council
from banso.demo.turning_round import BANKS
from banso.procedures.naming import state_label
from banso.registers.models import Expert, Organisation, Programme, ProgrammeYear, Unit
from banso.work.turnaround.council.models import CouncilCase, CouncilStep
from conftest import TinyWorld

TODAY = date(2026, 12, 1)
STATES = {
    "受付", "事前相談", "事前相談の終了", "窓口相談", "金融機関への意向確認", "金融機関の意向の回答", "支援決定", "返済猶予の要請",
    "個別支援チームの編成", "DD(財務・事業の調査)", "計画案の作成", "調査報告書", "バンクミーティングの招集", "バンクミーティング",
    "計画策定支援の完了", "モニタリング", "不調", "助言で終了", "再チャレンジ支援の完了",
}  # fmt: skip


def test_one_support_in_every_state(world: TinyWorld) -> None:
    unit = Unit.objects.create(code="turnaround", name="協議会", confidential=True)
    programme = Programme.objects.create(code="revitalisation", started_in=2022, walled_to=unit)
    ProgrammeYear.objects.create(programme=programme, fiscal_year=2023, name="活性化", unit=unit)
    world.user("kassei", display_name="活性 三郎")
    for name in BANKS:
        Organisation.objects.create(name=name, kind="bank")
    for number in range(2):
        Expert.objects.create(name=f"専門家{number}", registered_on=date(2020, 4, 1))
    for _ in range(24):
        world.company()
    fill_council(TODAY, by=None)
    found = CouncilCase.objects.select_related("case__standing")
    assert {state_label(council.case) for council in found} == STATES
    assert set(CouncilStep.objects.values_list("fiscal_year", flat=True)) <= {2025, 2026}
