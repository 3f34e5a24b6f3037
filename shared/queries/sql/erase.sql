-- Deleted contacts: brought back within thirty days, or erased. The job of kind `erase` that the deletion left holds the keys.

--! deleted_contact : (job_id?, keys?)
-- A deleted contact that has not been erased, and the job that will. Also one that was merged away leads to it.
select c.id, j.id as job_id, j.params->'keys' as keys
  from contacts m
  join contacts c on c.id = coalesce(m.merged_into, m.id) and c.delete_reason = 'deleted'
  left join jobs j on j.kind = 'erase' and j.status = 'pending' and j.params->>'contactId' = c.id::text
 where m.id = :id;

--! lock_deleted_contact
select id from contacts where id = :id and delete_reason = 'deleted' and erase_after > :now::timestamptz for no key update;

--! restore_contact
update contacts set deleted_at = null, delete_reason = null, erase_after = null, updated_at = :now::timestamptz where id = :id;

--! cancel_job
update jobs set status = 'canceled', params = params - 'keys', finished_at = :now::timestamptz where id = :id and status = 'pending';

--! erase_now
-- From here on it cannot be restored.
update contacts set erase_after = :now::timestamptz where id = :id and delete_reason = 'deleted';

--! next_due_erasure : (job_id?, keys?)
select c.id, j.id as job_id, j.params->'keys' as keys
  from contacts c
  left join jobs j on j.kind = 'erase' and j.status = 'pending' and j.params->>'contactId' = c.id::text
 where c.erase_after <= :now::timestamptz and c.delete_reason = 'deleted' and not c.id = any(:except::uuid[])
 order by c.erase_after, c.id
 limit 1;

--! erase_events
-- A contact may have very many, so they go in transactions of their own; also those of contacts that were merged into it.
with who as materialized (select :id::uuid as id union all select id from contacts where merged_into = :id),
due as materialized (select e.id, e.occurred_at from user_events e where e.contact_id in (select id from who) limit :at_once)
delete from user_events e using due where e.id = due.id and e.occurred_at = due.occurred_at;

--! lock_erasure
-- In the order of all locks; nobody else takes these rows, as no key leads to them.
select c.id from contacts c where (c.id = :id or c.merged_into = :id) and c.delete_reason in ('deleted', 'merged') order by c.id for update;

--! erase_history
-- Memberships have an index by contact for each status, and none for both.
with stats as (delete from contact_event_stats where contact_id = any(:ids::uuid[]) returning 1),
     runs as (delete from journey_states where contact_id = any(:ids) returning 1),
     refusals as (delete from journey_refusals where contact_id = any(:ids) returning 1),
     memberships as (delete from bucket_memberships
                      where status = 'active' and contact_id = any(:ids) or status = 'left' and contact_id = any(:ids) returning 1),
     conflicts as (delete from identity_conflicts where contact_id = any(:ids) or owner_id = any(:ids) returning 1)
delete from contact_merges where survivor_id = any(:ids) or loser_id = any(:ids);

--! make_erasure_salt
insert into settings (key, value) values ('erasure_salt', to_jsonb(gen_random_uuid()::text || gen_random_uuid()::text)) on conflict (key) do nothing;

--! erase_addresses
-- Choices go; a suppression stays without its address, as a hash that the gates compare: mail to it would still bounce.
-- An address that somebody has come with since is left as it is, also if he was deleted and can be restored: what was
-- chosen for it is his. The caller holds the locks of those that nobody has, so that nobody gets them meanwhile.
with free as (select a.email from unnest(:addresses::text[]) as a (email)
               where not exists (select from contact_keys k where k.kind = 'email' and k.value = a.email)
                 and not exists (select from jobs j
                                  where j.kind = 'erase' and j.status = 'pending' and j.params ->> 'contactId' <> :id::uuid::text
                                    and j.params -> 'keys' @> jsonb_build_array(jsonb_build_object('kind', 'email', 'value', a.email)))),
     salt as (select value #>> '{}' as salt from settings where key = 'erasure_salt'),
     choices as (delete from email_subscriptions where email = any(array(select email from free)) returning 1),
     preferences as (delete from email_preferences where email = any(array(select email from free)) returning 1),
     requests as (delete from subscription_requests where email = any(array(select email from free)) returning 1),
     counters as (delete from email_bounce_counters where email = any(array(select email from free)) returning 1),
     log as (delete from preference_log where email = any(array(select email from free)) returning 1),
     plain as (delete from email_suppressions where email = any(array(select email from free)) returning *)
insert into email_suppressions as x (email, reason, created_at, expires_at)
select 'sha256:' || encode(sha256(convert_to(s.salt || p.email, 'UTF8')), 'hex'), p.reason, p.created_at, p.expires_at from plain p, salt s
on conflict (email) do update set reason = excluded.reason, expires_at = excluded.expires_at
 where x.expires_at < coalesce(excluded.expires_at, 'infinity');

--! erase_sends
-- What was sent stays countable; to whom and with what does not.
with mine as (
  select id from email_sends where contact_id = any(:ids::uuid[]) order by id for update),
clicks as (
  delete from link_clicks where send_id in (select id from mine) returning 1)
update email_sends s
   set to_email = 'erased:' || s.id, contact_id = null, user_key = null, subject = null, reply_to = null, props = null, headers = null, attachments = null,
       bounce_diagnostic = null, error_message = null, idempotency_scope = null, idempotency_key = null, request_hash = null,
       status = case when s.status = 'queued' then 'skipped' else s.status end,
       reason = case when s.status = 'queued' then 'contact_deleted' else s.reason end,
       claim_token = null, claim_until = null, updated_at = clock_timestamp()
  from mine where s.id = mine.id;

--! erase_rows
-- The rows stay, empty: an id that somebody stored keeps its meaning.
update contacts
   set external_id = null, email = null, anonymous_id = null, properties = '{}', timezone = null, timezone_source = null, do_not_track = false,
       delete_reason = 'erased', rekey_pending = false, erase_after = null, updated_at = :now::timestamptz
 where id = any(:ids::uuid[]);

--! finish_erase_job
update jobs set status = 'completed', params = params - 'keys', started_at = coalesce(started_at, :now::timestamptz), finished_at = :now, progress_at = :now
 where id = :id and status = 'pending';
