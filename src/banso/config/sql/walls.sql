-- Who acts, and what is hidden from them. Owned by the owner, called by the policies of every walled table.
-- A pass is kind:user:process:moment:signature. A user's pass names the very transaction it was made for (its server
-- process and the moment it began), so that nobody can use it a second time; the operator's names the server process and
-- the moment that was started, for a process number comes round again. Only who has the key can sign one.

CREATE TABLE IF NOT EXISTS public.banso_pass_key (
    kind text PRIMARY KEY,
    key text NOT NULL,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);

CREATE OR REPLACE FUNCTION public.banso_moment() RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint::text
$$;

-- When this server process was started. Only who may see the session of the role that asks is told: the owner, as its member.
CREATE OR REPLACE FUNCTION public.banso_started() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((extract(epoch FROM a.backend_start) * 1000000)::bigint::text, '')
    FROM pg_stat_get_activity(pg_backend_pid()) a
$$;

-- The acting user's id; 0 for the operator at the machine; NULL without a valid pass.
CREATE OR REPLACE FUNCTION public.banso_actor() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    part text[] := string_to_array(current_setting('banso.pass', true), ':');
    known public.banso_pass_key;
BEGIN
    IF array_length(part, 1) IS DISTINCT FROM 5 OR part[3] <> pg_backend_pid()::text
        OR part[2] !~ '^[0-9]{1,18}$'
        OR part[4] <> (CASE part[1] WHEN 'user' THEN public.banso_moment() ELSE public.banso_started() END)
    THEN
        RETURN NULL;
    END IF;
    SELECT * INTO known FROM public.banso_pass_key k WHERE k.kind = part[1];
    IF NOT FOUND OR part[5] <> encode(sha256(known.outer_pad || sha256(known.inner_pad
        || convert_to(array_to_string(part[1:4], ':'), 'UTF8'))), 'hex')
    THEN
        RETURN NULL;
    END IF;
    IF part[1] = 'system' THEN
        RETURN 0;
    END IF;
    RETURN (SELECT u.id FROM public.registers_user u WHERE u.id = part[2]::bigint AND u.is_active);
END
$$;

CREATE OR REPLACE FUNCTION public.banso_today() RETURNS date
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT (transaction_timestamp() AT TIME ZONE 'Asia/Tokyo')::date
$$;

-- Units the acting user belongs to today.
CREATE OR REPLACE FUNCTION public.banso_units() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT array(
        SELECT m.unit_id FROM public.registers_membership m
        WHERE m.user_id = (SELECT public.banso_actor())
          AND m.starts_on <= public.banso_today() AND (m.ends_on IS NULL OR m.ends_on >= public.banso_today()))
$$;

-- Signs what the database itself keeps for a transaction. For the owner's functions alone: whoever could call it could sign a pass.
-- In plpgsql, which plans it once a session: it is asked for in each part of a query that meets a walled row.
CREATE OR REPLACE FUNCTION public.banso_signature(message text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to('reach:' || message, 'UTF8'))), 'hex')
        FROM public.banso_pass_key k WHERE k.kind = 'user');
END
$$;

-- What was worked out for this very pass before: 'hidden programmes|granted pairs|hidden cases|own sides|kept programmes|cases only looked at'; NULL where nothing was, or someone else put it there.
CREATE OR REPLACE FUNCTION public.banso_reach() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept text := current_setting('banso.reach', true);
    known public.banso_pass_key;
BEGIN
    IF kept > '' THEN
        SELECT * INTO known FROM public.banso_pass_key k WHERE k.kind = 'user';
        IF left(kept, 64) = encode(sha256(known.outer_pad || sha256(known.inner_pad
            || convert_to('reach:' || coalesce(current_setting('banso.pass', true), '') || '|' || substr(kept, 65), 'UTF8'))), 'hex')
        THEN
            RETURN substr(kept, 65);
        END IF;
    END IF;
    RETURN NULL;
END
$$;

-- Take a pass for the rest of the transaction, and work out at once what it opens: not when a hidden row is met, which would show
-- by the time a page takes that there is one.
CREATE OR REPLACE FUNCTION public.banso_act(pass text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE said text;
BEGIN
    PERFORM set_config('banso.pass', pass, true), set_config('banso.reach', '', true);
    said := concat_ws('|', public.banso_hidden_programmes(), public.banso_granted_pairs(), public.banso_hidden_cases(),
        public.banso_own_sides(), public.banso_kept_programmes(), public.banso_only_looked_at());
    PERFORM set_config('banso.reach', public.banso_signature(concat(pass, '|', said)) || said, true);
END
$$;

-- What decides who may see what has changed in this transaction: it is worked out anew from here on.
CREATE OR REPLACE FUNCTION public.banso_reach_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('banso.reach', '', true);
    RETURN NULL;
END
$$;

-- Programmes walled to a unit that is not the acting user's.
CREATE OR REPLACE FUNCTION public.banso_walled_off() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT array(
        SELECT p.id FROM public.registers_programme p
        WHERE p.walled_to_id IS NOT NULL AND (SELECT public.banso_actor()) IS DISTINCT FROM 0
          AND p.walled_to_id <> ALL ((SELECT public.banso_units())::bigint[]))
$$;

-- Programmes that no role of the acting user reaches today; for `writing`, no role that allows more than looking.
-- A role for a programme reaches the programmes below it too.
-- Nobody's pass (a visitor with a personal link, someone about to log in) has no role: only walls keep them out.
CREATE OR REPLACE FUNCTION public.banso_beyond_roles(writing boolean) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    actor bigint := public.banso_actor();
    reached bigint[];
BEGIN
    IF actor IS NULL OR actor = 0 THEN
        RETURN '{}';
    END IF;
    reached := array(
        SELECT r.programme_id FROM public.registers_roleassignment r
        WHERE r.user_id = actor
          AND r.starts_on <= public.banso_today() AND (r.ends_on IS NULL OR r.ends_on >= public.banso_today())
          AND (NOT writing OR EXISTS (
              SELECT FROM public.auth_group_permissions g JOIN public.auth_permission p ON p.id = g.permission_id
              WHERE g.group_id = r.role_id AND p.codename !~ '^view_')));
    IF array_position(reached, NULL) IS NOT NULL THEN
        RETURN '{}';
    END IF;
    RETURN array(
        WITH RECURSIVE open (id) AS (
            SELECT unnest(reached)
            UNION
            SELECT p.id FROM public.registers_programme p JOIN open ON p.parent_id = open.id)
        SELECT p.id FROM public.registers_programme p WHERE p.id NOT IN (SELECT open.id FROM open));
END
$$;

-- Programmes in which the acting user may write nothing: walled off, or reached by no role of theirs that writes.
CREATE OR REPLACE FUNCTION public.banso_closed_programmes() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT public.banso_walled_off() || public.banso_beyond_roles(true)
$$;

-- Programmes whose records the acting user may not see: walled off, or reached by no role of theirs; but for grants of
-- the whole programme.
CREATE OR REPLACE FUNCTION public.banso_hidden_programmes() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE reach text := public.banso_reach();
BEGIN
    IF reach IS NOT NULL THEN
        RETURN split_part(reach, '|', 1)::bigint[];
    END IF;
    RETURN array(
        SELECT closed.id FROM unnest(public.banso_walled_off() || public.banso_beyond_roles(false)) AS closed (id)
        WHERE NOT EXISTS (
            SELECT FROM public.registers_crossing c
            WHERE c.programme_id = closed.id AND c.company_id IS NULL AND c.user_id = (SELECT public.banso_actor())
              AND c.starts_on <= public.banso_today() AND c.ends_on >= public.banso_today()));
END
$$;

-- Files for the bank made in the open that hold a payment of a programme walled since, where that is hidden from who acts: such a file
-- shows every payment in it.
CREATE OR REPLACE FUNCTION public.banso_shut_files() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    walled bigint[] := array(
        SELECT p.id FROM public.registers_programme p
        WHERE p.walled_to_id IS NOT NULL AND p.id = ANY ((SELECT public.banso_hidden_programmes())::bigint[]));
BEGIN
    RETURN array(
        SELECT DISTINCT b.id FROM public.cases_case c
        JOIN public.payments_order o ON o.case_id = c.id
        JOIN public.payments_entry e ON e.order_id = o.id
        JOIN public.payments_batch b ON b.id = e.batch_id AND b.programme_id IS NULL
        WHERE c.programme_id = ANY (walled));
END
$$;

-- 'programme:company' of the grants for one company. A grant lapses when the company takes another in: it was given for what
-- the company was then, and merging must not be a way to look at another's records.
CREATE OR REPLACE FUNCTION public.banso_granted_pairs() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE reach text := public.banso_reach();
BEGIN
    IF reach IS NOT NULL THEN
        RETURN split_part(reach, '|', 2)::text[];
    END IF;
    RETURN array(
        SELECT c.programme_id || ':' || c.company_id FROM public.registers_crossing c
        WHERE c.company_id IS NOT NULL AND c.user_id = (SELECT public.banso_actor())
          AND c.starts_on <= public.banso_today() AND c.ends_on >= public.banso_today()
          AND NOT EXISTS (
            SELECT FROM public.registers_merge m
            WHERE m.survivor_id = c.company_id AND m.undone_at IS NULL AND m.asked_at >= c.created_at));
END
$$;

-- Units whose keeper (責任者) the acting user is today: named so, and still a member.
CREATE OR REPLACE FUNCTION public.banso_kept_units() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT array(
        SELECT k.unit_id FROM public.registers_keepership k
        WHERE k.user_id = (SELECT public.banso_actor()) AND k.unit_id = ANY ((SELECT public.banso_units())::bigint[])
          AND k.starts_on <= public.banso_today() AND (k.ends_on IS NULL OR k.ends_on >= public.banso_today()))
$$;

-- Walled programmes whose keeper the acting user is.
CREATE OR REPLACE FUNCTION public.banso_kept_programmes() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE reach text := public.banso_reach();
BEGIN
    IF reach IS NOT NULL THEN
        RETURN split_part(reach, '|', 5)::bigint[];
    END IF;
    RETURN array(
        SELECT p.id FROM public.registers_programme p WHERE p.walled_to_id = ANY ((SELECT public.banso_kept_units())::bigint[]));
END
$$;

-- Programmes of which the acting user is told totals and numbers that count every case: but for those of a unit with a keeper, which are
-- that one's to know, for a colleague may be kept from a case. Whether anybody is kept from one makes no difference.
CREATE OR REPLACE FUNCTION public.banso_told_programmes() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT array(
        SELECT p.id FROM public.registers_programme p
        WHERE (SELECT public.banso_actor()) IS NOT DISTINCT FROM 0 OR p.walled_to_id IS NULL
           OR p.id = ANY ((SELECT public.banso_kept_programmes())::bigint[])
           OR NOT EXISTS (
               SELECT FROM public.registers_keepership k WHERE k.unit_id = p.walled_to_id
                 AND k.starts_on <= public.banso_today() AND (k.ends_on IS NULL OR k.ends_on >= public.banso_today())))
$$;

-- Cases hidden from someone within what programmes and grants open to them: closed to a team they are not of and whose keeper they are
-- not, or kept from them, or declared to be tied to them, which wins over everything. For the owner's functions alone.
CREATE OR REPLACE FUNCTION public.banso_cases_hidden_from(someone bigint, programmes_kept bigint[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.case_id FROM public.cases_enclosure e JOIN public.cases_case c ON c.id = e.case_id
    WHERE e.closed_on <= public.banso_today() AND (e.opened_on IS NULL OR e.opened_on > public.banso_today())
      AND c.programme_id <> ALL (programmes_kept)
      AND NOT EXISTS (
          SELECT FROM public.cases_teammember t JOIN public.registers_staff s ON s.id = t.staff_id AND s.user_id = someone
          WHERE t.case_id = e.case_id AND t.joined_on <= public.banso_today()
            AND (t.left_on IS NULL OR t.left_on > public.banso_today()))
    UNION
    SELECT x.case_id FROM public.cases_exclusion x JOIN public.registers_staff s ON s.id = x.staff_id AND s.user_id = someone
    WHERE x.kept_out_on <= public.banso_today() AND (x.let_in_on IS NULL OR x.let_in_on > public.banso_today())
    UNION
    SELECT d.case_id FROM public.cases_tiedeclaration d JOIN public.registers_staff s ON s.id = d.staff_id AND s.user_id = someone
    WHERE d.answer = 'yes' AND d.lifted_on IS NULL
$$;

-- Cases hidden from the acting user. Those of programmes that are hidden from them anyhow are left out, so that for somebody outside it
-- is the same, and takes the same time, whatever stands behind a wall.
CREATE OR REPLACE FUNCTION public.banso_hidden_cases() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    reach text := public.banso_reach();
    actor bigint;
BEGIN
    IF reach IS NOT NULL THEN
        RETURN split_part(reach, '|', 3)::bigint[];
    END IF;
    actor := public.banso_actor();
    IF actor = 0 THEN
        RETURN '{}';
    END IF;
    RETURN array(
        SELECT c.id FROM public.cases_case c
        WHERE c.id IN (SELECT public.banso_cases_hidden_from(actor, public.banso_kept_programmes()))
          AND (c.programme_id <> ALL ((SELECT public.banso_hidden_programmes())::bigint[])
               OR c.programme_id || ':' || c.company_id = ANY ((SELECT public.banso_granted_pairs())::text[])));
END
$$;

-- 'case:side' of the sides of cases on which the acting user stands today.
CREATE OR REPLACE FUNCTION public.banso_own_sides() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    reach text := public.banso_reach();
    actor bigint;
BEGIN
    IF reach IS NOT NULL THEN
        RETURN split_part(reach, '|', 4)::text[];
    END IF;
    actor := public.banso_actor();
    RETURN array(
        SELECT t.case_id || ':' || t.side FROM public.cases_teammember t
        JOIN public.registers_staff s ON s.id = t.staff_id AND s.user_id = actor
        WHERE t.side <> '' AND t.joined_on <= public.banso_today() AND (t.left_on IS NULL OR t.left_on > public.banso_today()));
END
$$;

-- Closed cases of whose team the acting user is to look only (閲覧).
CREATE OR REPLACE FUNCTION public.banso_only_looked_at() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    reach text := public.banso_reach();
    actor bigint;
BEGIN
    IF reach IS NOT NULL THEN
        RETURN split_part(reach, '|', 6)::bigint[];
    END IF;
    actor := public.banso_actor();
    RETURN array(
        SELECT t.case_id FROM public.cases_teammember t
        JOIN public.registers_staff s ON s.id = t.staff_id AND s.user_id = actor
        JOIN public.cases_enclosure e ON e.case_id = t.case_id
            AND e.closed_on <= public.banso_today() AND (e.opened_on IS NULL OR e.opened_on > public.banso_today())
        JOIN public.cases_case c ON c.id = t.case_id
        WHERE t.role = 'viewer' AND t.joined_on <= public.banso_today() AND (t.left_on IS NULL OR t.left_on > public.banso_today())
          AND c.programme_id <> ALL (public.banso_kept_programmes()));
END
$$;

-- Whether the acting user says who is of a case's team, and whether it is closed to it: whoever leads it (主担当), and while nobody does
-- anyone who sees it. Its keeper may anyway.
CREATE OR REPLACE FUNCTION public.banso_leads(of_case bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(bool_or(s.user_id = public.banso_actor()), true)
    FROM public.cases_teammember t JOIN public.registers_staff s ON s.id = t.staff_id
    WHERE t.case_id = of_case AND t.role = 'lead'
      AND t.joined_on <= public.banso_today() AND (t.left_on IS NULL OR t.left_on > public.banso_today())
$$;

-- Whether someone sees a case, told to who sees it: who may be asked about it. False for one who does not, and of a case that is none.
CREATE OR REPLACE FUNCTION public.banso_is_seen_by(of_case bigint, someone bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE kept bigint[];
BEGIN
    IF of_case = ANY (public.banso_hidden_cases()) OR NOT EXISTS (
        SELECT FROM public.cases_case c WHERE c.id = of_case AND (
            c.programme_id <> ALL (public.banso_hidden_programmes())
            OR c.programme_id || ':' || c.company_id = ANY (public.banso_granted_pairs())))
    THEN
        RETURN false;
    END IF;
    kept := array(
        SELECT p.id FROM public.registers_programme p
        JOIN public.registers_keepership k ON k.unit_id = p.walled_to_id AND k.user_id = someone
            AND k.starts_on <= public.banso_today() AND (k.ends_on IS NULL OR k.ends_on >= public.banso_today())
        JOIN public.registers_membership m ON m.unit_id = p.walled_to_id AND m.user_id = someone
            AND m.starts_on <= public.banso_today() AND (m.ends_on IS NULL OR m.ends_on >= public.banso_today()));
    RETURN of_case NOT IN (SELECT public.banso_cases_hidden_from(someone, kept));
END
$$;

-- Whether the acting user may do something for the whole centre, by a role for every programme that stands today, or as the operator.
-- The permission is a codename of the registers, or one of another app with the app before it.
CREATE OR REPLACE FUNCTION public.banso_may(permission text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT (SELECT public.banso_actor()) IS NOT DISTINCT FROM 0 OR EXISTS (
        SELECT FROM public.registers_roleassignment r
        JOIN public.auth_group_permissions g ON g.group_id = r.role_id
        JOIN public.auth_permission p ON p.id = g.permission_id
        JOIN public.django_content_type t ON t.id = p.content_type_id
        WHERE r.user_id = (SELECT public.banso_actor()) AND r.programme_id IS NULL
          AND (t.app_label, p.codename) = (CASE WHEN permission LIKE '%.%' THEN split_part(permission, '.', 1) ELSE 'registers' END,
              split_part(permission, '.', 1 + (permission LIKE '%.%')::int))
          AND r.starts_on <= public.banso_today() AND (r.ends_on IS NULL OR r.ends_on >= public.banso_today()))
$$;

-- Units behind a wall for which the acting user may name a keeper: where nobody is named today any manager inside, else its keeper.
CREATE OR REPLACE FUNCTION public.banso_appoints_in() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT array(
        SELECT u.id FROM public.registers_unit u
        WHERE (SELECT public.banso_actor()) IS NOT DISTINCT FROM 0
           OR (u.id = ANY ((SELECT public.banso_units())::bigint[]) AND (SELECT public.banso_may('add_keepership')) AND (
               u.id = ANY ((SELECT public.banso_kept_units())::bigint[]) OR NOT EXISTS (
                   SELECT FROM public.registers_keepership k WHERE k.unit_id = u.id
                     AND (k.ends_on IS NULL OR k.ends_on >= public.banso_today())))))
$$;

-- Panels whose results are not announced yet, and who acts does not decide on results there. Reviewers by their links, who act as
-- nobody, see what they are asked; the operator sees all.
CREATE OR REPLACE FUNCTION public.banso_embargoed_panels() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN coalesce((SELECT public.banso_actor()), 0) = 0 THEN '{}'::bigint[] ELSE array(
        SELECT p.id FROM public.reviews_panel p WHERE p.announced_on > public.banso_today() AND NOT EXISTS (
            SELECT FROM public.registers_roleassignment r
            JOIN public.auth_group_permissions g ON g.group_id = r.role_id
            JOIN public.auth_permission a ON a.id = g.permission_id AND a.codename = 'add_outcome'
            JOIN public.django_content_type t ON t.id = a.content_type_id AND t.app_label = 'reviews'
            WHERE r.user_id = (SELECT public.banso_actor()) AND (r.programme_id IS NULL OR r.programme_id = p.programme_id)
              AND r.starts_on <= public.banso_today() AND (r.ends_on IS NULL OR r.ends_on >= public.banso_today())
        )) END
$$;

-- Confidential units whose members only their own may change.
CREATE OR REPLACE FUNCTION public.banso_closed_units() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT array(
        SELECT u.id FROM public.registers_unit u
        WHERE (u.confidential OR EXISTS (SELECT FROM public.registers_programme p WHERE p.walled_to_id = u.id))
          AND (SELECT public.banso_actor()) IS DISTINCT FROM 0
          AND u.id <> ALL ((SELECT public.banso_units())::bigint[]))
$$;

-- People inside a wall that is closed to the acting user: whoever could change such a login could pass through it. Where a unit has a
-- keeper, the logins of its members are its keeper's to change: a colleague would get into a case that is kept from her.
CREATE OR REPLACE FUNCTION public.banso_closed_members() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT array(
        SELECT m.user_id FROM public.registers_membership m
        WHERE (m.ends_on IS NULL OR m.ends_on >= public.banso_today()) AND (
            m.unit_id = ANY ((SELECT public.banso_closed_units())::bigint[])
            OR ((SELECT public.banso_actor()) IS DISTINCT FROM 0 AND m.unit_id <> ALL ((SELECT public.banso_kept_units())::bigint[])
                AND EXISTS (SELECT FROM public.registers_keepership k WHERE k.unit_id = m.unit_id
                    AND k.starts_on <= public.banso_today() AND (k.ends_on IS NULL OR k.ends_on >= public.banso_today())))))
$$;
