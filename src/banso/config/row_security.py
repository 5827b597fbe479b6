"""The walls in the database: row-level security on every table whose rows belong to a programme, and on their histories.

The runtime role sees a row when its programme is not hidden from the acting user, or when a grant opens it for the row's
company; it writes only where the user is inside. The counting role sees every row, and only the columns figures need.
Each condition that does not depend on the row stands in a sub-select, so that it is worked out once in a query.
"""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model
from psycopg import sql

from banso.core.acting import pads
from banso.core.private import all_private
from banso.registers.models import Programme
from banso.registers.walls import (
    CASE,
    Gathered,
    Wall,
    all_gathered,
    all_histories_behind,
    all_walls,
    keepers_part,
    keys_to_case,
    public_way,
    reason_to_be_open,
    side_of,
    wall_of,
    when_shut,
)

FUNCTIONS = (Path(__file__).parent / "sql" / "walls.sql").read_text(encoding="utf-8")
HIDDEN = "(SELECT public.banso_hidden_programmes())::bigint[]"
CLOSED = "(SELECT public.banso_closed_programmes())::bigint[]"
GRANTED = "(SELECT public.banso_granted_pairs())::text[]"
KEPT_FROM = "(SELECT public.banso_hidden_cases())::bigint[]"
LOOK_ONLY = "(SELECT public.banso_only_looked_at())::bigint[]"
OWN_SIDES = "(SELECT public.banso_own_sides())::text[]"
TOLD = "(SELECT public.banso_told_programmes())::bigint[]"
KEPT = "(SELECT public.banso_kept_programmes())::bigint[]"
WRITES = {"INSERT": "WITH CHECK ({})", "UPDATE": "USING ({0}) WITH CHECK ({0})", "DELETE": "USING ({})"}
DECIDING = (
    "registers_user", "registers_membership", "registers_roleassignment", "registers_crossing", "registers_programme",
    "registers_merge", "auth_group_permissions", "registers_keepership", "registers_staff", "cases_teammember", "cases_enclosure",
    "cases_exclusion", "cases_tiedeclaration",
)  # fmt: skip
OPERATOR = "(SELECT public.banso_actor()) IS NOT DISTINCT FROM 0"
# how far a closed unit's own series of numbers have come: its code follows the series' name (case:unit, papers.letters.unit,
# payments.batch.unit.programme)
SERIES = (
    "NOT EXISTS (SELECT FROM public.registers_unit u WHERE u.id = ANY ((SELECT public.banso_closed_units())::bigint[])"
    r" AND u.code = split_part(regexp_replace(core_numberseries.name, '^(case:?|[a-z]+\.[a-z]+\.?)', ''), '.', 1))"
)


def make_pass_keys() -> None:
    """The keys that sign passes: made once; the database keeps what is needed to check a signature, for its owner alone."""
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        for kind in ("user", "system", "trail"):
            key = token_hex(32)
            cursor.execute(
                "INSERT INTO public.banso_pass_key VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                [kind, key, *pads(key)],
            )


def tell_what_is_shut() -> None:
    """Make the functions that say which rows of a kind that gathers cases hold something of a hidden one. Must run as the owner."""
    with connection.cursor() as cursor:
        for gathered in all_gathered():
            cursor.execute(_shut_of(gathered))


def watch_walls() -> None:
    """Have what is worked out for a pass forgotten when what decides it changes. Must run as the owner."""
    with connection.cursor() as cursor:
        for table in DECIDING:
            cursor.execute(
                sql.SQL(
                    "CREATE OR REPLACE TRIGGER banso_reach_changed AFTER INSERT OR UPDATE OR DELETE ON {} FOR EACH STATEMENT"
                    " EXECUTE FUNCTION public.banso_reach_changed()"
                ).format(sql.Identifier("public", table))
            )


def raise_walls(runtime_role: str, counting_role: str) -> None:
    """Enable row-level security and make every policy anew. Must run as the owner of the tables."""
    runtime, counter = sql.Identifier(runtime_role), sql.Identifier(counting_role)
    with connection.cursor() as cursor:
        for table, rules in _rules():
            name = sql.Identifier("public", table)
            cursor.execute(sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(name))
            for policy in ("select", "insert", "update", "delete", "count"):
                cursor.execute(sql.SQL("DROP POLICY IF EXISTS {} ON {}").format(sql.Identifier(f"wall_{policy}"), name))
            for command, condition in rules.items():
                cursor.execute(
                    sql.SQL("CREATE POLICY {} ON {} FOR {} TO {} ").format(
                        sql.Identifier(f"wall_{command.lower()}"), name, sql.SQL(command), runtime
                    )
                    + sql.SQL(condition)
                )
            cursor.execute(
                sql.SQL("CREATE POLICY wall_count ON {} FOR SELECT TO {} USING (true)").format(name, counter)
            )


def _rules() -> Iterator[tuple[str, dict[str, str]]]:
    """(table, {command: condition}) of every table with a wall."""
    for wall in all_walls():
        yield wall.model._meta.db_table, _rules_of(wall)
    for wall, events in all_histories_behind():
        yield events._meta.db_table, {"SELECT": f"USING ({_history_visible(wall, events)})"}
    for table in ("figures_tallysubject", "figures_tallyentry"):
        yield table, {"SELECT": f"USING (programme_id <> ALL ({HIDDEN}))"}
    for private in all_private():
        mine = f"{private.column} = (SELECT public.banso_actor()) OR {OPERATOR}"
        seen = {"SELECT": f"USING ({mine} OR {private.shared})"}
        yield private.model._meta.db_table, seen | _written(mine)
        history = getattr(private.model, "pgh_event_model", None)
        if history is not None:
            yield history._meta.db_table, seen
    by_oneself = f"user_id = (SELECT public.banso_actor()) OR {OPERATOR}"
    yield "core_access", {"SELECT": f"USING (NOT own OR {by_oneself})", "INSERT": f"WITH CHECK ({by_oneself})"}
    yield from _rules_of_access()
    yield from _rules_of_deciding()
    yield "core_numberseries", {"SELECT": f"USING ({SERIES})"} | _written(SERIES)
    yield from _rules_of_ties()
    yield from _rules_of_second_factors()
    yield from _rules_of_links()


def _rules_of(wall: Wall) -> dict[str, str]:
    row = wall.model._meta.db_table
    written = " AND ".join(f"({part})" for part in (_writable(wall.model, row), *_of_its_case(wall, row, writing=True)))
    return {"SELECT": f"USING ({_visible(wall, wall.model._meta.db_table)})"} | _written(written)


def _visible(wall: Wall, row: str) -> str:
    """Whether a row may be seen: by what it belongs to, and only then by what else its kind says.

    The further conditions are not even looked at for a row of a hidden programme: what they ask would show by the time a page takes.
    """
    belongs, further = _by_belonging(wall, row), [*_of_its_case(wall, row, writing=False)]
    if shut := when_shut(wall.model):
        further.append(f"NOT ({shut.format(row=row)})")
    if not further:
        return belongs
    return f"CASE WHEN {belongs} THEN {' AND '.join(f'({part})' for part in further)} ELSE false END"


def _of_its_case(wall: Wall, row: str, *, writing: bool) -> Iterator[str]:
    """What else must hold of a row because of its case: that it is not hidden itself, whose side the row is, what is the keeper's."""
    model, keys = wall.model, keys_to_case(wall.model)
    if model._meta.label_lower == CASE:
        yield f"{row}.id <> ALL ({KEPT_FROM})"
    for key in keys:
        if wall.programme and key.related_model._meta.label_lower == CASE:
            yield f"{row}.{key.column} IS NULL OR {row}.{key.column} <> ALL ({KEPT_FROM})"
        elif key not in wall.through:
            yield _owner(row, key)
    if side := side_of(model):
        mine = f"%s || ':' || {row}.{side} = ANY ({OWN_SIDES})"
        yield f"{row}.{side} = '' OR {OPERATOR} OR {_case_where(model, row, f'{mine} OR {_kept()}')}"
    if (part := keepers_part(model)) and (writing or part.read):
        unless = (part.unless if writing else part.seen_unless).format(row=row, sides=OWN_SIDES)
        kept = f"{row}.{wall.programme} = ANY ({KEPT})" if wall.programme else _case_where(model, row, _kept())
        yield f"({unless}) OR {OPERATOR} OR {kept}"
    for gathered in all_gathered():
        if gathered.model is model:
            yield f"{row}.id <> ALL ((SELECT public.{gathered.function}())::bigint[])"


def _kept() -> str:
    """That the acting user is the keeper over a case, whose number stands for `%s`."""
    return f"EXISTS (SELECT FROM public.cases_case kept WHERE kept.id = %s AND kept.programme_id = ANY ({KEPT}))"


def _case_where(model: type[Model], row: str, condition: str) -> str:
    """A condition on the number of the case that a row leads to, which stands for `%s` in it."""
    key, *_ = keys_to_case(model)
    if key.related_model._meta.label_lower == CASE:
        return f"({condition.replace('%s', f'{row}.{key.column}')})"
    owner = key.related_model._meta
    further = _case_where(key.related_model, owner.db_table, condition)
    return f"EXISTS (SELECT FROM public.{owner.db_table} WHERE {owner.db_table}.{owner.pk.column} = {row}.{key.column} AND {further})"


def _shut_of(gathered: Gathered) -> str:
    """The function that says which rows of a kind hold something of a case hidden from who acts; it reads as the owner."""
    parts = apps.get_model(gathered.parts)
    key = parts._meta.get_field(gathered.key).column
    hidden = _case_where(parts, "part", f"%s = ANY ({KEPT_FROM})")
    return f"""
        CREATE OR REPLACE FUNCTION public.{gathered.function}() RETURNS bigint[]
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
        BEGIN
            IF cardinality(public.banso_hidden_cases()) = 0 THEN
                RETURN '{{}}';
            END IF;
            RETURN array(SELECT DISTINCT part.{key} FROM public.{parts._meta.db_table} part WHERE {hidden});
        END $$
    """


def _by_belonging(wall: Wall, row: str) -> str:
    """Whether a row may be seen by its programme. What a row belongs to is asked under its own table's rules."""
    if wall.programme:
        seen = f"{row}.{wall.programme} <> ALL ({HIDDEN})"
        seen = f"{row}.{wall.programme} IS NULL OR {seen}" if wall.optional else seen
        pairs = [f"({row}.{wall.programme} || ':' || {row}.{company}) = ANY ({GRANTED})" for company in wall.companies]
        return " OR ".join([seen, *pairs])
    return " AND ".join(_owner(row, key, _programme_visible(key.related_model, wall, row)) for key in wall.through)


def _programme_visible(owner: type[Model], wall: Wall, row: str) -> str:
    """The condition on an owner that is public itself: its programme is not hidden, or opened for the row's company."""
    if owner is Programme or not reason_to_be_open(owner):
        return ""
    key, table = public_way(owner), owner._meta.db_table
    if key.name != "programme":
        return _owner(table, key, _programme_visible(key.related_model, wall, row))
    pairs = [f"({table}.{key.column} || ':' || {row}.{company}) = ANY ({GRANTED})" for company in wall.companies]
    return " OR ".join([f"{table}.{key.column} <> ALL ({HIDDEN})", *pairs])


def _owner(row: str, key: Any, condition: str = "", shut: str = HIDDEN) -> str:
    """Whether what a row belongs to is there, and meets a condition; whether a programme itself is not among those `shut`."""
    owner = key.related_model._meta
    if key.related_model is Programme:
        return f"({row}.{key.column} IS NULL OR {row}.{key.column} <> ALL ({shut}))"
    also = f" AND ({condition})" if condition else ""
    found = f"EXISTS (SELECT FROM public.{owner.db_table} WHERE {owner.db_table}.{owner.pk.column} = {row}.{key.column}{also})"
    return f"({row}.{key.column} IS NULL OR {found})" if key.null else found


def _writable(model: type[Model], row: str) -> str:
    """Whether the acting user is inside the wall of the row's programme; a grant to look does not let anyone write."""
    wall = wall_of(model)
    if wall and wall.programme:
        inside = f"{row}.{wall.programme} <> ALL ({CLOSED})"
        inside += f" AND {row}.id <> ALL ({LOOK_ONLY})" if model._meta.label_lower == CASE else ""
        return f"({row}.{wall.programme} IS NULL OR {inside})" if wall.optional else inside
    if wall:
        return " AND ".join(
            _owner(row, key, _writable(key.related_model, key.related_model._meta.db_table), CLOSED)
            for key in wall.through
        )
    if model is Programme:
        return ""
    key = public_way(model)
    if key.name == "programme":
        return f"{row}.{key.column} <> ALL ({CLOSED})"
    return _owner(row, key, _writable(key.related_model, key.related_model._meta.db_table))


def _history_visible(wall: Wall, history: type[Model]) -> str:
    """A record's history is seen by who sees the record; of one taken out, its last state by who would have seen it.

    The history of links has no record of its own: it is seen by who sees the records it joins.
    """
    if not any(field.name == "pgh_obj" for field in history._meta.fields):
        return _visible(wall, history._meta.db_table)
    record, events = wall.model._meta, history._meta.db_table
    there = f"EXISTS (SELECT FROM public.{record.db_table} WHERE {record.db_table}.{record.pk.column} = {events}.pgh_obj_id)"
    return f"{there} OR ({events}.pgh_label = 'delete' AND ({_visible(wall, events)}))"


def _rules_of_access() -> Iterator[tuple[str, dict[str, str]]]:
    """Who may say who may do what: managers, and behind a wall only those inside it."""
    member = "(SELECT public.banso_may('add_membership')) AND unit_id <> ALL ((SELECT public.banso_closed_units())::bigint[])"
    yield "registers_membership", _read_by_all(member)
    yield "registers_roleassignment", _read_by_all("(SELECT public.banso_may('add_roleassignment'))")
    managed = "(SELECT public.banso_may('add_user')) AND id <> ALL ((SELECT public.banso_closed_members())::bigint[])"
    yield "registers_user", _read_by_all(f"id = (SELECT public.banso_actor()) OR ({managed})")
    for table in ("registers_user_groups", "registers_user_user_permissions", "auth_group", "auth_group_permissions"):
        yield table, _read_by_all("(SELECT public.banso_may('add_roleassignment'))")
    mine = "user_id = (SELECT public.banso_actor())"
    inside = "programme_id <> ALL ((SELECT public.banso_walled_off())::bigint[])"
    managing = f"{OPERATOR} OR ({inside} AND (SELECT public.banso_may('add_crossing')))"
    yield "registers_crossing", {"SELECT": f"USING ({inside} OR {mine})"} | _written(managing)
    told = f"({inside} AND (kind = 'record' OR programme_id = ANY ({TOLD}))) OR {mine}"
    open_one = f"of_case IS NULL OR of_case <> ALL ({KEPT_FROM})"
    yield "registers_look", {"SELECT": f"USING (({told}) AND ({open_one}))", "INSERT": f"WITH CHECK ({mine})"}
    named = f"{OPERATOR} OR (user_id <> (SELECT public.banso_actor()) AND unit_id = ANY ((SELECT public.banso_appoints_in())::bigint[]))"
    yield "registers_keepership", _read_by_all(named)
    yield "registers_handover", _read_by_all("(SELECT public.banso_may('add_roleassignment'))")
    yield "registers_programme", _read_by_all(f"id <> ALL ({CLOSED})")


def _rules_of_deciding() -> Iterator[tuple[str, dict[str, str]]]:
    """Who decides what, and from which account is paid, is said by managers; who is away and who stands in, by herself too."""
    for kind in ("seat", "holding", "rule"):
        yield f"approvals_{kind}", _read_by_all(f"(SELECT public.banso_may('approvals.add_{kind}'))")
    yield "approvals_rule_consults", _read_by_all("(SELECT public.banso_may('approvals.add_rule'))")
    yield "payments_sender", _read_by_all("(SELECT public.banso_may('payments.add_sender'))")
    own = "EXISTS (SELECT FROM public.registers_staff s WHERE s.id = staff_id AND s.user_id = (SELECT public.banso_actor()))"
    yield "approvals_absence", _read_by_all(f"(SELECT public.banso_may('approvals.add_holding')) OR {own}")


def _rules_of_ties() -> Iterator[tuple[str, dict[str, str]]]:
    """What ties a member of staff to someone outside is hers and the keepers'."""
    own = "EXISTS (SELECT FROM public.registers_staff s WHERE s.id = staff_id AND s.user_id = (SELECT public.banso_actor()))"
    seen = f"{own} OR {OPERATOR} OR cardinality({KEPT}) > 0"
    yield "cases_stafftie", {"SELECT": f"USING ({seen})"} | _written(seen)
    yield "cases_stafftieevent", {"SELECT": f"USING ({seen})"}


def _rules_of_second_factors() -> Iterator[tuple[str, dict[str, str]]]:
    """Secrets of apps and codes on paper are seen by their owner alone, who acts from the right password on."""
    mine = f"user_id = (SELECT public.banso_actor()) OR {OPERATOR}"
    for table in ("otp_totp_totpdevice", "otp_static_staticdevice"):
        yield table, {"SELECT": f"USING ({mine})"} | _written(mine)
    devices, tokens = "otp_static_staticdevice", "otp_static_statictoken"
    held = f"EXISTS (SELECT FROM public.{devices} WHERE {devices}.id = {tokens}.device_id)"
    yield tokens, {"SELECT": f"USING ({held})"} | _written(held)


def _rules_of_links() -> Iterator[tuple[str, dict[str, str]]]:
    """A link into an account is handed out by managers, in their own name, not over a closed wall; its owner alone uses it. She and
    managers see that there was one."""
    mine = "user_id = (SELECT public.banso_actor())"
    manages = "(SELECT public.banso_may('add_user'))"
    outside = "user_id = ANY ((SELECT public.banso_closed_members())::bigint[])"
    handed = f"{OPERATOR} OR (by_id = (SELECT public.banso_actor()) AND {manages} AND NOT {outside})"
    seen = f"USING ({mine} OR {manages})"
    used = f"{mine} OR {OPERATOR}"
    yield (
        "desk_accountlink",
        {"SELECT": seen, "INSERT": f"WITH CHECK ({handed})", "UPDATE": f"USING ({used}) WITH CHECK ({used})"},
    )
    yield "desk_accountlinkevent", {"SELECT": seen}


def _read_by_all(condition: str) -> dict[str, str]:
    return {"SELECT": "USING (true)"} | _written(condition)


def _written(condition: str) -> dict[str, str]:
    return {command: template.format(condition) for command, template in WRITES.items()}
