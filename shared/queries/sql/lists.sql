--! list_catalogue : (description?)
-- Enabled lists of the current release, in the order of their definitions.
select list_id, name, description, default_opt_in
  from list_configs
 where in_code and file_enabled and enabled
 order by position, list_id;

--! enabled_lists
select list_id, default_opt_in from list_configs where list_id = any(:ids) and in_code and file_enabled and enabled;

--! record_choices (contact_ids[?], actor?, send_id?, detail?) : (contact_id?)
-- Stored choices, the consent log and what really changed, in one statement. The caller holds the lock of each
-- contact, so the read of `before` and the write agree. Contacts may share no address, hence the distinct; an
-- address may have no contact at all. With `keep_no` a no wins, be it stored or in another of these choices; else the
-- last choice does.
with wanted as (
  select distinct on (r.email, r.category) r.email, r.category, r.subscribed, r.contact_id
    from unnest(:emails::text[], :categories::text[], :choices::bool[], :contact_ids::uuid[]) with ordinality
         as r (email, category, subscribed, contact_id, ord)
   order by r.email, r.category, r.subscribed and :keep_no, r.ord desc),
before as (
  select w.*, s.subscribed as old from wanted w left join email_subscriptions s on s.email = w.email and s.category = w.category),
changed as (
  select * from before
   where old is distinct from subscribed and not (:keep_no and subscribed and old is false)
   order by email, category),
written as (
  insert into email_subscriptions as s (email, category, subscribed, source, changed_at)
  select email, category, subscribed, :source, :now from changed
  on conflict (email, category) do update set subscribed = excluded.subscribed, source = excluded.source, changed_at = excluded.changed_at
  returning s.email),
logged as (
  insert into preference_log (email, contact_id, category, field, old_value, new_value, source, actor, send_id, detail, at)
  select email, contact_id, category, 'subscription', old, subscribed, :source, :actor, :send_id, :detail, :now from changed
  returning id)
select c.contact_id, c.category, c.subscribed
  from changed c
 where (select count(*) from written) >= 0 and (select count(*) from logged) >= 0;

--! offered_categories : (description?, default_opt_in?)
-- What the preference page offers: the built-in category `journey`, the other entries of categories.toml in the
-- current release, and the enabled lists. `default_opt_in` is that of a list; null for what is none.
with released as (
  select v.key as id, v.definition
    from content_release_items i
    join content_versions v on v.kind = i.kind and v.key = i.key and v.hash = i.hash
   where i.release_id = (select max(id) from content_releases) and i.kind = 'category' and i.key <> 'transactional')
select 'journey' as id, coalesce((select r.definition ->> 'name' from released r where r.id = 'journey'), 'Journey & lifecycle emails') as name,
       (select r.definition ->> 'description' from released r where r.id = 'journey') as description, null::bool as default_opt_in
union all
select r.id, coalesce(r.definition ->> 'name', r.id), r.definition ->> 'description', null
  from released r where r.id <> 'journey' and not exists (select 1 from list_configs l where l.list_id = r.id)
union all
select l.list_id, l.name, l.description, l.default_opt_in
  from list_configs l where l.in_code and l.file_enabled and l.enabled and l.list_id not in ('journey', 'transactional');

--! stored_choices
-- What was chosen for these addresses; where there is no row, the default of the list holds.
select s.email, s.category, s.subscribed from email_subscriptions s where s.email = any(:emails);

--! record_global_choice (contact_id?, actor?, send_id?)
-- The opt-out from all mail but transactional, or its end, with the consent log; answers the addresses for which that
-- is a change. Locks and order as in `record_choices`.
with before as (
  select r.email, coalesce(p.unsubscribed_all, false) as old
    from (select distinct w.email from unnest(:emails::text[]) as w (email)) r
    left join email_preferences p on p.email = r.email),
changed as (
  select email, old from before where old is distinct from :unsubscribed_all order by email),
written as (
  insert into email_preferences as p (email, unsubscribed_all, unsubscribed_all_at, source, created_at, updated_at)
  select email, :unsubscribed_all, case when :unsubscribed_all then :now::timestamptz end, :source, :now, :now from changed
  on conflict (email) do update
     set unsubscribed_all = excluded.unsubscribed_all, unsubscribed_all_at = excluded.unsubscribed_all_at, source = excluded.source, updated_at = excluded.updated_at
  returning p.email),
logged as (
  insert into preference_log (email, contact_id, category, field, old_value, new_value, source, actor, send_id, at)
  select email, :contact_id, null, 'unsubscribed_all', old, :unsubscribed_all, :source, :actor, :send_id, :now from changed
  returning id)
select c.email from changed c
 where (select count(*) from written) >= 0 and (select count(*) from logged) >= 0;

--! withheld_addresses (fixed_now?)
-- Addresses that get no mail whatever they subscribe to; the caller is told.
select a.email, exists (select 1 from email_preferences p where p.email = a.email and p.unsubscribed_all) as unsubscribed_all,
       exists (select 1 from email_suppressions x where x.email in (a.email, 'sha256:' || encode(sha256(convert_to((select value #>> '{}' from settings where key = 'erasure_salt') || a.email, 'UTF8')), 'hex'))
                and (x.expires_at is null or x.expires_at > coalesce(:fixed_now::timestamptz, clock_timestamp()))) as suppressed
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
