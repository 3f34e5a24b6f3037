--! claim_sends (fixed_now?) : (campaign_id?, contact_id?, from_email?, reply_to?, subject?, template_key?, props?, expires_at?)
-- Ids that do not come back are finished, claimed, paused, canceled or not due: nothing is to be done for them.
-- 75 s is longer than the function lives. The lock is waited for: `skip locked` would lose the mails of a message that
-- arrives while the statement that enqueued them, or a sweep, still holds their rows.
with due as (
  select s.id from email_sends s left join campaigns c on c.id = s.campaign_id
   where s.id = any(:ids) and s.status = 'queued' and (s.claim_until is null or s.claim_until < clock_timestamp())
     and (s.not_before is null or s.not_before <= coalesce(:fixed_now::timestamptz, clock_timestamp()))
     and (s.campaign_id is null or c.state = 'sending')
   order by s.id for update of s)
update email_sends s set claim_token = :token, claim_until = clock_timestamp() + interval '75 seconds', attempt = s.attempt + 1, updated_at = clock_timestamp()
  from due where s.id = due.id
returning s.id, s.kind, s.campaign_id, s.contact_id, s.to_email, s.from_email, s.reply_to, s.subject, s.template_key, s.category, s.props, s.bypass_preferences, s.attempt, s.expires_at;

--! gate_facts (fixed_now?) : (campaign_from?, campaign_reply_to?, campaign_subject?, campaign_props?, suppression?, choice?, list_name?, default_opt_in?, list_enabled?, contact_properties?, external_id?)
-- Everything that the gates ask, for all claimed rows at once. A suppression of an erased contact is kept by a hash.
select s.id, t.now, coalesce(s.expires_at <= t.now, false) as expired,
       coalesce((select value = 'true'::jsonb from settings where key = 'mail_paused'), false) as paused,
       c.from_email as campaign_from, c.reply_to as campaign_reply_to, c.subject as campaign_subject, c.props as campaign_props,
       (select x.reason from email_suppressions x where x.email in (s.to_email, 'sha256:' || encode(sha256(convert_to((select value #>> '{}' from settings where key = 'erasure_salt') || s.to_email, 'UTF8')), 'hex'))
           and (x.expires_at is null or x.expires_at > t.now) limit 1) as suppression,
       (s.contact_id is not null and k.deleted_at is not null) as contact_deleted,
       coalesce((select p.unsubscribed_all from email_preferences p where p.email = s.to_email), false) as unsubscribed_all,
       (select u.subscribed from email_subscriptions u where u.email = s.to_email and u.category = s.category) as choice,
       l.name as list_name, l.default_opt_in, (l.in_code and l.file_enabled and l.enabled) as list_enabled,
       k.properties as contact_properties, k.external_id
  from email_sends s
 cross join (select coalesce(:fixed_now::timestamptz, clock_timestamp()) as now) t
  left join campaigns c on c.id = s.campaign_id
  -- a contact that was joined to another since the claim is the other one
  left join contacts r on r.id = s.contact_id
  left join contacts k on k.id = coalesce(r.merged_into, r.id)
  left join list_configs l on l.list_id = s.category
 where s.id = any(:ids);

--! end_sends (messages[?])
-- Skips and failures: final, with their reason, on rows that are still ours.
update email_sends s set status = r.status, reason = r.reason, error_message = r.message, claim_token = null, claim_until = null, updated_at = clock_timestamp(),
       failed_at = case when r.status = 'failed' then clock_timestamp() else s.failed_at end
  from unnest(:ids::uuid[], :statuses::text[], :reasons::text[], :messages::text[]) as r (id, status, reason, message)
 where s.id = r.id and s.claim_token = :token and s.status in ('queued', 'rendered');

--! release_sends (fixed_now?)
-- Back to the reaper, which enqueues them again when they are due; the attempt is given back.
update email_sends set status = 'queued', rendered_at = null, claim_token = null, claim_until = null, attempt = attempt - case when :give_back then 1 else 0 end,
       not_before = coalesce(:fixed_now::timestamptz, clock_timestamp()) + make_interval(secs => :delay_secs), enqueued_at = null, updated_at = clock_timestamp()
 where id = any(:ids) and claim_token = :token and status in ('queued', 'rendered');

--! take_tokens
-- GCRA: call i of the wave begins at wait_s + i / per_second. No row: not now. A lost update costs one burst.
update send_rate set per_second = :per_second, tat = greatest(tat, clock_timestamp()) + make_interval(secs => :tokens::float8 / :per_second), updated_at = clock_timestamp()
 where lane = 'account' and tat <= clock_timestamp() + make_interval(secs => :horizon_secs)
   and greatest(paused_until, case when :bulk then bulk_paused_until else '-infinity' end) < clock_timestamp()
returning greatest(0, extract(epoch from tat - clock_timestamp())::float8 - :tokens / per_second)::float8 as wait_secs;

--! slow_down
-- SES said that we are too fast: nobody begins for a second.
update send_rate set tat = greatest(tat, clock_timestamp()) + interval '1 second' where lane = 'account';

--! fence_sends (fixed_now?, subjects[?])
-- From here on no other worker can take these rows: they are no longer queued.
update email_sends s
   set status = 'rendered', rendered_at = coalesce(:fixed_now::timestamptz, clock_timestamp()), from_email = r.from_email, subject = r.subject, template_version = r.version, updated_at = clock_timestamp()
  from unnest(:ids::uuid[], :senders::text[], :subjects::text[], :versions::bytea[]) as r (id, from_email, subject, version)
 where s.id = r.id and s.claim_token = :token and s.status = 'queued' and s.claim_until > clock_timestamp() + interval '15 seconds'
returning s.id;

--! record_sent (fixed_now?)
-- An event of SES may have overtaken us: the status only rises, and the first time counts.
update email_sends s set provider_message_id = coalesce(s.provider_message_id, r.message_id), sent_at = coalesce(s.sent_at, :fixed_now::timestamptz, clock_timestamp()),
       status = case when s.status in ('queued', 'rendered') then 'sent' else s.status end, claim_token = null, claim_until = null, updated_at = clock_timestamp()
  from unnest(:ids::uuid[], :message_ids::text[]) as r (id, message_id)
 where s.id = r.id;

--! lost_sends (fixed_now?)
-- Queued and due, without a live claim, and either never enqueued (single mails), or the claim has run out (its worker
-- died), or enqueued long ago while the lane is nearly empty (its lane as in `Lane::of`), or released and due again.
update email_sends e set enqueued_at = clock_timestamp(), claim_token = null, claim_until = null
  from (select s.id from email_sends s left join campaigns c on c.id = s.campaign_id
         where s.status = 'queued' and (s.not_before is null or s.not_before <= coalesce(:fixed_now::timestamptz, clock_timestamp()))
           and (s.claim_until is null or s.claim_until < clock_timestamp())
           and (s.campaign_id is null or c.state = 'sending')
           and (   (s.campaign_id is null and s.enqueued_at is null and s.created_at < clock_timestamp() - interval '30 seconds')
                or (s.claim_until is not null)
                or (s.not_before is not null and s.enqueued_at is null)
                or (s.enqueued_at < clock_timestamp() - interval '30 minutes'
                    and coalesce((select q.visible < 10 from queue_stats q
                                   where q.queue = case when s.kind = 'campaign' then 'mail-bulk'
                                                        when s.kind in ('test', 'system') or s.category = 'transactional' then 'mail-priority'
                                                        else 'mail-journey' end), true)))
         order by s.id limit 5000 for update of s skip locked) due
 where e.id = due.id
returning e.id, e.kind, e.category;

--! unenqueue
-- Messages that could not be sent: the rows wait for the next pass.
update email_sends set enqueued_at = null where id = any(:ids) and status = 'queued' and claim_token is null;

--! oldest_due_send
-- Rows of a campaign that its pump has not reached yet are not late.
select coalesce(extract(epoch from clock_timestamp() - min(greatest(coalesce(enqueued_at, created_at), coalesce(not_before, created_at)))), 0)::float8 as age_seconds
  from email_sends
 where status = 'queued' and (not_before is null or not_before <= clock_timestamp()) and (campaign_id is null or enqueued_at is not null);

--! store_ses_account
insert into settings (key, value) values ('ses_account', :account)
on conflict (key) do update set value = excluded.value, updated_at = clock_timestamp();

--! ses_account
select value from settings where key = 'ses_account';
