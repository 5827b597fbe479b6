-- The only way to sessions: by a key one already has. These run as the owner; the runtime role may not read the table, so
-- that nobody can take over another's login by finding its key, or by copying what stands behind it to a key of their own.

CREATE FUNCTION public.banso_session(key text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.session_data FROM public.django_session s WHERE s.session_key = key AND s.expire_date > now()
$$;

-- Keep a session, new or known; false if a new one's key is taken, or a known one has ended.
CREATE FUNCTION public.banso_session_keep(key text, content text, expires timestamptz, is_new boolean) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF is_new THEN
        INSERT INTO public.django_session (session_key, session_data, expire_date) VALUES (key, content, expires)
        ON CONFLICT DO NOTHING;
    ELSE
        UPDATE public.django_session s SET session_data = content, expire_date = expires WHERE s.session_key = key;
    END IF;
    RETURN FOUND;
END
$$;

CREATE FUNCTION public.banso_session_end(key text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.django_session s WHERE s.session_key = key
$$;

CREATE FUNCTION public.banso_sessions_over() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.django_session s WHERE s.expire_date < now()
$$;
