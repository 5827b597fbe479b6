-- The last number given to a row of a table, deleted ones too: for the operator and the owner alone, since it counts what is walled.
CREATE OR REPLACE FUNCTION public.banso_last_number(of_table text, of_column text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE actor bigint;
BEGIN
    IF session_user <> current_user THEN
        EXECUTE 'SELECT public.banso_actor()' INTO actor;
        IF actor IS DISTINCT FROM 0 THEN
            RETURN NULL;
        END IF;
    END IF;
    RETURN pg_sequence_last_value(pg_get_serial_sequence(format('public.%I', of_table), of_column)::regclass);
END
$$;
