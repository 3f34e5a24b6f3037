--! claim_idempotency_keys
-- First statement of the transaction: a twin waits here for our commit and then gets no row. Sorted, so that two
-- batches with the same keys cannot deadlock. An expired row counts as absent and is taken over.
insert into idempotency_keys as k (scope, key, request_hash, resource_id, expires_at)
select :scope, r.key, r.request_hash, r.resource_id, clock_timestamp() + interval '30 days'
  from unnest(:keys::text[], :request_hashes::bytea[], :resource_ids::uuid[]) as r (key, request_hash, resource_id)
 order by r.key
on conflict (scope, key) do update
   set request_hash = excluded.request_hash, resource_id = excluded.resource_id, response = null,
       created_at = now(), expires_at = excluded.expires_at
 where k.expires_at <= clock_timestamp()
returning k.key;

--! read_idempotency_keys : (resource_id?)
select k.key, k.request_hash, k.resource_id from idempotency_keys k where k.scope = :scope and k.key = any(:keys);

--! release_idempotency_keys
-- Items of a batch that turned out to be refused leave no key behind.
delete from idempotency_keys where scope = :scope and key = any(:keys);

--! store_events (source_refs[?], keys[?])
-- Events and their statistics in one statement; the statistics survive the events' retention.
with stored as (
  insert into user_events (id, contact_id, event, properties, source, source_ref, dispatch, idempotency_key, occurred_at, received_at)
  select r.id, r.contact_id, r.event, r.properties, r.source, r.source_ref, r.dispatch, r.key, r.occurred_at, r.received_at
    from unnest(:ids::uuid[], :contact_ids::uuid[], :events::text[], :properties::jsonb[], :sources::text[], :source_refs::text[], :dispatch::bool[],
                :keys::text[], :occurred_at::timestamptz[], :received_at::timestamptz[])
         as r (id, contact_id, event, properties, source, source_ref, dispatch, key, occurred_at, received_at)
  returning contact_id, event, occurred_at, received_at)
insert into contact_event_stats as s (contact_id, event, count, first_at, last_at, last_received_at)
select contact_id, event, count(*), min(occurred_at), max(occurred_at), max(received_at)
  from stored
 group by contact_id, event
 order by contact_id, event
on conflict (contact_id, event) do update
   set count = s.count + excluded.count, first_at = least(s.first_at, excluded.first_at),
       last_at = greatest(s.last_at, excluded.last_at), last_received_at = greatest(s.last_received_at, excluded.last_received_at);

--! listened_events
-- Names of events that published content concerns.
select distinct event from journey_triggers;
