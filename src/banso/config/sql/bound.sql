-- What the runtime role may write, but not as it likes. Owned by the owner; called by triggers alone, which fire for the runtime role only.

-- Nobody makes anybody a superuser but the operator at the machine.
CREATE OR REPLACE FUNCTION public.banso_no_superuser() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF public.banso_actor() IS DISTINCT FROM 0 AND (TG_OP = 'INSERT' OR NOT OLD.is_superuser) THEN
        RAISE EXCEPTION 'only the operator makes a superuser' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- A job acts for the one who asked: whom its arguments name is who acts now, and they stay as they were given.
CREATE OR REPLACE FUNCTION public.banso_job_is_its_askers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    actor bigint := public.banso_actor();
    named jsonb;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.id, NEW.task_name, NEW.args) IS DISTINCT FROM (OLD.id, OLD.task_name, OLD.args) THEN
            RAISE EXCEPTION 'a job that was asked for is not rewritten' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    FOR named IN SELECT a.value FROM jsonb_each(NEW.args) a WHERE a.key IN ('user_id', 'by_id') LOOP
        IF actor IS DISTINCT FROM 0 AND named IS DISTINCT FROM to_jsonb(actor) THEN
            RAISE EXCEPTION 'a job acts for who asked for it' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    RETURN NEW;
END
$$;

-- A row that asks the worker for something says who asks: who acts now, once and for all. Arguments: the columns that say so,
-- a 0, then the columns that the worker alone writes.
CREATE OR REPLACE FUNCTION public.banso_asked_by_itself() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    actor bigint := public.banso_actor();
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    after jsonb := to_jsonb(NEW);
    made boolean := false;
    was jsonb;
    is_now jsonb;
    name text;
BEGIN
    IF actor IS NOT DISTINCT FROM 0 THEN
        RETURN NEW;
    END IF;
    FOREACH name IN ARRAY TG_ARGV LOOP
        IF name = '0' THEN
            made := true;
            CONTINUE;
        END IF;
        was := coalesce(nullif(before -> name, 'null'), '""');
        is_now := coalesce(nullif(after -> name, 'null'), '""');
        IF was <> is_now AND (made OR was <> '""' OR is_now IS DISTINCT FROM to_jsonb(actor)) THEN
            RAISE EXCEPTION '% says who asked, or what the worker made of it', name USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    RETURN NEW;
END
$$;

-- Which login a member of staff is, is said by whoever manages logins: whoever is a member of staff seals in that one's name, and
-- sees the cases of that one's teams. Of someone behind a wall, by whoever manages the logins there.
CREATE OR REPLACE FUNCTION public.banso_login_by_managers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE before bigint := CASE WHEN TG_OP = 'UPDATE' THEN OLD.user_id END;
BEGIN
    IF NEW.user_id IS DISTINCT FROM before AND (NOT public.banso_may('change_user')
        OR NEW.user_id = ANY (public.banso_closed_members()) OR before = ANY (public.banso_closed_members())) THEN
        RAISE EXCEPTION 'a login is tied to a member of staff by managers' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- A row says which member of staff did it: the one who acts. Argument: the column that says so.
CREATE OR REPLACE FUNCTION public.banso_by_its_staff() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE actor bigint := public.banso_actor();
BEGIN
    IF actor IS DISTINCT FROM 0 AND NOT EXISTS (
        SELECT FROM public.registers_staff s WHERE s.id = (to_jsonb(NEW) ->> TG_ARGV[0])::bigint AND s.user_id = actor
    ) THEN
        RAISE EXCEPTION '% says who did it', TG_ARGV[0] USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- A matter is decided by a seat that may: one at least as high as the table of 専決 has it for the draft's kind and amount, on the
-- day it was drafted or today; and by whoever holds that seat.
CREATE OR REPLACE FUNCTION public.banso_decided_by_the_table() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF public.banso_actor() IS DISTINCT FROM 0 AND NOT EXISTS (
        SELECT FROM public.approvals_station s
        JOIN public.approvals_draft d ON d.id = s.draft_id
        JOIN public.approvals_seat held ON held.id = s.seat_id
        JOIN public.approvals_holding h ON h.seat_id = s.seat_id AND h.staff_id = s.staff_id
            AND h.starts_on <= public.banso_today() AND (h.ends_on IS NULL OR h.ends_on >= d.drafted_on)
        WHERE s.id = NEW.station_id AND held.rank >= (
            SELECT min(asked.rank) FROM unnest(ARRAY[d.drafted_on, public.banso_today()]) AS day (day)
            CROSS JOIN LATERAL (
                SELECT seat.rank FROM public.approvals_rule r JOIN public.approvals_seat seat ON seat.id = r.seat_id
                WHERE r.kind = d.kind AND r.amount_from <= d.amount
                  AND r.valid_from <= day.day AND (r.valid_until IS NULL OR r.valid_until >= day.day)
                ORDER BY r.amount_from DESC, r.valid_from DESC LIMIT 1
            ) asked)
    ) THEN
        RAISE EXCEPTION 'a matter is decided by whoever the table says' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- Whoever acts for another stands in for her today: she is away, and so is everyone between the two.
CREATE OR REPLACE FUNCTION public.banso_stands_in() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF public.banso_actor() IS DISTINCT FROM 0 AND NOT EXISTS (
        WITH RECURSIVE chain (id) AS (
            SELECT NEW.acting_for_id
            UNION
            SELECT a.substitute_id FROM chain JOIN public.approvals_absence a ON a.staff_id = chain.id
                AND a.starts_on <= public.banso_today() AND a.until > public.banso_today())
        SELECT FROM chain WHERE chain.id = NEW.staff_id AND chain.id <> NEW.acting_for_id
    ) THEN
        RAISE EXCEPTION 'a substitute acts for one who is away' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- A step that the case's terms have decided is written after a decision of its own: a seal of deciding, put since the step was last
-- taken, upon a draft of this step for this case and of the kind the terms ask for; and it says in every column what that draft
-- showed, on the day it was decided. Looked at when the transaction ends, for a look beforehand takes the step and takes it back.
-- Argument: the kinds of decision that the procedure itself declares, by step.
CREATE OR REPLACE FUNCTION public.banso_step_was_decided() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    taken jsonb := to_jsonb(NEW);
    asked text;
    before timestamptz;
    decided boolean;
    shown boolean;
BEGIN
    IF public.banso_actor() IS NOT DISTINCT FROM 0 OR NEW.withdrawn THEN
        RETURN NULL;
    END IF;
    SELECT coalesce(t.content -> 'approvals' ->> NEW.step, TG_ARGV[0]::jsonb ->> NEW.step, '') INTO asked
    FROM public.cases_case c LEFT JOIN public.cases_terms t ON t.id = c.terms_id WHERE c.id = NEW.case_id;
    IF coalesce(asked, '') = '' THEN
        RETURN NULL;
    END IF;
    EXECUTE format('SELECT coalesce(max(created_at), ''-infinity'') FROM %s WHERE case_id = $1 AND step = $2 AND id <> $3'
        ' AND NOT withdrawn', TG_RELID::regclass) INTO before USING NEW.case_id, NEW.step, NEW.id;
    SELECT count(*) > 0, coalesce(bool_or(public.banso_is_as_shown(taken, v.writes)
        AND NEW.taken_on - (a.at AT TIME ZONE 'Asia/Tokyo')::date IN (0, 1)), false)  -- 1: sealed at midnight
    INTO decided, shown
    FROM public.approvals_act a JOIN public.approvals_draft d ON d.id = a.draft_id
    JOIN public.approvals_version v ON v.draft_id = d.id AND v.round = a.round AND v.digest = a.digest
    WHERE a.deed = 'decide' AND a.at > before AND a.at <= NEW.created_at
      AND (v.payload ->> 'step' = NEW.step OR v.payload -> 'steps' ? NEW.step)
      AND d.matter LIKE 'procedures.%' AND d.kind = asked
      AND (d.case_id = NEW.case_id
           OR EXISTS (SELECT FROM public.approvals_covered k WHERE k.draft_id = d.id AND k.case_id = NEW.case_id));
    IF NOT decided THEN
        RAISE EXCEPTION 'the step % waits for a decision', NEW.step USING ERRCODE = 'insufficient_privilege';
    ELSIF NOT shown THEN
        RAISE EXCEPTION 'the step % is not as it was shown for decision', NEW.step USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END
$$;

-- Whether a step's row says in every column what one of the rows a draft showed says, but for its own number and its day. A draft from
-- before the rows were kept has none, and is held to nothing here.
CREATE OR REPLACE FUNCTION public.banso_is_as_shown(taken jsonb, writes jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT writes = '[]' OR EXISTS (
        SELECT FROM jsonb_array_elements(writes) AS shown (one)
        WHERE shown.one ->> 'case_id' = taken ->> 'case_id' AND NOT EXISTS (
            SELECT FROM jsonb_each_text(taken - ARRAY['id', 'created_at', 'updated_at', 'taken_on', 'fiscal_year']) AS t
            FULL JOIN jsonb_each_text(shown.one) AS s ON s.key = t.key
            WHERE s.key IS NULL OR t.key IS NULL OR s.value IS DISTINCT FROM t.value))
$$;

-- A draft of a step says which rows it would write. Only one from before they were kept may go on without.
CREATE OR REPLACE FUNCTION public.banso_shows_its_rows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF public.banso_actor() IS DISTINCT FROM 0
        AND EXISTS (SELECT FROM public.approvals_draft d WHERE d.id = NEW.draft_id AND d.matter LIKE 'procedures.%')
        AND NOT EXISTS (
            SELECT FROM public.approvals_version v WHERE v.draft_id = NEW.draft_id AND v.round < NEW.round AND v.writes = '[]')
    THEN
        RAISE EXCEPTION 'a draft of a step says what it would write' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- A guest's address opens what is walled in the name of the colleague who made it: of who acts, and of nobody else; once made, it
-- leads where it led.
CREATE OR REPLACE FUNCTION public.banso_door_of_its_maker() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE actor bigint := public.banso_actor();
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.id, NEW.guest_id, NEW.digest, NEW.acts_for_id) IS DISTINCT FROM (OLD.id, OLD.guest_id, OLD.digest, OLD.acts_for_id) THEN
            RAISE EXCEPTION 'an address leads where it led' USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF actor IS DISTINCT FROM 0 AND NEW.acts_for_id IS NOT NULL AND NEW.acts_for_id IS DISTINCT FROM actor THEN
        RAISE EXCEPTION 'an address opens in the name of its maker' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

-- What is always confidential stands in a walled programme, and so does a case that is closed to a team or kept from somebody: filed in
-- the open by mistake it would be everybody's. Arguments: of cases, the procedures that are.
CREATE OR REPLACE FUNCTION public.banso_behind_a_wall() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE asked boolean := true;
BEGIN
    IF TG_TABLE_NAME = 'cases_case' THEN
        asked := to_jsonb(NEW) ->> 'procedure' = ANY (TG_ARGV)
            OR EXISTS (SELECT FROM public.cases_enclosure e WHERE e.case_id = NEW.id)
            OR EXISTS (SELECT FROM public.cases_exclusion x WHERE x.case_id = NEW.id);
    END IF;
    IF asked AND EXISTS (SELECT FROM public.registers_programme p WHERE p.id = NEW.programme_id AND p.walled_to_id IS NULL) THEN
        RAISE EXCEPTION '% stands behind a wall', TG_TABLE_NAME USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;

-- What the database derives is written by nobody else.
CREATE OR REPLACE FUNCTION public.banso_derived() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '% follows from other rows', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;

-- A derived row goes with the record it follows from, not before. Arguments: that record's table, and the column that names it.
CREATE OR REPLACE FUNCTION public.banso_goes_along() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE there boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I WHERE id = $1)', TG_ARGV[0])
        INTO there USING (to_jsonb(OLD) ->> TG_ARGV[1])::bigint;
    IF there THEN
        RAISE EXCEPTION '% follows from other rows', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END
$$;

-- Leaves out some numbers after each row, none more often than one, one more often than two, without an end: so that the numbers
-- missing among the rows someone sees do not tell which were given to rows behind a wall. Argument: the sequence.
CREATE OR REPLACE FUNCTION public.banso_leave_gaps() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    WHILE random() < 0.5 LOOP
        PERFORM nextval(TG_ARGV[0]::regclass);
    END LOOP;
    RETURN NULL;
END
$$;
