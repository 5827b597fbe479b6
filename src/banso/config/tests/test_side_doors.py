"""What tells of walled rows without showing them: exports written down, undoing, missing numbers."""

from datetime import date
from pathlib import Path
from typing import Any

from banso.core.acting import act_for
from banso.core.exports import CONCEALED, log_export
from banso.core.imports import import_kind
from banso.core.models import Access
from banso.core.writing_many import record_many
from banso.intake import services
from banso.registers.models import Company, Programme
from banso.work.consultations.models import Consultation

from .conftest import ROLE
from .walled import Walled, refused, run


def test_what_someone_inside_took_out_is_told_in_general_terms(walled: Walled) -> None:
    """Others read that something was taken out, whatever it was; exactly what, only the one who did."""
    act_for(walled.inside.pk)
    log_export(walled.inside, "書類 守秘の決算書 第1版", "企業番号 3", general="書類")
    log_export(walled.inside, "相談記録", "事業: 守秘の事業")
    exact = {("書類 守秘の決算書 第1版", "企業番号 3"), ("相談記録", "事業: 守秘の事業")}
    general = {("書類", CONCEALED), ("相談記録", CONCEALED)}
    assert set(Access.objects.values_list("subject", "conditions")) == exact | general
    act_for(walled.outside.pk)
    log_export(walled.outside, "相談記録", "年度: 令和5年度")
    assert set(Access.objects.values_list("subject", "conditions")) == general | {("相談記録", "年度: 令和5年度")}
    refused(
        "INSERT INTO core_access (kind, user_id, subject, conditions, at, own) VALUES ('export', %s, 'x', '', now(), false)",
        walled.inside.pk,
    )


def test_taking_an_import_back_says_the_same_of_every_company(walled: Walled, settings: Any, tmp_path: Path) -> None:
    """One is used behind the wall, the other by nobody: someone outside is told of both that they stay."""
    settings.MEDIA_ROOT = tmp_path
    act_for(walled.outside.pk)
    brought = services.bring(
        import_kind("companies"), "企業名\n甲製作所\n乙製作所".encode(), "企業.csv", by=walled.outside
    )
    services.run(brought, by=walled.outside)
    used = Company.objects.get(name="甲製作所")
    run("RESET ROLE")
    walled.consult(used)
    run(f"SET LOCAL ROLE {ROLE}")
    act_for(walled.outside.pk)
    undone = services.undo(brought, by=walled.outside)
    assert undone.removed == 0 and {name for name, _ in undone.stays} == {"甲製作所", "乙製作所"}
    assert len({why for _, why in undone.stays}) == 1
    run("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_missing_number_tells_nothing(walled: Walled) -> None:
    """Numbers are missing among records behind no wall, one by one and many at once, though nothing else was written."""
    run("RESET ROLE")
    facts = {"programme": Programme.objects.get(code="main"), "company": walled.other, "mode": "desk"}
    facts["held_on"] = date(2023, 4, 1)
    one_by_one = [Consultation.objects.create(**facts).pk for _ in range(30)]
    assert one_by_one == sorted(one_by_one)
    missing = {later - earlier - 1 for earlier, later in zip(one_by_one, one_by_one[1:], strict=False)}
    assert {0, 1} < missing
    many = record_many(Consultation, [facts] * 30)
    assert len({later - earlier for earlier, later in zip(many, many[1:], strict=False)}) > 1


def test_what_a_pass_opens_is_worked_out_once_and_by_nobody_else(walled: Walled) -> None:
    """It is there before the first row is met, cannot be put there by hand, and is forgotten when what decides it changes."""
    act_for(walled.outside.pk)
    (kept,) = run("SELECT current_setting('banso.reach')")[0]
    assert (
        kept[64:] == f"{{{walled.programme.pk}}}" + "|{}" * 5
    )  # neither programmes crossed to nor cases opened, closed, or kept out of
    for forged in ("{}|{}", kept[:64] + "{}|{}", "0" * 64 + "{}|{}"):
        run("SELECT set_config('banso.reach', %s, true)", forged)
        assert run("SELECT banso_hidden_programmes()") == [([walled.programme.pk],)]
    refused("SELECT banso_signature('x')")
    run("SELECT set_config('banso.reach', %s, true)", kept)
    act_for(walled.inside.pk)
    (own,) = run("SELECT current_setting('banso.reach')")[0]
    act_for(walled.outside.pk)
    run("SELECT set_config('banso.reach', %s, true)", own)
    assert run("SELECT banso_hidden_programmes()") == [([walled.programme.pk],)]
    run("RESET ROLE")
    walled.programme.walled_to = None
    walled.programme.save()
    assert run("SELECT banso_hidden_programmes()") == [([],)]
