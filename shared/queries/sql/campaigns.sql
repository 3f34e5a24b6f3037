--! insert_campaign (fixed_now?, from_email?, reply_to?, subject?, key?, key_scope?, request_hash?)
-- No row: the key is taken. The clause repeats the predicate of the partial index, else Postgres finds no constraint.
insert into campaigns (id, name, state, audience_kind, audience_id, template_key, template_version, props, from_email, reply_to, subject, category,
                       idempotency_scope, idempotency_key, request_hash, created_by, created_at, progress_at)
select :id, :name, 'queued', 'list', :list, :template, :template_version, :props, :from_email, :reply_to::text[], :subject, :category,
       :key_scope::text, :key::text, :request_hash::bytea, :created_by, t.now, t.now
  from (select coalesce(:fixed_now::timestamptz, clock_timestamp()) as now) t
on conflict (idempotency_scope, idempotency_key) where idempotency_key is not null do nothing
returning id;

--! campaign_by_key : (request_hash?)
select id, state, request_hash, epoch, (state = 'queued' and progress_at < clock_timestamp() - interval '2 minutes') as stale
  from campaigns where idempotency_scope = :scope and idempotency_key = :key;

--: CampaignRow(started_at?, completed_at?, paused_reason?, failure_reason?)

--! get_campaign : CampaignRow
select id, name, state, audience_kind, audience_id, template_key, total_recipients, counts, started_at, completed_at, created_at, paused_reason, failure_reason
  from campaigns where id = :id;

--! list_campaigns (state?, after_at?, after_id?) : CampaignRow
-- Newest first; the page begins after the given row.
select id, name, state, audience_kind, audience_id, template_key, total_recipients, counts, started_at, completed_at, created_at, paused_reason, failure_reason
  from campaigns
 where (:state::text is null or state = :state)
   and (:after_at::timestamptz is null or (created_at, id) < (:after_at, :after_id::uuid))
 order by created_at desc, id desc
 limit :rows offset :skip;

--! count_campaigns (state?)
-- Exact up to the cap; counting further would read the whole table for a number nobody needs.
select count(*) from (select 1 from campaigns where :state::text is null or state = :state limit :cap) as counted;

--! campaign_counts : (reason?)
-- From the time columns, not the status alone: an opened mail was sent, too.
select status, case when status = 'skipped' then reason end as reason, count(*) as number, count(sent_at) as sent
  from email_sends where campaign_id = :id group by 1, 2;

--! lease_campaign (fixed_now?)
-- One driver per campaign: the epoch must match and no other lease be alive.
update campaigns c
   set lease_token = :token, lease_until = clock_timestamp() + interval '120 seconds', progress_at = clock_timestamp(),
       state = case when c.state = 'queued' then 'resolving' else c.state end,
       started_at = coalesce(c.started_at, t.now), audience_cutoff = coalesce(c.audience_cutoff, t.now)
  from (select coalesce(:fixed_now::timestamptz, clock_timestamp()) as now) t
 where c.id = :id and c.epoch = :epoch and c.state in ('queued', 'resolving', 'sending')
   and (c.lease_until is null or c.lease_until < clock_timestamp())
returning c.state, c.audience_id, c.template_key, c.category, c.audience_cutoff as cutoff,
          coalesce((select l.default_opt_in from list_configs l where l.list_id = c.audience_id), true) as default_opt_in;

--! snapshot_default_in
-- A page of 5 000 examined contacts of a list to which everybody belongs who did not say no; recipients, cursor and
-- progress commit together, and the unique index absorbs a repeated page. The ids ascend: new rows touch few pages of
-- the indexes on them.
with campaign as materialized (
  select id, cursor_id, audience_id, template_key, category, audience_cutoff as cutoff from campaigns
   where id = :id and lease_token = :token and state = 'resolving' for update),
page as materialized (
  select p.id, p.email from campaign c,
         lateral (select id, email from contacts
                   where id > coalesce(c.cursor_id, '00000000-0000-0000-0000-000000000000') and deleted_at is null and email is not null and created_at <= c.cutoff
                   order by id limit 5000) p),
recipients as (
  insert into email_sends (id, campaign_id, contact_id, to_email, category, template_key, kind, status, created_at, updated_at)
  select (:ids::uuid[])[row_number() over ()], c.id, p.id, p.email, c.category, c.template_key, 'campaign', 'queued', :now, :now
    from campaign c, page p
   where not exists (select 1 from email_suppressions x where x.email = p.email and (x.expires_at is null or x.expires_at > :now))
     and not exists (select 1 from email_suppressions x where x.email = 'sha256:' || encode(sha256(convert_to((select value #>> '{}' from settings where key = 'erasure_salt') || p.email, 'UTF8')), 'hex') and (x.expires_at is null or x.expires_at > :now))
     and not exists (select 1 from email_preferences q where q.email = p.email and q.unsubscribed_all)
     and not exists (select 1 from email_subscriptions s where s.email = p.email and s.category = c.category and not s.subscribed)
  on conflict (campaign_id, to_email) where campaign_id is not null do nothing
  returning 1),
moved as (
  update campaigns set cursor_id = coalesce((select id from page order by id desc limit 1), cursor_id), total_recipients = total_recipients + (select count(*) from recipients),
         progress_at = clock_timestamp(), lease_until = clock_timestamp() + interval '120 seconds'
   where id = (select id from campaign) returning 1)
select (select count(*) from campaign) as held, (select count(*) from page) as examined, (select count(*) from recipients) as added, (select count(*) from moved) as moved;

--! snapshot_opt_in
-- The same for a list to which only those belong who said yes: its driving table is paged by address. The `limit 1` makes
-- each address a look into the index; else a page would read all contacts.
with campaign as materialized (
  select id, cursor_email, audience_id, template_key, category, audience_cutoff as cutoff from campaigns
   where id = :id and lease_token = :token and state = 'resolving' for update),
page as materialized (
  select p.email from campaign c,
         lateral (select email from email_subscriptions
                   where category = c.audience_id and subscribed and email > coalesce(c.cursor_email, '') order by email limit 5000) p),
recipients as (
  insert into email_sends (id, campaign_id, contact_id, to_email, category, template_key, kind, status, created_at, updated_at)
  select (:ids::uuid[])[row_number() over ()], c.id, k.id, p.email, c.category, c.template_key, 'campaign', 'queued', :now, :now
    from campaign c, page p,
         lateral (select id from contacts where email = p.email and deleted_at is null and created_at <= c.cutoff limit 1) k
   where not exists (select 1 from email_suppressions x where x.email = p.email and (x.expires_at is null or x.expires_at > :now))
     and not exists (select 1 from email_suppressions x where x.email = 'sha256:' || encode(sha256(convert_to((select value #>> '{}' from settings where key = 'erasure_salt') || p.email, 'UTF8')), 'hex') and (x.expires_at is null or x.expires_at > :now))
     and not exists (select 1 from email_preferences q where q.email = p.email and q.unsubscribed_all)
  on conflict (campaign_id, to_email) where campaign_id is not null do nothing
  returning 1),
moved as (
  update campaigns set cursor_email = coalesce((select email from page order by email desc limit 1), cursor_email), total_recipients = total_recipients + (select count(*) from recipients),
         progress_at = clock_timestamp(), lease_until = clock_timestamp() + interval '120 seconds'
   where id = (select id from campaign) returning 1)
select (select count(*) from campaign) as held, (select count(*) from page) as examined, (select count(*) from recipients) as added, (select count(*) from moved) as moved;

--! start_sending
update campaigns set state = 'sending', progress_at = clock_timestamp() where id = :id and lease_token = :token and state = 'resolving' returning id;

--! next_to_enqueue (fixed_now?)
-- Due rows not yet enqueued, within this campaign's share of the window of outstanding rows.
with outstanding as (
  select count(*) as rows from email_sends where status = 'queued' and enqueued_at is not null and campaign_id is not null),
sending as (select greatest(1, count(*)) as campaigns from campaigns where state = 'sending'),
mine as (select count(*) as rows from email_sends where campaign_id = :id and status = 'queued' and enqueued_at is not null)
select s.id
  from email_sends s, outstanding, sending, mine
 where s.campaign_id = :id and s.status = 'queued' and s.enqueued_at is null
   and (s.not_before is null or s.not_before <= coalesce(:fixed_now::timestamptz, clock_timestamp()))
 order by s.id
 limit (select least(:most::bigint, greatest(0, :window::bigint / sending.campaigns - mine.rows), greatest(0, :window::bigint - outstanding.rows)) from outstanding, sending, mine);

--! mark_enqueued
-- Before the messages are sent, so that no worker meets a row that is being marked; what SQS did not take is unmarked.
with marked as (
  update email_sends e set enqueued_at = clock_timestamp()
    from (select s.id from email_sends s where s.id = any(:ids) and s.status = 'queued' and s.enqueued_at is null order by s.id for update) due
   where e.id = due.id returning 1),
renewed as (update campaigns set progress_at = clock_timestamp(), lease_until = clock_timestamp() + interval '120 seconds' where id = :id and lease_token = :token returning 1)
select (select count(*) from renewed) as renewed, (select count(*) from marked) as marked;

--! unenqueued_left
select exists (select 1 from email_sends where campaign_id = :id and status = 'queued' and enqueued_at is null) as left_over;

--! end_drive
-- Gives the lease back; with `again` the next control message carries the next epoch.
update campaigns set lease_token = null, lease_until = null, epoch = epoch + case when :again then 1 else 0 end
 where id = :id and lease_token = :token
returning epoch;

--! complete_campaign (fixed_now?)
-- Compare-and-set: the worker that finishes the last row tries it, the reaper repeats. Three looks at three partial
-- indexes: one look for both states reads past every mail already sent, after every message of a campaign.
update campaigns c
   set state = case when not exists (select 1 from email_sends s where s.campaign_id = :id and s.sent_at is not null)
                     and exists (select 1 from email_sends s where s.campaign_id = :id and s.status = 'failed') then 'failed' else 'sent' end,
       completed_at = coalesce(:fixed_now::timestamptz, clock_timestamp()), lease_token = null, lease_until = null
 where c.id = :id and c.state = 'sending'
   and not exists (select 1 from email_sends s where s.campaign_id = :id and s.status = 'queued' and s.enqueued_at is null)
   and not exists (select 1 from email_sends s where s.campaign_id = :id and s.status = 'queued' and s.enqueued_at is not null)
   and not exists (select 1 from email_sends s where s.campaign_id = :id and s.status = 'rendered' and s.rendered_at is not null)
returning c.id;

--! stalled_campaigns
-- Nobody drives them although there is work left: the hint was lost, or its worker died.
update campaigns c set epoch = c.epoch + 1, drive_count = c.drive_count + 1, progress_at = clock_timestamp()
 where c.id in (select s.id from campaigns s
                 where s.state in ('queued', 'resolving', 'sending') and (s.lease_until is null or s.lease_until < clock_timestamp())
                   and s.progress_at < clock_timestamp() - interval '2 minutes'
                   and (s.state <> 'sending' or exists (select 1 from email_sends e where e.campaign_id = s.id and e.status = 'queued' and e.enqueued_at is null))
                 order by s.id limit 50 for update skip locked)
returning c.id, c.epoch;

--! open_campaigns
select id from campaigns where state = 'sending';

--! recount_campaigns
-- Counters of campaigns that send, and of those finished less than 72 hours ago, whole and not by increments.
update campaigns c set counts = r.counts, counts_at = clock_timestamp()
  from (select s.campaign_id, jsonb_object_agg(s.status, s.number) || jsonb_build_object('sentTotal', sum(s.sent), 'skipReasons', coalesce((select jsonb_object_agg(k.reason, k.number) from (select x.reason, count(*) as number from email_sends x where x.campaign_id = s.campaign_id and x.status = 'skipped' group by 1) k), '{}')) as counts
          from (select campaign_id, status, count(*) as number, count(sent_at) as sent from email_sends
                 where campaign_id in (select id from campaigns where state in ('resolving', 'sending', 'paused') or completed_at > clock_timestamp() - interval '72 hours')
                 group by 1, 2) s
         group by 1) r
 where c.id = r.campaign_id;
