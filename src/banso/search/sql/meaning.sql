-- What documents mean, and the only way to it: as for the index itself, the walls are applied here.
ALTER TABLE public.search_sketch ADD CONSTRAINT search_sketch_of_document
    FOREIGN KEY (document) REFERENCES public.search_document (id) ON DELETE CASCADE;
ALTER TABLE public.search_sketch ENABLE ROW LEVEL SECURITY;

-- These documents' texts are new: what they mean is to be worked out.
CREATE FUNCTION public.search_unread(of_kind text, keys bigint[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO search_sketch (document)
    SELECT d.id FROM search_document d
    WHERE d.kind = of_kind AND d.object_id = ANY (keys) AND (SELECT public.search_keeper())
    ON CONFLICT (document) DO UPDATE SET bits = NULL
$$;

-- Some of those still to be worked out. What someone else is at is passed over.
CREATE FUNCTION public.search_to_read(most integer) RETURNS TABLE (document bigint, kind varchar, object_id bigint)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.document, d.kind, d.object_id FROM search_sketch s JOIN search_document d ON d.id = s.document
    WHERE s.bits IS NULL AND (SELECT public.search_keeper()) LIMIT most FOR UPDATE OF s SKIP LOCKED
$$;

-- What they mean; '' for a text that says nothing, which is not asked about again.
CREATE FUNCTION public.search_read(documents bigint[], sketches text[]) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH given AS (
        SELECT * FROM unnest(documents, sketches) AS g (document, sketch) WHERE (SELECT public.search_keeper())
    ), silent AS (
        DELETE FROM search_sketch s USING given g WHERE s.document = g.document AND g.sketch = ''
    )
    UPDATE search_sketch s SET bits = g.sketch::bit(512) FROM given g WHERE s.document = g.document AND g.sketch <> ''
$$;

-- The documents whose sketches differ least from this one, of these kinds and outside every wall. The nearest thousands are
-- taken first, and the walls applied to them: a reader of few programmes may be shown fewer, never others.
CREATE FUNCTION public.search_alike(sketch text, kinds text[], most integer) RETURNS TABLE (kind varchar, object_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'WITH near AS MATERIALIZED (
             SELECT s.document, bit_count(s.bits # %L::bit(512)) AS apart FROM search_sketch s WHERE s.bits IS NOT NULL
             ORDER BY apart LIMIT 5000)
         SELECT d.kind, d.object_id FROM near JOIN search_document d ON d.id = near.document WHERE %s
         ORDER BY near.apart, d.day DESC NULLS LAST, d.id LIMIT %s',
        sketch, public.search_limits(kinds, NULL, NULL), most);
END $$;
