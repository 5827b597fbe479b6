"""Whoever runs SQL as the runtime or the counting role stays that role: what is theirs is enumerated, and tried."""

import pytest
from django.db import Error, connection, transaction

from banso.config.reachable import reachable_functions
from conftest import TinyWorld

from .conftest import COUNTER, ROLE
from .walled import refused, run


@pytest.fixture(params=[ROLE, COUNTER])
def attacker(secured: TinyWorld, request: pytest.FixtureRequest) -> str:
    """Each role that serves requests, from here on."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {request.param}")
    return str(request.param)


def test_every_function_is_given_by_name_or_to_nobody(secured: TinyWorld) -> None:
    """The runtime role may call what config/reachable.py names, and nothing else; a new function is its owner's alone."""
    called = {
        role: {
            name
            for (name,) in run(
                "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
                " AND has_function_privilege(%s, oid, 'EXECUTE')",
                role,
            )
        }
        for role in (ROLE, COUNTER, "public")
    }
    assert called == {ROLE: reachable_functions(), COUNTER: set(), "public": set()}


def test_every_function_that_runs_as_the_owner_looks_into_temporary_objects_last(secured: TinyWorld) -> None:
    """Their path is pinned, so that no name in them can be taken by something of the caller's."""
    paths = run(
        "SELECT DISTINCT (SELECT c FROM unnest(proconfig) c WHERE c LIKE 'search_path=%%') FROM pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND prosecdef"
    )
    assert paths == [("search_path=pg_catalog, public, pg_temp",)]


def test_a_new_function_is_nobodys_until_it_is_given(secured: TinyWorld) -> None:
    """Between a migration and the rights that follow it, nothing is open."""
    run("CREATE FUNCTION public.made_just_now() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'")
    assert run("SELECT has_function_privilege(%s, 'public.made_just_now()', 'EXECUTE')", ROLE) == [(False,)]


def test_nobody_but_the_owner_has_a_right_to_make_anything(secured: TinyWorld) -> None:
    """Neither in the database nor in its schema, nor a trigger or a reference on a table."""
    for role in (ROLE, COUNTER, "public"):
        assert run(
            "SELECT has_database_privilege(%s, current_database(), 'CREATE'),"
            " has_database_privilege(%s, current_database(), 'TEMP'), has_schema_privilege(%s, 'public', 'CREATE')",
            role, role, role,
        ) == [(False, False, False)]  # fmt: skip
        assert (
            run(
                "SELECT c.relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'p')"
                " AND (has_table_privilege(%s, c.oid, 'TRIGGER') OR has_table_privilege(%s, c.oid, 'REFERENCES')"
                " OR has_table_privilege(%s, c.oid, 'TRUNCATE'))",
                role, role, role,
            )
            == []
        )  # fmt: skip


def test_neither_role_can_become_another(secured: TinyWorld) -> None:
    """They are members of no role, not even of one that only reads, and have none of the powers of a role."""
    assert (
        run("SELECT roleid::regrole::text FROM pg_auth_members WHERE member::regrole::text = ANY (%s)", [ROLE, COUNTER])
        == []
    )
    powers = "rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication"
    assert run(f"SELECT rolname FROM pg_roles WHERE rolname = ANY (%s) AND ({powers})", [ROLE, COUNTER]) == []


def test_nobody_reads_or_writes_by_being_anybody(secured: TinyWorld) -> None:
    """PUBLIC has no right on any table or sequence, and the counting role may write nothing."""
    assert (
        run(
            "SELECT c.relname FROM pg_class c, aclexplode(c.relacl) a WHERE c.relnamespace = 'public'::regnamespace"
            " AND (a.grantee = 0 OR a.grantee = %s::regrole AND a.privilege_type <> 'SELECT')",
            COUNTER,
        )
        == []
    )


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMPORARY TABLE mine (pgh_obj_id text)",
        "CREATE TYPE pg_temp.mine AS (x text)",
        "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TEMPORARY VIEW mine AS SELECT 1",
        "CREATE TEMPORARY SEQUENCE mine",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TYPE public.mine AS (x text)",
        "CREATE TRIGGER mine BEFORE INSERT ON registers_company EXECUTE FUNCTION search_note_insert()",
        "SELECT key FROM banso_pass_key",
        "SELECT public.search_note_insert()",
    ],
)
def test_an_attacker_makes_nothing(attacker: str, statement: str) -> None:
    """Without an object of one's own there is no cast, no trigger and no name to put in anybody's way."""
    refused(statement)


def test_a_trigger_of_the_owners_on_a_table_of_ones_own_does_not_run_ones_own_cast_as_owner(secured: TinyWorld) -> None:
    """The whole way by which the runtime role became the owner; tried by someone who was even allowed to make a table."""
    (function,) = run("SELECT proname FROM pg_proc WHERE proname LIKE 'pgtrigger_insert%%' ORDER BY 1 LIMIT 1")[0]
    run(f"GRANT CREATE ON SCHEMA public TO {ROLE}")
    run(f"SET LOCAL ROLE {ROLE}")
    for statement in (
        "CREATE TYPE public.bait AS (x text)",
        "CREATE FUNCTION public.taken(given public.bait) RETURNS bigint LANGUAGE plpgsql AS"
        " $$ BEGIN RETURN (SELECT count(*) FROM public.banso_pass_key); END $$",
        "CREATE CAST (public.bait AS bigint) WITH FUNCTION public.taken(public.bait) AS ASSIGNMENT",
        "CREATE TABLE public.trap (id public.bait)",
    ):
        run(statement)
    with pytest.raises(Error, match=f"permission denied for function public.{function}"), transaction.atomic():
        run(f"CREATE TRIGGER springs AFTER INSERT ON public.trap FOR EACH ROW EXECUTE FUNCTION public.{function}()")


@pytest.mark.parametrize(
    "question",
    [
        "SELECT reltuples FROM pg_class",
        "SELECT relpages FROM pg_class",
        "SELECT pg_relation_size('registers_company')",
        "SELECT pg_table_size('registers_company')",
        "SELECT pg_total_relation_size('registers_company')",
        "SELECT n_live_tup FROM pg_stat_all_tables",
        "SELECT n_tup_ins FROM pg_stat_user_tables",
        "SELECT pg_stat_get_live_tuples('registers_company'::regclass)",
        "SELECT heap_blks_read FROM pg_statio_all_tables",
        "SELECT idx_scan FROM pg_stat_all_indexes",
        "SELECT most_common_vals FROM pg_stats",
        "SELECT stavalues1 FROM pg_statistic",
        "SELECT last_value FROM pg_sequences",
        "SELECT last_value FROM registers_company_id_seq",
        "SELECT pg_sequence_last_value('registers_company_id_seq')",
        "SELECT nextval('registers_companyevent_pgh_id_seq')",
        "SELECT relation FROM pg_locks",
        "SET track_activities = on",
    ],
)
def test_the_catalogues_tell_nobody_how_much_there_is(attacker: str, question: str) -> None:
    """How many rows, how large, how often read or locked, which values are frequent: asked in raw SQL, refused."""
    refused(question)


def test_nobody_reads_what_others_are_asking(secured: TinyWorld) -> None:
    """The roles' sessions do not publish their statements, which would hold the values of walled records."""
    told = run("SELECT rolname, rolconfig FROM pg_roles WHERE rolname = ANY (%s)", [ROLE, COUNTER])
    assert sorted(told) == [(ROLE, ["track_activities=off"]), (COUNTER, ["track_activities=off"])]


def test_a_catalogue_still_tells_what_programs_need(attacker: str) -> None:
    """Names and kinds of tables, and who is connected."""
    assert run("SELECT count(*) FROM pg_class WHERE relname = 'registers_company' AND relkind = 'r'") == [(1,)]
    assert run("SELECT count(application_name) FROM pg_stat_activity WHERE pid = pg_backend_pid()") == [(1,)]
