--! lock_absent_keys
-- Locks the given keys that nobody owns yet, ascending by lock number, so that two calls cannot both create them.
-- The sort lies below the locking call in the plan. In a steady stream all keys exist and nothing is locked. Keys are
-- looked up one by one, here and below: a plan made while the tables were small would read them whole.
select pg_advisory_xact_lock(s.h)::text as locked, s.absent
  from (select hashtextextended('id:' || g.kind || ':' || g.value, 0) as h, array_agg(g.ord) as absent
          from unnest(:kinds::text[], :values::text[]) with ordinality as g (kind, value, ord)
         where (select true from contact_keys k where k.kind = g.kind and k.value = g.value) is null
         group by 1) s
 order by s.h;

--: LockedContact(external_id?, email?, anonymous_id?, timezone?, timezone_source?)

--! lock_contacts : LockedContact
-- Ascending by id: every transaction takes its contacts in the same order.
select c.id, c.external_id, c.email, c.anonymous_id, c.timezone, c.timezone_source, c.do_not_track, c.properties, c.properties_at, c.first_seen_at, c.last_seen_at
  from contacts c
 where c.deleted_at is null
   and c.id = any (array(select (select k.contact_id from contact_keys k where k.kind = g.kind and k.value = g.value)
                           from unnest(:kinds::text[], :values::text[]) as g (kind, value)))
 order by c.id
   for no key update of c;

--! read_keys (fixed_now?) : (kind?, value?, contact_id?, last_received_at?)
-- Read after the locks: who owns each key now, the bound of received_at, the clock, and the release in force.
-- The left join gives one row with the clock even when no key is known.
select k.kind, k.value, k.contact_id,
       (select max(s.last_received_at) from contact_event_stats s where s.contact_id = k.contact_id) as last_received_at,
       t.now, t.content_epoch
  from (select coalesce(:fixed_now::timestamptz, clock_timestamp()) as now,
               coalesce((select value::text from settings where key = 'content_epoch'), '0') as content_epoch) t
  left join (unnest(:kinds::text[], :values::text[]) as g (kind, value)
             cross join lateral (select o.kind, o.value, o.contact_id from contact_keys o where o.kind = g.kind and o.value = g.value offset 0) k) on true;

--! contact_by_reference (id?, external_id?) : (id?)
-- Whom an operator means: a contact's own id first, also one that was merged away, then a user id. No row: nobody.
select c.id
  from (select coalesce(m.merged_into, m.id) as id, 1 as rank from contacts m where m.id = :id::uuid
        union all
        select k.contact_id, 2 from contact_keys k where k.kind = 'external' and k.value = :external_id::text) found
  join contacts c on c.id = found.id and c.deleted_at is null
 order by found.rank limit 1;

--! lock_contacts_by_id : LockedContact
select c.id, c.external_id, c.email, c.anonymous_id, c.timezone, c.timezone_source, c.do_not_track, c.properties, c.properties_at, c.first_seen_at, c.last_seen_at
  from contacts c
 where c.deleted_at is null and c.id = any(:ids::uuid[])
 order by c.id
   for no key update of c;

--! read_bounds (fixed_now?) : (contact_id?, last_received_at?)
-- As read_keys, for contacts that are known by their ids.
select b.contact_id, b.last_received_at, t.now, t.content_epoch
  from (select coalesce(:fixed_now::timestamptz, clock_timestamp()) as now,
               coalesce((select value::text from settings where key = 'content_epoch'), '0') as content_epoch) t
  left join (select s.contact_id, max(s.last_received_at) as last_received_at from contact_event_stats s where s.contact_id = any(:ids::uuid[]) group by 1) b on true;

--! show_contact : (external_id?, anonymous_id?, email?)
select c.id, c.external_id, c.anonymous_id, c.email, c.properties, c.first_seen_at, c.last_seen_at, c.created_at, c.updated_at
  from contacts c where c.id = :id and c.deleted_at is null;

--! insert_contacts (external_ids[?], emails[?], anonymous_ids[?], timezones[?], timezone_sources[?])
insert into contacts (id, external_id, email, anonymous_id, timezone, timezone_source, do_not_track, properties, properties_at, first_seen_at, last_seen_at, created_at, updated_at)
select r.id, r.external_id, r.email, r.anonymous_id, r.timezone, r.timezone_source, r.do_not_track, r.properties, r.properties_at, r.first_seen_at, r.last_seen_at, :now, :now
  from unnest(:ids::uuid[], :external_ids::text[], :emails::text[], :anonymous_ids::text[], :timezones::text[], :timezone_sources::text[], :do_not_track::bool[],
              :properties::jsonb[], :properties_at::timestamptz[], :first_seen_at::timestamptz[], :last_seen_at::timestamptz[])
       as r (id, external_id, email, anonymous_id, timezone, timezone_source, do_not_track, properties, properties_at, first_seen_at, last_seen_at);

--! update_contacts (external_ids[?], emails[?], anonymous_ids[?], timezones[?], timezone_sources[?])
-- Whole rows: they were read under their locks, so nothing can have changed in between.
update contacts c
   set external_id = r.external_id, email = r.email, anonymous_id = r.anonymous_id, timezone = r.timezone, timezone_source = r.timezone_source,
       do_not_track = r.do_not_track, properties = r.properties, properties_at = r.properties_at,
       first_seen_at = r.first_seen_at, last_seen_at = r.last_seen_at, updated_at = :now
  from unnest(:ids::uuid[], :external_ids::text[], :emails::text[], :anonymous_ids::text[], :timezones::text[], :timezone_sources::text[], :do_not_track::bool[],
              :properties::jsonb[], :properties_at::timestamptz[], :first_seen_at::timestamptz[], :last_seen_at::timestamptz[])
       as r (id, external_id, email, anonymous_id, timezone, timezone_source, do_not_track, properties, properties_at, first_seen_at, last_seen_at)
 where c.id = r.id;

--! write_contact_keys
-- An alias of the same contact may become its primary key; a key of another contact is never taken.
insert into contact_keys as k (kind, value, contact_id, role, reason)
select r.kind, r.value, r.contact_id, r.role, r.reason
  from unnest(:kinds::text[], :values::text[], :contact_ids::uuid[], :roles::text[], :reasons::text[]) as r (kind, value, contact_id, role, reason)
on conflict (kind, value) do update set role = excluded.role, updated_at = now() where k.contact_id = excluded.contact_id;

--! record_conflicts
insert into identity_conflicts as c (kind, value, contact_id, owner_id, reason)
select r.kind, r.value, r.contact_id, r.owner_id, r.reason
  from unnest(:kinds::text[], :values::text[], :contact_ids::uuid[], :owner_ids::uuid[], :reasons::text[]) as r (kind, value, contact_id, owner_id, reason)
on conflict (kind, value, contact_id) do update set hits = c.hits + 1, last_at = now(), owner_id = excluded.owner_id, reason = excluded.reason, resolved_at = null;

--! addresses_of
-- Every address that leads to these contacts, aliases included: an opt-out holds for all of them.
select k.contact_id, k.value as email
  from contact_keys k
 where k.contact_id = any(:contact_ids) and k.kind = 'email'
 order by k.contact_id, k.value;

--! find_contacts (external_id?, address?) : (external_id?, email?)
-- Live contacts that either key leads to, aliases included; a match on the user id comes first.
select c.id, c.external_id, c.email, c.properties, c.first_seen_at, c.last_seen_at, c.created_at, c.updated_at
  from (select k.contact_id, min(case k.kind when 'external' then 1 else 2 end) as rank
          from contact_keys k
         where (k.kind = 'external' and k.value = :external_id::text) or (k.kind = 'email' and k.value = :address::text)
         group by 1) found
  join contacts c on c.id = found.contact_id and c.deleted_at is null
 order by found.rank;

--! delete_contact (actor?)
-- The row stays as a tombstone under its id; its keys are free for a new contact. The job that will erase it in thirty days
-- keeps them until then, for a restore and for the erasure itself.
with freed as (
  delete from contact_keys where contact_id = :id returning kind, value, role),
gone as (
  update contacts set deleted_at = :now::timestamptz, delete_reason = 'deleted', erase_after = :now::timestamptz + interval '30 days', updated_at = :now
   where id = :id and deleted_at is null
  returning id)
insert into jobs (id, kind, params, created_by, created_at)
select :job_id, 'erase',
       jsonb_build_object('contactId', g.id, 'keys', (select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'value', f.value, 'role', f.role)), '[]') from freed f)),
       :actor::text, :now
  from gone g
returning id;

--! end_live_runs
-- Of a deleted contact: its journeys stop where they are.
with ended as (
  update journey_states set status = 'exited', exit_reason = 'contact_deleted', exited_at = :now::timestamptz, wake_at = null, wake_enqueued_at = null,
         redrive_at = null, held = false, epoch = epoch + 1, updated_at = :now
   where contact_id = :id and status in ('active', 'waiting')
  returning id),
waits as (
  update journey_waits w set status = 'cancelled', resolved_at = :now from ended e where w.state_id = e.id and w.status = 'pending' returning w.id)
update journey_calls c set status = 'canceled', done_at = :now, claim_token = null, claim_until = null from ended e where c.state_id = e.id and c.status = 'queued';

--! end_memberships
-- Of a deleted contact: without an event, as nobody is left to get mail for it.
update bucket_memberships set status = 'left', left_at = :now::timestamptz, leave_reason = 'contact_deleted', updated_at = :now
 where contact_id = :id and status = 'active';
