--! find_api_key : (expires_at?)
-- The key's row and whether it may be used: read at each request, so that a revoked key is refused at the next one.
select k.id, k.name, k.scopes, k.limits, k.expires_at, coalesce(k.expires_at <= clock_timestamp(), false) as expired,
       coalesce(k.last_used_at < clock_timestamp() - interval '5 minutes', true) as touch,
       (select value::text from settings where key = 'auth_epoch') as auth_epoch
  from api_keys k
 where k.key_hash = :key_hash and k.revoked_at is null;

--! touch_api_key
-- At most once in five minutes and key; the condition is repeated because two requests may have read it at once.
update api_keys set last_used_at = clock_timestamp()
 where id = :id and coalesce(last_used_at < clock_timestamp() - interval '5 minutes', true);

--! insert_api_key (expires_at?, created_by?, fixed_now?)
-- No row when the key would have expired already.
insert into api_keys (id, name, key_prefix, key_hash, scopes, limits, created_by, expires_at)
select :id, :name, :key_prefix, :key_hash, :scopes, :limits, :created_by, e.at
  from (select :expires_at::timestamptz as at) e
 where e.at is null or e.at > coalesce(:fixed_now, clock_timestamp())
returning created_at;

--! list_api_keys (after_at?, after_id?) : (created_by?, last_used_at?, revoked_at?, expires_at?)
-- Newest first; the page begins after the given row.
select id, name, key_prefix, scopes, limits, created_by, last_used_at, revoked_at, expires_at, created_at
  from api_keys
 where (:include_revoked or revoked_at is null)
   and (:after_at::timestamptz is null or (created_at, id) < (:after_at, :after_id::uuid))
 order by created_at desc, id desc
 limit :rows offset :skip;

--! count_api_keys
-- Exact up to the cap; counting further would read the whole table for a number nobody needs.
select count(*) from (select 1 from api_keys where :include_revoked or revoked_at is null limit :cap) as counted;

--! lock_full_admin_keys
-- Every live full-admin key, locked in the order of ids: two revocations of the last two keys wait for each other,
-- and the second sees what the first left.
select id from api_keys
 where revoked_at is null and 'full-admin' = any(scopes) and (expires_at is null or expires_at > clock_timestamp())
 order by id for update;

--! has_operators
select exists (select 1 from admin_users where role in ('owner','admin') and disabled_at is null);

--! revoke_api_key
update api_keys set revoked_at = clock_timestamp() where id = :id and revoked_at is null returning name, scopes;

--! lock_api_key : (expires_at?, created_by?, last_used_at?)
select id, name, key_prefix, scopes, limits, created_by, last_used_at, expires_at, created_at
  from api_keys where id = :id and revoked_at is null for update;

--! update_api_key (expires_at?, fixed_now?)
-- No row when a new end of the key has passed already; an end that stays as it was may have.
update api_keys k set name = :name, limits = :limits, expires_at = e.at
  from (select :expires_at::timestamptz as at) e
 where k.id = :id and (e.at is null or e.at is not distinct from k.expires_at or e.at > coalesce(:fixed_now, clock_timestamp()))
returning k.id;

--! bump_auth_epoch
update settings set value = to_jsonb((value::text)::bigint + 1), updated_at = clock_timestamp() where key = 'auth_epoch';
