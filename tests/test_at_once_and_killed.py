"""A last seal and a bank's file, when two press at one moment, and when the process dies at any moment: nothing twice, nothing half."""

import os
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from banso.cases.models import Case, Standing
from banso.office.approvals import services as deciding
from banso.office.approvals.choices import Deed
from banso.office.approvals.choices import State as DraftState
from banso.office.approvals.matters import Shown, matter
from banso.office.approvals.models import Act, Draft, Outcome
from banso.office.approvals.tests.test_drafts import House, seal
from banso.office.files import services as files
from banso.office.files.binding import Bound
from banso.office.files.choices import BindingState
from banso.office.files.models import Binding, Disposal, DisposedFile, ReceivedFile
from banso.office.files.services import binding
from banso.office.payments import services as paying
from banso.office.payments.choices import State
from banso.office.payments.models import Batch, Entry, Order, Progress, Release
from banso.office.payments.tests.test_payments import Till
from banso.registers.models import User
from conftest import TinyWorld

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What each of several people is told who press at one moment; '' for whoever is not refused."""
    start, told = Barrier(len(acts)), [""] * len(acts)

    def press(place: int) -> None:
        start.wait()
        try:
            acts[place]()
        except ValidationError as refused:
            told[place] = "".join(refused.messages)
        finally:
            connection.close()

    threads = [Thread(target=press, args=[place]) for place in range(len(acts))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return told


def killed_at(moment: int, act: Callable[[], Any], *, writing: bool = False) -> bool:
    """Do something in a process of its own that is killed (kill -9) before it asks the database for the so-many-th time.

    The moments before and after a commit count too; with `writing` not those before it reads. Whether it was killed before it was
    through.
    """
    connection.close()
    child = os.fork()
    if child == 0:
        _do_and_die(moment, act, writing)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _do_and_die(moment: int, act: Callable[[], Any], writing: bool) -> None:
    passed, commit = 0, connection.commit

    def pass_by() -> None:
        nonlocal passed
        passed += 1
        if passed == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def asked(execute: Any, sql: str, *args: Any) -> Any:
        if not (writing and sql.startswith("SELECT")):
            pass_by()
        return execute(sql, *args)

    def committed() -> None:
        pass_by()
        commit()
        pass_by()

    code = 1
    try:
        connection.commit = committed  # type: ignore[method-assign]
        with connection.execute_wrapper(asked):
            act()
        code = 0
    finally:
        os._exit(code)


def one_draft(world: TinyWorld) -> tuple[House, Draft]:
    """A draft before its last seal, whose decision renames a case."""
    house = House(world)
    case = Case.objects.create(programme=world.programme, company=world.company(), opened_on=date(2024, 4, 10))

    def rename(draft: Draft, payload: dict[str, Any], by: Any) -> None:
        Case.objects.filter(pk=case.pk).update(title=payload["title"])

    matter(code="test.rename", label="x", show=lambda draft, payload, by: Shown([]), execute=rename)
    draft = house.draft(matter="test.rename", payload={"title": "決裁のとおり"})
    seal(draft, house.general)
    return house, draft


def decided(draft: Draft) -> tuple[str, int, int]:
    """Where it stands, how often it was decided, and whether what it does is done."""
    state = Outcome.objects.get(draft=draft).state
    return str(state), Act.objects.filter(deed=Deed.DECIDE).count(), Case.objects.filter(title="決裁のとおり").count()


def test_two_at_once_on_one_seal(world: TinyWorld) -> None:
    house, draft = one_draft(world)
    told = at_once(*[lambda: seal(draft, house.head)] * 2)
    assert sorted(map(bool, told)) == [False, True] and "ほかの人が先に処理した" in "".join(told)
    assert decided(draft) == (DraftState.DECIDED, 1, 1) and draft.turns.count() == 0


def test_a_seal_and_taking_it_back_at_once(world: TinyWorld) -> None:
    house, draft = one_draft(world)
    told = at_once(lambda: seal(draft, house.head), lambda: deciding.take_back(draft, by=house.drafter.user))
    assert sorted(map(bool, told)) == [False, True]
    assert decided(draft) in [(DraftState.DECIDED, 1, 1), (DraftState.TAKEN_BACK, 0, 0)]


def test_two_at_once_on_one_payment(world: TinyWorld) -> None:
    """Both release it as its first; two make its file; it is paid and failed: each time one wins and the other is told."""
    till = Till(world)
    order = till.request()
    once = {"count": 1, "total": order.net}
    told = at_once(*[lambda: paying.release([order], **once, by=till.first)] * 2)
    assert sorted(map(bool, told)) == [False, True] and Release.objects.count() == 1
    paying.release([order], **once, by=till.second)
    told = at_once(lambda: till.batch(order), lambda: paying.withdraw(order, reason="誤り", by=till.clerk))
    assert sorted(map(bool, told)) == [False, True]
    assert Progress.objects.get().state in (State.SENT, State.WITHDRAWN)
    sent = till.request()
    till.release(sent)
    till.batch(sent)
    told = at_once(
        lambda: paying.note_result(sent, paid=True, on=till.today, by=till.first),
        lambda: paying.note_result(sent, paid=False, on=till.today, reason="口座なし", by=till.second),
    )
    assert sorted(map(bool, told)) == [False, True] and sent.results.count() == 1


def test_killed_at_any_moment_of_a_last_seal(world: TinyWorld) -> None:
    house, draft = one_draft(world)
    before, done, moment = decided(draft), (DraftState.DECIDED, 1, 1), 0
    while killed_at(moment := moment + 1, lambda: seal(draft, house.head)):
        if decided(draft) == done:
            break  # after its commit: it is done, and the next press is refused
        assert decided(draft) == before and draft.turns.count() == 1
    assert moment > 10 and decided(draft) == done
    with pytest.raises(ValidationError, match="ほかの人が先に"):
        seal(draft, house.head)


def test_killed_at_any_moment_of_a_banks_file(world: TinyWorld) -> None:
    till = Till(world)
    orders = [till.request(), till.request(50_000)]
    till.release(*orders)

    def made() -> tuple[int, int, list[str]]:
        states = Order.objects.order_by("pk").values_list("progress__state", flat=True)
        return Batch.objects.count(), Entry.objects.count(), list(states)

    nothing, whole, moment = made(), (1, 2, [State.SENT, State.SENT]), 0
    while killed_at(moment := moment + 1, lambda: till.batch(*orders)) and made() != whole:
        assert made() == nothing
    assert moment > 10 and made() == whole and Batch.objects.get().number == 1
    with pytest.raises(ValidationError, match="振込データ作成済"):
        till.batch(*orders)


def case_with_papers(world: TinyWorld, folder: Path, settings: Any) -> tuple[Case, User]:
    """A case completed long ago with two papers, whose clock has run out."""
    settings.MEDIA_ROOT = folder
    user = world.user("archivist", is_superuser=True)
    case = Case.objects.create(programme=world.programme, company=world.company(), opened_on=date(2010, 4, 1))
    for name in ("申請書", "報告書"):
        facts = {"title": name, "received_on": date(2010, 5, 1), "way": "post", "sender": "x", "by": user}
        files.receive(case, SimpleUploadedFile(f"{name}.txt", name.encode()), **facts)
    Standing.objects.filter(case=case).update(closed=True, since=date(2011, 3, 31))
    files.record_rule(paper="case", years=5, valid_from=date(2000, 4, 1), basis="規程", by=None)
    return case, user


def stored(folder: Path) -> int:
    return sum(path.is_file() for path in (folder / "documents").rglob("*"))


def test_killed_at_any_moment_of_a_disposal(world: TinyWorld, tmp_path: Path, settings: Any) -> None:
    """All of a case's file is let go of, or nothing; then it goes off the disk however often the worker dies of it."""
    case, user = case_with_papers(world, tmp_path, settings)

    def gone() -> tuple[int, int, int]:
        return Disposal.objects.count(), DisposedFile.objects.count(), ReceivedFile.objects.filter(file="").count()

    def dispose() -> Disposal:
        return files.dispose(case, decision="起案1", by=user)

    assert [due.case for due in files.due_cases(case.programme, date(2020, 4, 1))] == [
        case
    ]  # loads the addresses, for all children
    moment = 0
    while killed_at(moment := moment + 1, dispose, writing=True) and gone() != (1, 2, 2):
        assert gone() == (0, 0, 0) and stored(tmp_path) == 2
    assert moment > 5 and gone() == (1, 2, 2) and stored(tmp_path) == 2
    with pytest.raises(ValidationError, match="すでに廃棄"):
        files.dispose(case, decision="起案2", by=user)
    asked = {"disposal_id": Disposal.objects.get().pk, "user_id": user.pk}
    moment = 0
    while killed_at(moment := moment + 1, lambda: files.erase_disposed(**asked), writing=True):
        known = DisposedFile.objects.exclude(stored_as="").count()
        assert stored(tmp_path) <= known  # whatever lies there still is known, and will go
    assert stored(tmp_path) == 0 and not DisposedFile.objects.filter(erased_at=None).exists()


def test_killed_at_any_moment_of_a_binding(
    world: TinyWorld, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No copy of a case's file lies about that its row does not know of; nothing half is handed over; begun again it is made once."""
    case, user = case_with_papers(world, tmp_path, settings)
    row = files.ask_binding(case, by=user)

    def bound(row: Binding, sheets: list[Any], folder: Path, foot: str) -> Bound:
        (folder / "bound.pdf").write_bytes(b"%PDF")
        return Bound(folder / "bound.pdf", sheets, 1)

    def packed(row: Binding, made: Bound, folder: Path) -> Path:
        (folder / "packed.zip").write_bytes(b"PK")
        return folder / "packed.zip"

    # what is laid into the folder has its own tests; here it is about what stays
    monkeypatch.setattr(binding, "_sheets", lambda *_: iter(()))
    monkeypatch.setattr(binding, "bound", bound)
    monkeypatch.setattr(binding, "packed", packed)
    moment = 0
    while killed_at(moment := moment + 1, lambda: files.make_binding(row.pk, user.pk), writing=True):
        row.refresh_from_db()
        names = {name for name in (row.pdf.name, row.packed.name) if name}
        lying = {str(path.relative_to(tmp_path)) for path in (tmp_path / "documents").rglob("*") if path.is_file()}
        copies = lying - set(ReceivedFile.objects.values_list("file", flat=True))
        assert copies <= names and (row.state != BindingState.DONE or copies == names)
    row.refresh_from_db()
    assert moment > 5 and row.state == BindingState.DONE and stored(tmp_path) == 4
    files.drop_binding(binding_id=row.pk, user_id=user.pk)
    assert stored(tmp_path) == 2
