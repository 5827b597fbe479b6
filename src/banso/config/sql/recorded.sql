-- How the database was when it was last migrated, for `banso check` to compare with. Its owner's alone.

CREATE TABLE IF NOT EXISTS public.banso_recorded (
    kind text NOT NULL,
    name text NOT NULL,
    said text NOT NULL,
    PRIMARY KEY (kind, name)
);

CREATE OR REPLACE VIEW public.banso_schema AS
WITH ours AS (
    SELECT c.* FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
), said (kind, name, said) AS (
    SELECT '行ごとの守り', c.relname::text, concat(c.relrowsecurity, c.relforcerowsecurity)
    FROM ours c WHERE c.relkind IN ('r', 'p')
    UNION ALL
    SELECT '見てよい行の決まり', concat(p.tablename, '.', p.policyname),
        concat_ws(' ', p.cmd, p.permissive, p.roles, p.qual, p.with_check)
    FROM pg_policies p WHERE p.schemaname = 'public'
    UNION ALL
    SELECT '自動の記録と検査', concat(c.relname, '.', t.tgname), concat(pg_get_triggerdef(t.oid), t.tgenabled)
    FROM pg_trigger t JOIN ours c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal
    UNION ALL
    SELECT 'つながりの検査', c.relname::text, string_agg(t.tgenabled::text, '' ORDER BY t.tgenabled)
    FROM pg_trigger t JOIN ours c ON c.oid = t.tgrelid WHERE t.tgisinternal GROUP BY c.relname
    UNION ALL
    SELECT '制約', concat(c.relname, '.', k.conname), concat(pg_get_constraintdef(k.oid), k.convalidated)
    FROM pg_constraint k JOIN ours c ON c.oid = k.conrelid
    UNION ALL
    SELECT '索引', c.relname::text, concat(pg_get_indexdef(i.indexrelid), i.indisvalid)
    FROM pg_index i JOIN ours c ON c.oid = i.indexrelid
    UNION ALL
    SELECT '列', concat(c.relname, '.', a.attname),
        concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, pg_get_expr(d.adbin, d.adrelid))
    FROM pg_attribute a JOIN ours c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v')
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT '関数', p.oid::regprocedure::text, concat_ws(' ', md5(pg_get_functiondef(p.oid)), p.proowner::regrole)
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p')
    UNION ALL
    SELECT '表の権利', c.relname::text, concat_ws(' ', c.relowner::regrole, granted.all_of_it)
    FROM ours c, LATERAL (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(c.relacl) x) granted (all_of_it)
    WHERE c.relkind IN ('r', 'p', 'v', 'S')
    UNION ALL
    SELECT '列の権利', concat(c.relname, '.', a.attname), granted.all_of_it
    FROM pg_attribute a JOIN ours c ON c.oid = a.attrelid,
        LATERAL (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(a.attacl) x) granted (all_of_it)
    WHERE a.attacl IS NOT NULL
    UNION ALL
    SELECT '関数の権利', p.oid::regprocedure::text, granted.all_of_it
    FROM pg_proc p, LATERAL (SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM unnest(p.proacl) x) granted (all_of_it)
    WHERE p.pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'つくる権利', 'スキーマ', n.nspacl::text FROM pg_namespace n WHERE n.nspname = 'public'
    UNION ALL
    SELECT 'つくる権利', 'データベース', d.datacl::text FROM pg_database d WHERE d.datname = current_database()
    UNION ALL
    SELECT 'つくる権利', concat('新しいもの', a.defaclobjtype), a.defaclacl::text FROM pg_default_acl a
    UNION ALL
    SELECT '役割', r.rolname::text, concat_ws(' ', r.rolsuper, r.rolbypassrls, r.rolcreatedb, r.rolcreaterole, r.rolreplication,
        r.rolinherit, r.rolcanlogin, r.rolconfig::text)
    FROM pg_roles r WHERE r.rolname !~ '^pg_'
    UNION ALL
    SELECT '役割の一員', concat(m.member::regrole, ' → ', m.roleid::regrole), m.admin_option::text
    FROM pg_auth_members m WHERE m.member::regrole::text !~ '^pg_'
)
SELECT said.kind, said.name, coalesce(said.said, '') AS said FROM said;
