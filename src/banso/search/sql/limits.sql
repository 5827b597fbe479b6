-- How cases limit what the index tells, as SQL: hidden ones, and sides of which who asks is not; empty for most people.
CREATE OR REPLACE FUNCTION public.search_within_cases() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    hidden bigint[];
    sides text[];
    kept bigint[];
    actor bigint;
BEGIN
    IF to_regprocedure('public.banso_hidden_cases()') IS NULL THEN
        RETURN '';
    END IF;
    EXECUTE 'SELECT public.banso_hidden_cases(), public.banso_own_sides(), public.banso_kept_programmes(), public.banso_actor()'
        INTO hidden, sides, kept, actor;
    RETURN CASE WHEN cardinality(hidden) = 0 THEN '' ELSE format(' AND (d.of_case IS NULL OR d.of_case <> ALL (%L))', hidden) END
        || CASE WHEN actor IS NOT DISTINCT FROM 0 THEN '' ELSE
            format(' AND (d.side = '''' OR d.of_case || '':'' || d.side = ANY (%L) OR d.programme = ANY (%L))', sides, kept) END;
END $$;
REVOKE ALL ON FUNCTION public.search_within_cases() FROM PUBLIC;

-- Which documents the question may look at, as SQL: of these kinds, this year and programme, outside every wall, of no case that is
-- hidden, and on no side of a case but one's own.
CREATE OR REPLACE FUNCTION public.search_limits(kinds text[], fiscal_year integer, of_programme bigint) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kind text := CASE WHEN cardinality(kinds) = 1 THEN format('d.kind = %L', kinds[1]) ELSE format('d.kind = ANY (%L)', kinds) END;
    year text := CASE WHEN fiscal_year IS NULL THEN '' ELSE
        format(' AND d.day >= %L AND d.day < %L', make_date(fiscal_year, 4, 1), make_date(fiscal_year + 1, 4, 1)) END;
    belongs text := CASE WHEN of_programme IS NULL THEN '' ELSE format(' AND d.programme = %s', of_programme) END;
BEGIN
    RETURN format(
        '%s%s%s AND (d.programme IS NULL OR d.programme <> ALL (%L) OR d.programme || '':'' || d.company = ANY (%L))',
        kind, year, belongs, public.search_hidden(), public.search_granted()) || public.search_within_cases();
END $$;
REVOKE ALL ON FUNCTION public.search_limits(text[], integer, bigint) FROM PUBLIC;

DROP FUNCTION IF EXISTS public.search_put(text, bigint, text, date, bigint, bigint, text, text);

-- Write a document. Its numbers are the digits it is found by, every ending of them.
CREATE OR REPLACE FUNCTION public.search_put(
    of_kind text, key bigint, named text, on_ date, of_company bigint, of_programme bigint, vector text, digits text,
    its_case bigint, its_side text
) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO search_document (kind, object_id, names, day, company, programme, words, numbers, of_case, side)
    SELECT of_kind, key, named, on_, of_company, of_programme, vector::tsvector, digits::tsvector, its_case, its_side
    WHERE public.search_keeper()
    ON CONFLICT (kind, object_id) DO UPDATE SET names = excluded.names, day = excluded.day,
        company = excluded.company, programme = excluded.programme, words = excluded.words, numbers = excluded.numbers,
        of_case = excluded.of_case, side = excluded.side
$$;
