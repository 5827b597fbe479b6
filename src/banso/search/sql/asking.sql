-- What the index may be asked for, and how it is written. What went by other arguments before goes.
DROP FUNCTION IF EXISTS public.search_limits(text[], integer);
DROP FUNCTION IF EXISTS public.search_matching(text, text, text, integer);
DROP FUNCTION IF EXISTS public.search_find(text, text, text[], integer, integer, integer);
DROP FUNCTION IF EXISTS public.search_count(text, text, text[], integer, integer);
DROP FUNCTION IF EXISTS public.search_find(text, text, text[], integer, bigint, integer, integer, integer);
DROP FUNCTION IF EXISTS public.search_put(text, bigint, text, date, bigint, bigint, text);

-- Which documents the question may look at, as SQL: of these kinds, this year and programme, and outside every wall.
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
        kind, year, belongs, public.search_hidden(), public.search_granted());
END $$;
REVOKE ALL ON FUNCTION public.search_limits(text[], integer, bigint) FROM PUBLIC;

-- Write a document. Its numbers are the digits it is found by, every ending of them.
CREATE OR REPLACE FUNCTION public.search_put(
    of_kind text, key bigint, named text, on_ date, of_company bigint, of_programme bigint, vector text, digits text
) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO search_document (kind, object_id, names, day, company, programme, words, numbers)
    SELECT of_kind, key, named, on_, of_company, of_programme, vector::tsvector, digits::tsvector WHERE public.search_keeper()
    ON CONFLICT (kind, object_id) DO UPDATE SET names = excluded.names, day = excluded.day,
        company = excluded.company, programme = excluded.programme, words = excluded.words, numbers = excluded.numbers
$$;
