-- The latest documents that match, in bounded work whatever the frequency of the words and the size of the register.
DROP FUNCTION IF EXISTS public.search_matching(text, text, text, integer);
DROP FUNCTION IF EXISTS public.search_find(text, text, text[], integer, bigint, integer, integer, integer, integer);
DROP FUNCTION IF EXISTS public.search_count(text, text, text[], integer, bigint, integer);

-- The period of a document, the latest having the highest: the ten days of a month (旬) in which its day lies, and below
-- all of these, for those without a day, ten thousand of their keys.
CREATE OR REPLACE FUNCTION public.search_period(day date, id bigint) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN day IS NULL THEN (id / 10000)::int - 1000000000
        ELSE 36 * extract(year FROM day)::int + 3 * (extract(month FROM day)::int - 1)
            + least((extract(day FROM day)::int - 1) / 10, 2) END
$$;

-- Where a document stands, beside its words in their index: its kind, its programme, its period and 36 of these.
CREATE OR REPLACE FUNCTION public.search_places(kind varchar, programme bigint, day date, id bigint) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ARRAY['k' || kind::text, 'p' || coalesce(programme, 0)::text, 't' || public.search_period(day, id)::text,
        'y' || floor(public.search_period(day, id) / 36.0)::text]
$$;

-- The periods from `first` to `last` as they stand in the index.
CREATE OR REPLACE FUNCTION public.search_periods(first integer, last integer) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN last - first < 36 THEN ARRAY(SELECT 't' || t FROM generate_series(first, last) t)
        ELSE ARRAY(SELECT 'y' || y FROM generate_series(floor(first / 36.0)::int, floor(last / 36.0)::int) y) END
$$;

-- Documents from one period to another, as a condition that the indexes by date can answer.
CREATE OR REPLACE FUNCTION public.search_between(first integer, last integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN last < 0 THEN format('d.day IS NULL AND d.id >= %s AND d.id < %s',
            (first + 1000000000) * 10000::bigint, (last + 1000000001) * 10000::bigint)
        ELSE format('d.day >= %L AND d.day < %L', make_date(first / 36, first % 36 / 3 + 1, first % 3 * 10 + 1),
            make_date((last + 1) / 36, (last + 1) % 36 / 3 + 1, (last + 1) % 3 * 10 + 1)) END
$$;

-- Documents of one kind or of any, of a fiscal year or of any: what the indexes by date can be read for.
CREATE OR REPLACE FUNCTION public.search_among(kinds text[], fiscal_year integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT concat_ws(' AND ', 'true', CASE WHEN cardinality(kinds) = 1 THEN format('d.kind = %L', kinds[1]) END,
        CASE WHEN fiscal_year IS NOT NULL THEN
            format('d.day >= %L AND d.day < %L', make_date(fiscal_year, 4, 1), make_date(fiscal_year + 1, 4, 1)) END)
$$;

-- How many documents there are by what the planner knows of their days; few where nothing has been analysed yet.
CREATE OR REPLACE FUNCTION public.search_expected(condition text) RETURNS float LANGUAGE plpgsql VOLATILE SET search_path = public, pg_temp AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM search_document d WHERE %s', condition) INTO plan;
    RETURN (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float;
END $$;

-- The last period before another one in which there are documents; NULL if there are none.
CREATE OR REPLACE FUNCTION public.search_period_before(among text, period integer) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    found integer;
BEGIN
    IF period > 0 THEN
        EXECUTE format('SELECT search_period(max(d.day), 0) FROM search_document d WHERE %s AND d.day < %L HAVING max(d.day) IS NOT NULL',
            among, make_date(period / 36, period % 36 / 3 + 1, period % 3 * 10 + 1)) INTO found;
    END IF;
    IF found IS NULL THEN
        EXECUTE format('SELECT search_period(NULL, d.id) FROM search_document d WHERE %s AND d.day IS NULL AND d.id < %s
            ORDER BY d.day DESC NULLS LAST, d.id DESC LIMIT 1', among,
            CASE WHEN period > 0 THEN 9223372036854775807 ELSE (period + 1000000000) * 10000::bigint END) INTO found;
    END IF;
    RETURN found;
END $$;

-- The keys of the latest `most` documents that match and may be seen. The latest 1,000 of all are looked at first: that
-- answers for words that most documents have, and says how frequent the words are among the latest. Then the index of
-- words is read, a stretch of periods after another into the past, each as long as should hold what is still wanted, but of
-- no more than 20,000, 100,000, then 400,000 documents: the latest thousand may happen to lack a word that is frequent. None
-- without the words is read, and few that are not shown. No statistics of words are needed, and a word that was on
-- everyone's lips years ago costs little more than another.
CREATE OR REPLACE FUNCTION public.search_latest(asked text, kinds text[], fiscal_year integer, of_programme bigint, most integer) RETURNS bigint[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    longest CONSTANT float := 400000;
    reach float := 20000;  -- documents that a stretch may be long
    among text := public.search_among(kinds, fiscal_year);
    matches text := format('d.words @@ %L::tsquery AND %s', asked, public.search_limits(kinds, fiscal_year, of_programme));
    stands text := concat_ws(' AND search_places(d.kind, d.programme, d.day, d.id) && ', matches,
        CASE WHEN cardinality(kinds) = 1 THEN quote_literal(ARRAY['k' || kinds[1]]) END,
        CASE WHEN of_programme IS NOT NULL THEN quote_literal(ARRAY['p' || of_programme]) END);
    found bigint[];
    here bigint[];
    walked integer;
    unseen text;  -- the documents after the last one walked past
    frequency float;  -- of what is found among the documents
    wanted float;  -- documents that should hold what is still missing
    density float;  -- documents to a period
    held float;
    first integer;
    last integer;
    earliest integer;
BEGIN
    EXECUTE format(
        'WITH walked AS MATERIALIZED (SELECT d.id, d.day, row_number() OVER () AS place, %s AS hit
             FROM (SELECT * FROM search_document d WHERE %s ORDER BY d.day DESC NULLS LAST, d.id DESC LIMIT 1000) d)
         SELECT coalesce(array_agg(id ORDER BY place) FILTER (WHERE hit), ''{}''), count(*),
             500.0 / (1 + max(search_period(day, id)) FILTER (WHERE place > 500) - min(search_period(day, id))), min(search_period(day, id)),
             max(CASE WHEN place < 1000 THEN NULL WHEN day IS NULL THEN format(''d.day IS NULL AND d.id < %%s'', id)
                 ELSE format(''(d.day < %%L OR d.day = %%L AND d.id < %%s OR d.day IS NULL)'', day, day, id) END)
         FROM walked', matches, among) INTO found, walked, density, last, unseen;
    found := found[:most];
    frequency := cardinality(found)::float / greatest(walked, 1);
    EXECUTE format('SELECT search_period(min(d.day), 0) FROM search_document d WHERE %s', among) INTO earliest;
    WHILE walked = 1000 AND last IS NOT NULL AND cardinality(found) < most LOOP
        wanted := least(1.25 * (most - cardinality(found)) / greatest(frequency, 0.000001), reach);
        reach := least(5 * reach, longest);
        first := greatest(last + 1 - ceil(wanted / density), CASE WHEN last < 0 THEN -1000000000 ELSE earliest END);
        LOOP
            held := public.search_expected(among || ' AND ' || public.search_between(first, last));
            EXIT WHEN held < 1.5 * wanted OR first = last;
            first := last + 1 - greatest(floor((last + 1 - first) * wanted / held), 1);
        END LOOP;
        first := CASE WHEN last - first < 36 THEN first ELSE 36 * floor(first / 36.0) END;
        EXECUTE format(
            'SELECT coalesce(array_agg(d.id), ''{}'') FROM (SELECT d.id FROM (
                 SELECT * FROM search_document d WHERE %s AND search_places(d.kind, d.programme, d.day, d.id) && %L OFFSET 0) d
             WHERE %s AND search_period(d.day, d.id) <= %s ORDER BY d.day DESC NULLS LAST, d.id DESC LIMIT %s) d',
            stands, public.search_periods(first, last), unseen, last, most - cardinality(found)) INTO here;
        found := found || here;
        frequency := cardinality(here) / greatest(held, (last + 1 - first) * density);
        density := CASE WHEN held < (last + 1 - first) * density / 2 THEN density / 2 ELSE density END;
        last := public.search_period_before(among, first);
    END LOOP;
    RETURN found;
END $$;

-- Every two letters of a text that stand side by side: a text with some part in it has all pairs of that part.
CREATE OR REPLACE FUNCTION public.search_pairs(names text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ARRAY(SELECT DISTINCT letters[n] || letters[n + 1] FROM (SELECT string_to_array(names, NULL) AS letters) split,
        generate_series(1, cardinality(letters) - 1) n)
$$;

-- The keys of documents whose names or numbers have the part asked for in them. Names are found by the pairs of its letters,
-- and numbers by their endings: every one is in their index, so that any part of a number is the beginning of an entry.
CREATE OR REPLACE FUNCTION public.search_named(part text, kinds text[], fiscal_year integer, of_programme bigint, most integer) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    has_part text := CASE
        WHEN part ~ '^[0-9]{3,}$' THEN format('n.numbers @@ %L::tsquery', part || ':*')
        ELSE format('n.names <> '''' AND public.search_pairs(n.names) @> %L AND n.names LIKE %L', public.search_pairs(part),
            '%' || replace(replace(replace(part, '\', '\\'), '%', '\%'), '_', '\_') || '%') END;
    found bigint[];
BEGIN
    EXECUTE format(
        'SELECT coalesce(array_agg(d.id), ''{}'') FROM (SELECT d.id FROM (SELECT n.id FROM search_document n WHERE %s OFFSET 0) n
         JOIN search_document d USING (id) WHERE %s LIMIT %s) d',
        has_part, public.search_limits(kinds, fiscal_year, of_programme), most) INTO found;
    RETURN found;
END $$;

-- What is found by words, by names or numbers, each the latest `most`.
CREATE OR REPLACE FUNCTION public.search_matching(asked text, part text, kinds text[], fiscal_year integer, of_programme bigint, most integer)
RETURNS bigint[] LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT ARRAY(
        SELECT unnest(public.search_latest(asked, kinds, fiscal_year, of_programme, most)) WHERE asked <> '' UNION
        SELECT unnest(public.search_named(part, kinds, fiscal_year, of_programme, most)) WHERE part <> '')
$$;
REVOKE ALL ON FUNCTION public.search_period, public.search_places, public.search_periods, public.search_between, public.search_among,
    public.search_expected, public.search_period_before, public.search_latest, public.search_pairs,
    public.search_named, public.search_matching FROM PUBLIC;

-- A page of documents, no more than `each` of a kind: names that are the words or begin with them, then by rank among the
-- `latest` that match; and how many of its kind are among these.
CREATE OR REPLACE FUNCTION public.search_find(
    asked text, part text, kinds text[], fiscal_year integer, of_programme bigint,
    skipped integer, most integer, each integer, latest integer)
RETURNS TABLE (kind varchar, object_id bigint, found bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY WITH ranked AS (
        SELECT m.kind, m.object_id, row_number() OVER (
            ORDER BY CASE WHEN part = '' OR m.names = '' THEN 3 WHEN strpos(' ' || m.names || ' ', ' ' || part || ' ') > 0 THEN 0
                     WHEN strpos(' ' || m.names, ' ' || part) > 0 THEN 1 WHEN strpos(m.names, part) > 0 THEN 2 ELSE 3 END,
                ts_rank_cd(coalesce(m.words, ''), asked::tsquery) DESC, m.day DESC NULLS LAST, m.id DESC) AS place
        FROM unnest(public.search_matching(asked, part, kinds, fiscal_year, of_programme, latest)) d (id)
        JOIN search_document m USING (id)),
    numbered AS (SELECT r.*, row_number() OVER (PARTITION BY r.kind ORDER BY r.place) AS of_its_kind,
        count(*) OVER (PARTITION BY r.kind) AS found FROM ranked r)
    SELECT n.kind, n.object_id, n.found FROM numbered n WHERE n.of_its_kind <= each ORDER BY n.place OFFSET skipped LIMIT most;
END $$;

-- How many of each kind, counting no more than `most`.
CREATE OR REPLACE FUNCTION public.search_count(
    asked text, part text, kinds text[], fiscal_year integer, of_programme bigint, most integer)
RETURNS TABLE (kind varchar, found bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY SELECT d.kind, count(*) FROM (
        SELECT * FROM unnest(public.search_matching(asked, part, kinds, fiscal_year, of_programme, most)) m (id) LIMIT most) m
        JOIN search_document d USING (id) GROUP BY d.kind;
END $$;
