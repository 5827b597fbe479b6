-- Which documents the question may look at, as SQL: of these kinds, of this year, and outside every wall.
CREATE OR REPLACE FUNCTION public.search_limits(kinds text[], fiscal_year integer) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kind text := CASE WHEN cardinality(kinds) = 1 THEN format('d.kind = %L', kinds[1]) ELSE format('d.kind = ANY (%L)', kinds) END;
    year text := CASE WHEN fiscal_year IS NULL THEN '' ELSE
        format(' AND d.day >= %L AND d.day < %L', make_date(fiscal_year, 4, 1), make_date(fiscal_year + 1, 4, 1)) END;
BEGIN
    RETURN format(
        '%s%s AND (d.programme IS NULL OR d.programme <> ALL (%L) OR d.programme || '':'' || d.company = ANY (%L))',
        kind, year, public.search_hidden(), public.search_granted());
END $$;
REVOKE ALL ON FUNCTION public.search_limits(text[], integer) FROM PUBLIC;

-- The keys of documents that match, as SQL. Names are read from their own index alone. The planner cannot guess how rare
-- words are, and reading the whole register by date for a word that nobody wrote takes seconds. So the latest 10,000 are
-- looked at first: a word that 500 of them have is read on by date, any other from the index of words.
CREATE OR REPLACE FUNCTION public.search_matching(asked text, part text, limits text, most integer) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    named text := format(
        'SELECT d.id FROM (SELECT n.id FROM search_document n WHERE n.names <> '''' AND n.names LIKE %L OFFSET 0) n
         JOIN search_document d USING (id) WHERE %s LIMIT %s',
        '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%', limits, most);
    said text := format('(SELECT * FROM search_document w WHERE w.words @@ %L::tsquery OFFSET 0)', asked);
    tried integer;
BEGIN
    IF asked = '' THEN
        RETURN CASE WHEN part = '' THEN 'SELECT 0 WHERE false' ELSE named END;
    END IF;
    EXECUTE format(
        'SELECT count(*) FROM (SELECT FROM (SELECT d.words FROM search_document d WHERE %s
             ORDER BY d.day DESC NULLS LAST, d.id DESC LIMIT 10000) w WHERE w.words @@ %L::tsquery LIMIT 500) t',
        limits, asked) INTO tried;
    IF tried = 500 THEN
        said := 'search_document';
        limits := format('d.words @@ %L::tsquery AND %s', asked, limits);
    END IF;
    said := format('(SELECT d.id FROM %s d WHERE %s ORDER BY d.day DESC NULLS LAST, d.id DESC LIMIT %s)', said, limits, most);
    RETURN CASE WHEN part = '' THEN said ELSE format('%s UNION (%s)', said, named) END;
END $$;
REVOKE ALL ON FUNCTION public.search_matching(text, text, text, integer) FROM PUBLIC;

-- A page of documents: names that are the words or begin with them, then by rank among the 500 latest that match.
CREATE OR REPLACE FUNCTION public.search_find(asked text, part text, kinds text[], fiscal_year integer, skipped integer, most integer)
RETURNS TABLE (kind varchar, object_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'WITH matching AS MATERIALIZED (%s)
         SELECT m.kind, m.object_id FROM matching JOIN search_document m USING (id)
         ORDER BY CASE WHEN %L = '''' OR m.names = '''' THEN 3 WHEN strpos('' '' || m.names || '' '', %L) > 0 THEN 0
                  WHEN strpos('' '' || m.names, %L) > 0 THEN 1 WHEN strpos(m.names, %L) > 0 THEN 2 ELSE 3 END,
             ts_rank_cd(coalesce(m.words, ''''), %L::tsquery) DESC, m.day DESC NULLS LAST, m.id DESC
         OFFSET %s LIMIT %s',
        public.search_matching(asked, part, public.search_limits(kinds, fiscal_year), 500),
        part, ' ' || part || ' ', ' ' || part, part, asked, skipped, most);
END $$;

-- How many of each kind, counting no more than `most`.
CREATE OR REPLACE FUNCTION public.search_count(asked text, part text, kinds text[], fiscal_year integer, most integer)
RETURNS TABLE (kind varchar, found bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'WITH matching AS MATERIALIZED (SELECT id FROM (%s) m LIMIT %s)
         SELECT d.kind, count(*) FROM matching JOIN search_document d USING (id) GROUP BY d.kind',
        public.search_matching(asked, part, public.search_limits(kinds, fiscal_year), most), most);
END $$;
