"""What the runtime role may write, but not as it likes, tried in raw SQL by someone who is logged in."""

from django.test import Client
from procrastinate.contrib.django import app as jobs

from banso.archive.models import FullExport
from banso.core.acting import act_for
from banso.registers.models import Merge, User

from .walled import Walled, refused, run

DEFERRED = """
    SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'find_alike', 0, NULL, NULL, %s, NULL)]::procrastinate_job_to_defer_v1[])
"""


def acting(user: User) -> None:
    act_for(user.pk)


def test_nobody_makes_themselves_a_superuser(walled: Walled) -> None:
    """Neither by a change nor in a new login; the rest of one's own row can be changed as ever."""
    acting(walled.outside)
    refused("UPDATE registers_user SET is_superuser = true WHERE id = %s", walled.outside.pk)
    refused(
        "INSERT INTO registers_user (username, password, is_superuser, is_staff, is_active, date_joined, first_name,"
        " last_name, email, display_name) VALUES ('mine', '', true, false, true, now(), '', '', '', '')"
    )
    run("UPDATE registers_user SET display_name = '外' WHERE id = %s", walled.outside.pk)
    assert User.objects.get(pk=walled.outside.pk).display_name == "外"


def test_a_job_acts_for_who_asked_for_it(walled: Walled) -> None:
    """It cannot be asked for in another's name or nobody's, and stays what it was asked to be."""
    acting(walled.outside)
    arguments = '{"question_id": 1, "user_id": %s}'
    for other in (walled.inside.pk, "null", f'"{walled.outside.pk}"'):
        refused(DEFERRED, arguments % other)
    run(DEFERRED, arguments % walled.outside.pk)
    refused("UPDATE procrastinate_jobs SET args = args || %s", f'{{"user_id": {walled.inside.pk}}}')
    refused("UPDATE procrastinate_jobs SET task_name = 'make_full_export'")
    run("UPDATE procrastinate_jobs SET status = 'doing'")
    act_for(None)
    refused(DEFERRED, arguments % walled.outside.pk)


def test_every_job_that_acts_for_someone_says_so_in_the_way_that_is_guarded(db: None) -> None:
    """Whoever is named in a job's arguments is named `user_id` or `by_id`, or in a row whose asker is guarded."""
    jobs.perform_import_paths()
    named = {name for task in jobs.tasks.values() for name in task.func.__annotations__}
    assert named & {"user", "actor_id", "asked_by", "asker_id", "by", "actor"} == set()
    assert {"user_id", "by_id"} <= named


def test_what_the_worker_does_is_done_for_who_asked(walled: Walled, clients: dict[str, Client]) -> None:
    """An export or a merge cannot be asked for in another's name, nor handed on; the file is the worker's to name."""
    acting(walled.outside)
    columns = "(created_at, updated_at, asked_by_id, state, progress, step, error, whole, sha256, file)"
    values = f"INSERT INTO archive_fullexport {columns} VALUES (now(), now(), %s, 'waiting', 0, '', '', false, '', %s)"
    refused(values, walled.inside.pk, "")
    refused(values, None, "exports/another.zip")
    run(values, walled.outside.pk, "")
    acting(walled.inside)
    for change in (f"asked_by_id = {walled.inside.pk}", "file = 'exports/another.zip'", "asked_by_id = NULL"):
        refused(f"UPDATE archive_fullexport SET {change}")
    assert FullExport.objects.get().asked_by == walled.outside
    facts = {"survivor": walled.company, "absorbed": walled.other}
    merge = Merge.objects.create(**facts, asked_by=walled.inside)
    refused("UPDATE registers_merge SET undo_asked_by_id = %s", walled.outside.pk)
    merge.undo_asked_by = walled.inside
    merge.save()
    refused("UPDATE registers_merge SET undo_asked_by_id = NULL")
