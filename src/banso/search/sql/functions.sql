-- The only way into the index. All of these run as the owner, whom row-level security lets pass, and apply the walls themselves.

ALTER TABLE public.search_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.search_stale ENABLE ROW LEVEL SECURITY;

-- The programmes hidden from whoever asks. Where no walls have been raised yet, only the owner may see anything of a programme.
CREATE FUNCTION public.search_hidden() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE hidden bigint[];
BEGIN
    IF to_regprocedure('public.banso_hidden_programmes()') IS NOT NULL THEN
        EXECUTE 'SELECT public.banso_hidden_programmes()' INTO hidden;
        RETURN hidden;
    END IF;
    RETURN CASE WHEN session_user = current_user THEN '{}' ELSE ARRAY(SELECT id FROM registers_programme) END;
END $$;

CREATE FUNCTION public.search_granted() RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE granted text[] := '{}';
BEGIN
    IF to_regprocedure('public.banso_granted_pairs()') IS NOT NULL THEN
        EXECUTE 'SELECT public.banso_granted_pairs()' INTO granted;
    END IF;
    RETURN granted;
END $$;

-- Whether who asks keeps the index: the operator's own processes, who see every record, or the owner.
CREATE FUNCTION public.search_keeper() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE actor bigint;
BEGIN
    IF to_regprocedure('public.banso_actor()') IS NOT NULL THEN
        EXECUTE 'SELECT public.banso_actor()' INTO actor;
    END IF;
    RETURN session_user = current_user OR coalesce(actor = 0, false);
END $$;

-- What is behind, for its keepers only: the queue tells of records behind walls. What someone else is at is passed over.
CREATE FUNCTION public.search_take(most integer) RETURNS TABLE (kind varchar, object_id bigint, gone boolean)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.kind, s.object_id, s.gone FROM search_stale s WHERE (SELECT public.search_keeper())
    ORDER BY s.id DESC LIMIT most FOR UPDATE SKIP LOCKED
$$;

CREATE FUNCTION public.search_drop(of_kind text, keys bigint[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM search_document d
    WHERE d.kind = of_kind AND d.object_id = ANY (keys) AND (SELECT public.search_keeper())
$$;

-- These are no longer behind; the documents of those that are gone go too.
CREATE FUNCTION public.search_settled(kinds text[], keys bigint[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH settled AS (
        DELETE FROM search_stale s USING unnest(kinds, keys) AS d (kind, key)
        WHERE s.kind = d.kind AND s.object_id = d.key AND (SELECT public.search_keeper())
        RETURNING s.kind, s.object_id, s.gone
    )
    DELETE FROM search_document d USING settled s WHERE s.gone AND d.kind = s.kind AND d.object_id = s.object_id
$$;
