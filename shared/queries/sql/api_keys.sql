--! find_api_key : (expires_at?)
-- The key's row and whether it may be used: read at each request, so that a revoked key is refused at the next one.
select k.id, k.name, k.scopes, k.expires_at, coalesce(k.expires_at <= clock_timestamp(), false) as expired,
       coalesce(k.last_used_at < clock_timestamp() - interval '5 minutes', true) as touch,
       (select value::text from settings where key = 'auth_epoch') as auth_epoch
  from api_keys k
 where k.key_hash = :key_hash and k.revoked_at is null;

--! touch_api_key
-- At most once in five minutes and key; the condition is repeated because two requests may have read it at once.
update api_keys set last_used_at = clock_timestamp()
 where id = :id and coalesce(last_used_at < clock_timestamp() - interval '5 minutes', true);
