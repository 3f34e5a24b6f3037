--! purge_idempotency_keys
-- Retention, one statement per rule, at most :rows rows each; shared/engine/src/operations/maintain/retention.rs is the
-- list. "purge" deletes rows, "empty" and "clear" what they hold of people. Idempotency keys bring their own end.
with gone as (
  delete from idempotency_keys where (scope, key) in (select scope, key from idempotency_keys where expires_at < :now limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_processed_messages
-- SQS keeps a message 14 days.
with gone as (
  delete from processed_messages where (consumer, message_key) in (
    select consumer, message_key from processed_messages where processed_at < :now::timestamptz - interval '15 days' limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_content_releases
with gone as (
  delete from content_releases where id in (
    select id from content_releases
     where published_at < :now::timestamptz - interval '12 months'
       and id not in (select id from content_releases order by id desc limit 20)
     order by id limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_content_versions
-- Under the lock of a release, which may be about to use an old version again.
with held as materialized (select pg_advisory_xact_lock(hashtextextended('release', 0))::text as locked),
old as (
  select v.kind, v.key, v.hash from held, content_versions v
   where v.first_published_at < :now::timestamptz - interval '90 days'
     and not exists (select 1 from content_release_items i where i.kind = v.kind and i.key = v.key and i.hash = v.hash)
     and not exists (select 1 from list_configs c where v.kind = 'list' and c.list_id = v.key and c.definition_hash = v.hash)
     and not exists (select 1 from bucket_configs c where v.kind = 'bucket' and c.bucket_id = v.key and c.definition_hash = v.hash)
     and not exists (select 1 from journey_configs c where v.kind = 'journey' and c.journey_id = v.key and c.definition_hash = v.hash)
     and not exists (select 1 from journey_states r where v.kind = 'journey' and r.journey_id = v.key and r.journey_version = v.hash)
     and not exists (select 1 from email_sends s where v.kind = 'template' and s.template_key = v.key and s.template_version = v.hash
                        and s.created_at > :now::timestamptz - interval '30 days')
   limit :rows),
gone as (delete from content_versions v using old where v.kind = old.kind and v.key = old.key and v.hash = old.hash returning 1)
select count(*) as gone from gone;

--! purge_journey_steps
with gone as (
  delete from journey_steps where (state_id, step_key) in (
    select s.state_id, s.step_key from journey_steps s join journey_states r on r.id = s.state_id
     where s.created_at < :now::timestamptz - interval '90 days'
       and coalesce(r.completed_at, r.exited_at, r.failed_at) < :now::timestamptz - interval '90 days' limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_journey_logs
with gone as (
  delete from journey_logs where id in (
    select l.id from journey_logs l join journey_states r on r.id = l.state_id
     where l.at < :now::timestamptz - interval '90 days'
       and coalesce(r.completed_at, r.exited_at, r.failed_at) < :now::timestamptz - interval '90 days' limit :rows)
  returning 1)
select count(*) as gone from gone;

--! empty_journey_calls
with emptied as (
  update journey_calls set request = '{}', response = null
   where id in (
    select id from journey_calls
     where done_at < :now::timestamptz - interval '30 days' and (request <> '{}' or response is not null) limit :rows)
  returning 1)
select count(*) as emptied from emptied;

--! purge_journey_runs
-- The last run per contact, journey and run key stays: an entry limit reads it. Waits and calls go with their run.
with gone as (
  delete from journey_states where id in (
    select r.id from journey_states r
     where coalesce(r.completed_at, r.exited_at, r.failed_at) < :now::timestamptz - interval '25 months'
       and exists (select 1 from journey_states l
                    where l.contact_id = r.contact_id and l.journey_id = r.journey_id and l.run_key = r.run_key
                      and (l.created_at, l.id) > (r.created_at, r.id))
     limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_journey_refusals
with gone as (
  delete from journey_refusals where (journey_id, contact_id, reason) in (
    select journey_id, contact_id, reason from journey_refusals where last_at < :now::timestamptz - interval '14 days' limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_left_memberships
-- The last one per contact and bucket stays: entry limits and numbers read it.
with gone as (
  delete from bucket_memberships where id in (
    select m.id from bucket_memberships m
     where m.status = 'left' and m.left_at < :now::timestamptz - interval '25 months'
       and exists (select 1 from bucket_memberships l
                    where l.contact_id = m.contact_id and l.bucket_id = m.bucket_id and l.entry_no > m.entry_no)
     limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_job_errors
with gone as (
  delete from job_errors where (job_id, row_no) in (
    select e.job_id, e.row_no from job_errors e join jobs j on j.id = e.job_id
     where j.finished_at < :now::timestamptz - interval '90 days' limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_import_chunks
with gone as (
  delete from import_chunks where (job_id, chunk_no) in (
    select c.job_id, c.chunk_no from import_chunks c join jobs j on j.id = c.job_id
     where j.finished_at < :now::timestamptz - interval '90 days' limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_build_ranges
with gone as (
  delete from bucket_build_ranges where (job_id, range_no) in (
    select b.job_id, b.range_no from bucket_build_ranges b join jobs j on j.id = b.job_id
     where j.finished_at < :now::timestamptz - interval '90 days' limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_jobs
-- Their many errors, chunks and ranges went before them, page by page; a cascade would delete them in one statement.
with gone as (
  delete from jobs where id in (
    select j.id from jobs j
     where j.finished_at < :now::timestamptz - interval '90 days'
       and not exists (select 1 from job_errors e where e.job_id = j.id)
       and not exists (select 1 from import_chunks c where c.job_id = j.id)
       and not exists (select 1 from bucket_build_ranges b where b.job_id = j.id)
     limit :rows)
  returning 1)
select count(*) as gone from gone;

--! empty_sends (since?)
-- Contents and idempotency of mails after 30 days. Only what grew old since the last time is looked at: the table can
-- hold 25 months, and nothing tells emptied rows from others but themselves. A mail that was held back is found by the
-- time of its sending.
with emptied as (
  update email_sends set props = null, headers = null, attachments = null, idempotency_scope = null, idempotency_key = null, request_hash = null,
         updated_at = clock_timestamp()
   where id in (
    select id from email_sends
     where (   created_at < :now::timestamptz - interval '30 days' and created_at >= coalesce(:since::timestamptz, '-infinity') - interval '31 days'
            or sent_at < :now::timestamptz - interval '30 days' and sent_at >= coalesce(:since::timestamptz, '-infinity') - interval '31 days')
       and status <> 'queued'
       and (props is not null or headers is not null or attachments is not null or idempotency_key is not null)
     limit :rows)
  returning 1)
select count(*) as emptied from emptied;

--! purge_sends
with gone as (
  delete from email_sends where id in (
    select id from email_sends where created_at < :now::timestamptz - interval '25 months' and status <> 'queued' limit :rows)
  returning 1)
select count(*) as gone from gone;

--! empty_provider_events (since?)
-- As with mails, only what grew old since the last time.
with emptied as (
  update provider_events set payload = null
   where dedupe_key in (
    select dedupe_key from provider_events
     where received_at < :now::timestamptz - interval '30 days' and received_at >= coalesce(:since::timestamptz, '-infinity') - interval '31 days'
       and payload is not null
     limit :rows)
  returning 1)
select count(*) as emptied from emptied;

--! purge_provider_events
-- Without a send they wait a week for a record that comes late.
with gone as (
  delete from provider_events where dedupe_key in (
    select dedupe_key from provider_events
     where received_at < :now::timestamptz - interval '25 months'
        or send_id is null and received_at < :now::timestamptz - interval '7 days'
     limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_link_clicks
-- What is deleted is added to its link in the same statement, so that counts stay right.
with gone as (
  delete from link_clicks where id in (select id from link_clicks where at < :now::timestamptz - interval '90 days' limit :rows)
  returning link_id, machine),
archived as (
  update links l set archived_clicks = l.archived_clicks + g.clicks, archived_machine_clicks = l.archived_machine_clicks + g.machine_clicks
    from (select link_id, count(*) filter (where not machine) as clicks, count(*) filter (where machine) as machine_clicks from gone group by link_id) g
   where l.id = g.link_id)
select count(*) as gone from gone;

--! purge_subscription_requests
-- The proof of a confirmed one stands in preference_log.
with gone as (
  delete from subscription_requests where id in (
    select id from subscription_requests
     where confirmed_at is null and expires_at < :now::timestamptz - interval '30 days' or confirmed_at < :now::timestamptz - interval '90 days'
     limit :rows)
  returning 1)
select count(*) as gone from gone;

--! empty_webhook_receipts (since?)
with emptied as (
  update webhook_receipts set body = null
   where id in (
    select id from webhook_receipts
     where received_at < :now::timestamptz - interval '7 days' and received_at >= coalesce(:since::timestamptz, '-infinity') - interval '8 days'
       and body is not null
     limit :rows)
  returning 1)
select count(*) as emptied from emptied;

--! purge_webhook_receipts
with gone as (
  delete from webhook_receipts where id in (
    select id from webhook_receipts where received_at < :now::timestamptz - interval '90 days' limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_dead_letters
with gone as (
  delete from dead_letters where id in (select id from dead_letters where created_at < :now::timestamptz - interval '90 days' limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_alert_history
with gone as (
  delete from alert_history where id in (select id from alert_history where created_at < :now::timestamptz - interval '90 days' limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_admin_sessions
with gone as (
  delete from admin_sessions where id in (select id from admin_sessions where expires_at < :now limit :rows)
  returning 1)
select count(*) as gone from gone;

--! purge_rate_limits
-- Budgets of keys that have not called for a day; a window is a minute.
with gone as (
  delete from rate_limits where (class, key_id) in (
    select class, key_id from rate_limits where win < floor(extract(epoch from :now::timestamptz - interval '1 day') / 60)::bigint limit :rows)
  returning 1)
select count(*) as gone from gone;

--! clear_merged_contacts
-- The row stays and leads old ids to the survivor.
with cleared as (
  update contacts set external_id = null, email = null, anonymous_id = null, properties = '{}', timezone = null, timezone_source = null,
         updated_at = clock_timestamp()
   where id in (
    select id from contacts
     where merged_into is not null and delete_reason = 'merged' and deleted_at < :now::timestamptz - interval '13 months' and not rekey_pending
       and (external_id is not null or email is not null or anonymous_id is not null or properties <> '{}' or timezone is not null)
     limit :rows)
  returning 1)
select count(*) as cleared from cleared;

--! clear_merge_snapshots
with cleared as (
  update contact_merges set loser_snapshot = '{}'
   where id in (
    select id from contact_merges
     where created_at < :now::timestamptz - interval '13 months' and loser_snapshot <> '{}' limit :rows)
  returning 1)
select count(*) as cleared from cleared;

--! purge_preference_log
-- As the schema's owner. Numbers ascend with time, so only the first :rows are looked at.
with cut as (select :now::timestamptz - interval '5 years' as at),
oldest as (select id, at from preference_log order by id limit :rows),
gone as (delete from preference_log p using oldest o, cut where p.id = o.id and o.at < cut.at returning 1)
select count(*) as gone from gone;

--! purge_audit_log
-- As the schema's owner, in the same way.
with cut as (select :now::timestamptz - interval '2 years' as at),
oldest as (select id, at from audit_log order by id limit :rows),
gone as (delete from audit_log a using oldest o, cut where a.id = o.id and o.at < cut.at returning 1)
select count(*) as gone from gone;
