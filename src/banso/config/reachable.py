"""Which functions of the database the runtime role may call. Every other one is its owner's alone.

A trigger runs its function without anyone having the right to call it; and whoever may call a function of the owner's may
hang it on a table of their own, with casts of their own, which then run as the owner. So the right is given by name, and
a new function has none until it stands here.
"""

from django.db import connection
from psycopg import sql

from banso.registers.walls import all_gathered

FOR_THE_RUNTIME_ROLE = {
    "who acts, asked by the walls' policies and by the pass": (
        "banso_act", "banso_actor", "banso_moment", "banso_started", "banso_may", "banso_hidden_programmes", "banso_closed_programmes",
        "banso_granted_pairs", "banso_walled_off", "banso_closed_units", "banso_closed_members", "banso_shut_files", "banso_embargoed_panels",
        "banso_hidden_cases", "banso_own_sides", "banso_kept_programmes", "banso_appoints_in", "banso_is_seen_by",
        "banso_only_looked_at", "banso_leads", "banso_told_programmes",
    ),
    "how many numbers were given, told to the operator alone": ("banso_last_number",),
    "sessions, by their key": ("banso_session", "banso_session_keep", "banso_session_end", "banso_sessions_over"),
    "the search's index, which applies the walls itself": (
        "search_find", "search_count", "search_alike", "search_keeper", "search_take", "search_put", "search_drop",
        "search_settled", "search_read", "search_to_read", "search_unread",
    ),
    "the queue of jobs; these run with the caller's rights": (
        "procrastinate_defer_jobs_v1", "procrastinate_defer_periodic_job_v2", "procrastinate_fetch_job_v2",
        "procrastinate_finish_job_v1", "procrastinate_cancel_job_v1", "procrastinate_retry_job_v1",
        "procrastinate_retry_job_v2", "procrastinate_register_worker_v1", "procrastinate_unregister_worker_v1",
        "procrastinate_update_heartbeat_v1", "procrastinate_prune_stalled_workers_v1",
    ),
}  # fmt: skip
REACHABLE = frozenset(name for names in FOR_THE_RUNTIME_ROLE.values() for name in names)
OURS = """
    SELECT p.proname, p.oid::regprocedure::text, p.prosecdef
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proowner = current_user::regrole
      AND p.prokind IN ('f', 'p')
"""
PATH = "pg_catalog, public, pg_temp"  # pg_temp last: what is not named is looked for there first


def reachable_functions() -> frozenset[str]:
    """Those named here, and what each kind that gathers cases asks about cases that are hidden."""
    return REACHABLE | {gathered.function for gathered in all_gathered()}


def give_functions(runtime: sql.Identifier) -> None:
    """Take every function from everyone, and give the runtime role those it needs. Must run as their owner."""
    reachable = reachable_functions()
    with connection.cursor() as cursor:
        cursor.execute("ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
        cursor.execute(OURS)
        for name, signature, as_owner in cursor.fetchall():
            if as_owner:
                cursor.execute(f"ALTER FUNCTION {signature} SET search_path = {PATH}")
            cursor.execute(sql.SQL(f"REVOKE ALL ON ROUTINE {signature} FROM PUBLIC, {{}}").format(runtime))
            if name in reachable:
                cursor.execute(sql.SQL(f"GRANT EXECUTE ON ROUTINE {signature} TO {{}}").format(runtime))
