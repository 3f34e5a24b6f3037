-- What one event of a known contact writes and reads, in one transaction, as plain as it can be said. The contact itself is
-- written only when it was last seen more than five minutes ago: not here.
\set n random(0, :contacts - 1)
select encode(sha256('hsk_bench'), 'hex') as hash, (select count(*) from api_keys where revoked_at is null) as keys;
begin;
insert into idempotency_keys (scope, key, request_hash, resource_id, expires_at)
values ('pgbench', gen_random_uuid()::text, sha256('x'), gen_random_uuid(), now() + interval '30 days') on conflict do nothing;
select c.id, c.properties from contacts c
 where c.id = (select contact_id from contact_keys where kind = 'email' and value = 'c' || :n || '@example.com') for no key update;
insert into user_events (id, contact_id, event, properties, source, occurred_at, received_at)
select gen_random_uuid(), contact_id, 'pgbench', '{"amount": 29.99, "currency": "EUR", "items": 3, "coupon": "WELCOME"}', 'api', now(), now()
  from contact_keys where kind = 'email' and value = 'c' || :n || '@example.com';
insert into contact_event_stats as s (contact_id, event, count, first_at, last_at, last_received_at)
select contact_id, 'pgbench', 1, now(), now(), now() from contact_keys where kind = 'email' and value = 'c' || :n || '@example.com'
on conflict (contact_id, event) do update set count = s.count + 1, last_at = excluded.last_at, last_received_at = excluded.last_received_at;
commit;
