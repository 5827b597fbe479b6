-- A wall is not raised across a visit that counts under several programmes: its rows on the open side would tell of it.
-- Looked at when the transaction ends, so that all programmes of such a visit may be walled together.
CREATE OR REPLACE FUNCTION public.consultation_walls_agree() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mixed text;
    many bigint;
BEGIN
    SELECT string_agg(found.told, '、') FILTER (WHERE found.place <= 10), count(*) INTO mixed, many FROM (
        SELECT m.held_on || ' 相談記録' || m.id AS told, row_number() OVER (ORDER BY m.held_on, m.id) AS place
        FROM consultations_consultation c JOIN consultations_consultation m ON m.id = c.main_id
        JOIN registers_programme p ON p.id = c.programme_id JOIN registers_programme q ON q.id = m.programme_id
        WHERE NEW.id IN (p.id, q.id) AND p.walled_to_id IS DISTINCT FROM q.walled_to_id
        GROUP BY m.id) found;
    IF many > 0 THEN
        RAISE EXCEPTION 'consultation_walls_agree' USING ERRCODE = 'check_violation', DETAIL = format(
            '守秘の事業とほかの部署でも見える事業にまたがる相談が%s件あります（%s%s）。守秘の扱いを変える前に、事業ごとに別の相談として記録し直してください。',
            many, mixed, CASE WHEN many > 10 THEN ' ほか' ELSE '' END);
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS consultation_walls_agree ON public.registers_programme;
CREATE CONSTRAINT TRIGGER consultation_walls_agree AFTER UPDATE OF walled_to_id ON public.registers_programme
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.consultation_walls_agree();
