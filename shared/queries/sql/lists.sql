--! list_catalogue : (description?)
-- Enabled lists of the current release, in the order of their definitions.
select list_id, name, description, default_opt_in
  from list_configs
 where in_code and file_enabled and enabled
 order by position, list_id;

--! enabled_lists
select list_id, default_opt_in from list_configs where list_id = any(:ids) and in_code and file_enabled and enabled;

--! record_choices (contact_ids[?], actor?, send_id?) : (contact_id?)
-- Stored choices, the consent log and what really changed, in one statement. The caller holds the lock of each
-- contact, so the read of `before` and the write agree. Contacts may share no address, hence the distinct; an
-- address may have no contact at all.
with wanted as (
  select distinct on (r.email, r.category) r.email, r.category, r.subscribed, r.contact_id
    from unnest(:emails::text[], :categories::text[], :choices::bool[], :contact_ids::uuid[]) with ordinality
         as r (email, category, subscribed, contact_id, ord)
   order by r.email, r.category, r.ord desc),
before as (
  select w.*, s.subscribed as old from wanted w left join email_subscriptions s on s.email = w.email and s.category = w.category),
changed as (
  select * from before where old is distinct from subscribed order by email, category),
written as (
  insert into email_subscriptions as s (email, category, subscribed, source, changed_at)
  select email, category, subscribed, :source, :now from changed
  on conflict (email, category) do update set subscribed = excluded.subscribed, source = excluded.source, changed_at = excluded.changed_at
  returning s.email),
logged as (
  insert into preference_log (email, contact_id, category, field, old_value, new_value, source, actor, send_id, at)
  select email, contact_id, category, 'subscription', old, subscribed, :source, :actor, :send_id, :now from changed
  returning id)
select c.contact_id, c.category, c.subscribed
  from changed c
 where (select count(*) from written) >= 0 and (select count(*) from logged) >= 0;

--! withheld_addresses
-- Addresses that get no mail whatever they subscribe to; the caller is told.
select a.email, exists (select 1 from email_preferences p where p.email = a.email and p.unsubscribed_all) as unsubscribed_all,
       exists (select 1 from email_suppressions x where x.email in (a.email, 'sha256:' || encode(sha256(convert_to((select value #>> '{}' from settings where key = 'erasure_salt') || a.email, 'UTF8')), 'hex'))
                and (x.expires_at is null or x.expires_at > :now)) as suppressed
  from unnest(:emails::text[]) as a (email);

--! carry_opt_outs
-- What somebody said no to under the old address holds for the new one. A choice that the new one has already stays after
-- a change of the address; where two contacts become one, no wins.
with moved as (
  select r.contact_id, r.old, r.new from unnest(:contact_ids::uuid[], :old::text[], :new::text[]) as r (contact_id, old, new)),
all_mail as (
  select distinct on (m.new) m.new as email, m.contact_id
    from moved m join email_preferences o on o.email = m.old and o.unsubscribed_all
   order by m.new),
one_list as (
  select distinct on (m.new, o.category) m.new as email, m.contact_id, o.category, s.subscribed as old_choice
    from moved m
    join email_subscriptions o on o.email = m.old and not o.subscribed
    left join email_subscriptions s on s.email = m.new and s.category = o.category
   where s.subscribed is null or (s.subscribed and :no_wins::bool)
   order by m.new, o.category),
left_all as (
  insert into email_preferences as p (email, unsubscribed_all, unsubscribed_all_at, source, created_at, updated_at)
  select email, true, :now::timestamptz, :source::text, :now, :now from all_mail order by email
  on conflict (email) do update
     set unsubscribed_all = true, unsubscribed_all_at = excluded.unsubscribed_all_at, source = excluded.source, updated_at = excluded.updated_at
   where not p.unsubscribed_all
  returning p.email),
left_one as (
  insert into email_subscriptions as s (email, category, subscribed, source, changed_at)
  select email, category, false, :source, :now from one_list order by email, category
  on conflict (email, category) do update set subscribed = false, source = excluded.source, changed_at = excluded.changed_at
  returning s.email)
insert into preference_log (email, contact_id, category, field, old_value, new_value, source, actor, at)
select a.email, a.contact_id, null, 'unsubscribed_all', false, true, :source, :actor::text, :now from all_mail a join left_all l on l.email = a.email
union all
select o.email, o.contact_id, o.category, 'subscription', o.old_choice, false, :source, :actor, :now from one_list o where (select count(*) from left_one) >= 0;
