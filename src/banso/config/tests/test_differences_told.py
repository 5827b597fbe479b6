"""`banso differences` tells what the page tells: the figures, and what became of the records, by whom."""

from argparse import Namespace
from datetime import date

import pytest

from banso.config.cli import _differences
from banso.core.voiding import void
from banso.report.closing.freeze import close_year
from banso.report.tests.test_closing import consultation, outline
from banso.work.consultations.services import record_consultation
from conftest import TinyWorld


def test_the_command_tells_record_by_record_and_by_whom(world: TinyWorld, capsys: pytest.CaptureFixture[str]) -> None:
    """As the page does, also where the numbers stayed the same: one came, one went."""
    outline(world, 2022)
    gone = consultation(world, date(2022, 5, 1))
    close_year(2022, by=None)
    user = world.user(is_superuser=True, display_name="田中 花子")
    void(gone, reason="二重の登録", by=user)
    late = record_consultation(
        programme=world.programme, company=world.company("遅れた商店"), held_on=date(2022, 6, 1), mode="visit", by=user
    )
    assert _differences(Namespace(fiscal_year="2022")) == 0
    told = capsys.readouterr().out
    assert told.startswith("締めたときと違う数値はありません。\n締めたあとに変わった記録")
    assert f"相談記録 {late}\n  登録 " in told and "田中 花子" in told
    assert f"相談記録(番号{gone.pk})\n  取消し " in told and "理由: 二重の登録" in told
    assert "入った数値: " in told and "外れた数値: " in told
