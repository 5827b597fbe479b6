-- What the index may be asked for, and how it is written. What went by other arguments before goes.
DROP FUNCTION IF EXISTS public.search_limits(text[], integer);
DROP FUNCTION IF EXISTS public.search_matching(text, text, text, integer);
DROP FUNCTION IF EXISTS public.search_find(text, text, text[], integer, integer, integer);
DROP FUNCTION IF EXISTS public.search_count(text, text, text[], integer, integer);
DROP FUNCTION IF EXISTS public.search_find(text, text, text[], integer, bigint, integer, integer, integer);
DROP FUNCTION IF EXISTS public.search_put(text, bigint, text, date, bigint, bigint, text);
