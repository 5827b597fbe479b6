-- How the index is asked. What went by other arguments before goes.
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

-- The keys of documents that match, as SQL. Names are read from their own index alone, and numbers from theirs: every
-- ending of a number is in it, so that any part of one is the beginning of an entry. The planner cannot guess how rare
-- words are, and reading the whole register by date for a word that nobody wrote takes seconds. So the latest 10,000 are
-- looked at first: a word that 500 of them have is read on by date, any other from the index of words.
CREATE OR REPLACE FUNCTION public.search_matching(asked text, part text, limits text, most integer) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    has_part text := CASE
        WHEN part ~ '^[0-9]{3,}$' THEN format('n.numbers @@ %L::tsquery', part || ':*')
        ELSE format('n.names <> '''' AND n.names LIKE %L',
            '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%') END;
    named text := format(
        'SELECT d.id FROM (SELECT n.id FROM search_document n WHERE %s OFFSET 0) n
         JOIN search_document d USING (id) WHERE %s LIMIT %s', has_part, limits, most);
    said text;
    tried integer;
BEGIN
    IF asked = '' THEN
        RETURN CASE WHEN part = '' THEN 'SELECT 0 WHERE false' ELSE named END;
    END IF;
    EXECUTE format(
        'SELECT count(*) FROM (SELECT FROM (SELECT d.words FROM search_document d WHERE %s
             ORDER BY d.day DESC NULLS LAST, d.id DESC LIMIT 10000) w WHERE w.words @@ %L::tsquery LIMIT 500) t',
        limits, asked) INTO tried;
    said := CASE WHEN tried = 500 THEN format(
        '(SELECT d.id FROM (SELECT * FROM search_document d WHERE %s ORDER BY d.day DESC NULLS LAST, d.id DESC OFFSET 0) d
          WHERE d.words @@ %L::tsquery LIMIT %s)', limits, asked, most)
    ELSE format(
        '(SELECT d.id FROM (SELECT * FROM search_document w WHERE w.words @@ %L::tsquery OFFSET 0) d
          WHERE %s ORDER BY d.day DESC NULLS LAST, d.id DESC LIMIT %s)', asked, limits, most) END;
    RETURN CASE WHEN part = '' THEN said ELSE format('%s UNION (%s)', said, named) END;
END $$;
REVOKE ALL ON FUNCTION public.search_matching(text, text, text, integer) FROM PUBLIC;

-- A page of documents, no more than `each` of a kind: names that are the words or begin with them, then by rank among the
-- `latest` that match; and how many of its kind are among these.
CREATE OR REPLACE FUNCTION public.search_find(
    asked text, part text, kinds text[], fiscal_year integer, of_programme bigint,
    skipped integer, most integer, each integer, latest integer)
RETURNS TABLE (kind varchar, object_id bigint, found bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'WITH matching AS MATERIALIZED (%s), ranked AS (
         SELECT m.kind, m.object_id, row_number() OVER (
         ORDER BY CASE WHEN %L = '''' OR m.names = '''' THEN 3 WHEN strpos('' '' || m.names || '' '', %L) > 0 THEN 0
                  WHEN strpos('' '' || m.names, %L) > 0 THEN 1 WHEN strpos(m.names, %L) > 0 THEN 2 ELSE 3 END,
             ts_rank_cd(coalesce(m.words, ''''), %L::tsquery) DESC, m.day DESC NULLS LAST, m.id DESC) AS place
         FROM matching JOIN search_document m USING (id)),
         numbered AS (SELECT r.*, row_number() OVER (PARTITION BY r.kind ORDER BY r.place) AS of_its_kind,
             count(*) OVER (PARTITION BY r.kind) AS found FROM ranked r)
         SELECT n.kind, n.object_id, n.found FROM numbered n WHERE n.of_its_kind <= %s ORDER BY n.place OFFSET %s LIMIT %s',
        public.search_matching(asked, part, public.search_limits(kinds, fiscal_year, of_programme), latest),
        part, ' ' || part || ' ', ' ' || part, part, asked, each, skipped, most);
END $$;

-- How many of each kind, counting no more than `most`.
CREATE OR REPLACE FUNCTION public.search_count(
    asked text, part text, kinds text[], fiscal_year integer, of_programme bigint, most integer)
RETURNS TABLE (kind varchar, found bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'WITH matching AS MATERIALIZED (SELECT id FROM (%s) m LIMIT %s)
         SELECT d.kind, count(*) FROM matching JOIN search_document d USING (id) GROUP BY d.kind',
        public.search_matching(asked, part, public.search_limits(kinds, fiscal_year, of_programme), most), most);
END $$;

-- Write a document. Its numbers are the digits it is found by, every ending of them.
CREATE OR REPLACE FUNCTION public.search_put(
    of_kind text, key bigint, named text, on_ date, of_company bigint, of_programme bigint, vector text, digits text
) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO search_document (kind, object_id, names, day, company, programme, words, numbers)
    SELECT of_kind, key, named, on_, of_company, of_programme, vector::tsvector, digits::tsvector WHERE public.search_keeper()
    ON CONFLICT (kind, object_id) DO UPDATE SET names = excluded.names, day = excluded.day,
        company = excluded.company, programme = excluded.programme, words = excluded.words, numbers = excluded.numbers
$$;
