--! lock_migrations
-- Held by the session until it is unlocked or ends: one migration at a time, whoever deploys.
select pg_advisory_lock(hashtextextended('migrate', 0))::text as locked;

--! unlock_migrations
select pg_advisory_unlock(hashtextextended('migrate', 0)) as unlocked;

--! ensure_partitions (fixed_now?)
-- Every month that an event may have: the retention back, three months ahead.
select ensure_event_partitions((n.today - make_interval(months => :retention_months::int))::date, (n.today + interval '3 months')::date) as made
  from (select (coalesce(:fixed_now::timestamptz, now()) at time zone 'UTC')::date as today) n;

--! app_role
-- Statements that make the functions' role: without DDL, and append only on the audit log and the log of consent.
-- Grants are repeated at each migration, so that new tables are covered.
select format(statement, :role::text, current_database(), current_schema(), :verifier::text) as statement
  from unnest(array[
         'create role %1$I login password %4$L',
         'grant connect on database %2$I to %1$I',
         'grant usage on schema %3$I to %1$I',
         'grant select, insert, update, delete on all tables in schema %3$I to %1$I',
         'grant usage, select on all sequences in schema %3$I to %1$I',
         'revoke update, delete on %3$I.audit_log, %3$I.preference_log from %1$I',
         'revoke insert, update, delete on %3$I.schema_migrations from %1$I'])
       with ordinality as s (statement, ord)
 where ord > 1 or not exists (select 1 from pg_roles where rolname = :role)
 order by ord;

--! lock_release
select pg_advisory_xact_lock(hashtextextended('release', 0))::text as locked;

--! newest_release
select id, manifest_hash, published_at from content_releases order by id desc limit 1;

--! known_lists
select list_id, default_opt_in from list_configs;

--! insert_versions (sources[?])
-- Versions are immutable and named by their hash: one that exists is the same.
insert into content_versions (kind, key, hash, definition, source, source_path)
select v.kind, v.key, v.hash, v.definition, v.source, v.source_path
  from unnest(:kinds::text[], :keys::text[], :hashes::bytea[], :definitions::jsonb[], :sources::text[], :source_paths::text[])
       as v (kind, key, hash, definition, source, source_path)
on conflict (kind, key, hash) do nothing;

--! insert_release (source_commit?)
insert into content_releases (manifest_hash, source_commit, engine, counts, warnings, published_by)
values (:manifest_hash, :source_commit, :engine, :counts, :warnings, 'publish')
returning id;

--! insert_release_items
insert into content_release_items (release_id, kind, key, hash)
select :release_id, i.kind, i.key, i.hash from unnest(:kinds::text[], :keys::text[], :hashes::bytea[]) as i (kind, key, hash);

--! upsert_lists (descriptions[?])
-- The file's columns of the working copy; `enabled` is the operator's and stays.
insert into list_configs as c (list_id, name, description, default_opt_in, double_opt_in, file_enabled, definition_hash, position)
select l.list_id, l.name, l.description, l.default_opt_in, l.double_opt_in, l.file_enabled, l.hash, l.position
  from unnest(:ids::text[], :names::text[], :descriptions::text[], :default_opt_ins::bool[], :double_opt_ins::bool[],
              :file_enabled::bool[], :hashes::bytea[], :positions::int[])
       as l (list_id, name, description, default_opt_in, double_opt_in, file_enabled, hash, position)
on conflict (list_id) do update
   set name = excluded.name, description = excluded.description, default_opt_in = excluded.default_opt_in,
       double_opt_in = excluded.double_opt_in, file_enabled = excluded.file_enabled, definition_hash = excluded.definition_hash,
       position = excluded.position, in_code = true, removed_at = null, updated_at = clock_timestamp();

--! disable_removed_lists
update list_configs set in_code = false, removed_at = clock_timestamp(), updated_at = clock_timestamp()
 where in_code and list_id <> all(:ids::text[]);

--! bump_content_epoch
update settings set value = to_jsonb((value::text)::bigint + 1), updated_at = clock_timestamp() where key = 'content_epoch';

--! write_setting
insert into settings as s (key, value) values (:key, :value)
on conflict (key) do update set value = excluded.value, updated_at = clock_timestamp() where s.value is distinct from excluded.value;
