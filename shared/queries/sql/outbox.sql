--! insert_outbox
insert into outbox (topic, payload)
select r.topic, r.payload from unnest(:topics::text[], :payloads::jsonb[]) as r (topic, payload)
returning id;

--! delete_outbox
delete from outbox where id = any(:ids);

--! lease_outbox
-- The relay's turn on ≤ 800 due rows for 30 s. `materialized` and `array(…)`: picked and locked once, whatever the plan.
-- A payload's delay counts from the row's creation; what is left of it goes to SQS (at most 900 s, an AWS limit).
with due as materialized (
  select id from outbox where available_at <= now() order by available_at, id limit 800 for update skip locked)
update outbox o
   set available_at = clock_timestamp() + interval '30 seconds', attempts = o.attempts + 1
 where o.id = any (array(select id from due))
returning o.id, o.topic, o.payload,
          greatest(0, least(900, ceil(coalesce((o.payload ->> 'delay')::float8, 0)
                                      - extract(epoch from clock_timestamp() - o.created_at)::float8)))::int as delay_seconds;

--! back_off_outbox
update outbox set available_at = clock_timestamp() + make_interval(secs => least(60, 2 ^ least(attempts, 6))), last_error = :error
 where id = any(:ids);

--! refuse_outbox
-- Only for an entry that SQS refuses by the sender's fault; transport never makes a dead letter.
with gone as (delete from outbox where id = any(:ids) returning id, topic, payload, attempts)
insert into dead_letters (id, source, source_id, dedupe_key, payload, error, attempts)
select gen_random_uuid(), 'outbox', topic, 'outbox:' || id, payload, :error, attempts from gone
on conflict (dedupe_key) do nothing;

--! oldest_due_outbox
select coalesce(extract(epoch from clock_timestamp() - min(available_at)), 0)::float8 as age_seconds, count(*) as due
  from outbox where available_at <= clock_timestamp();
