-- Joining contacts. `survivors` and `losers` are pairs, the best-ranked loser of a survivor first. The caller holds the
-- lock of every contact named; statements run in the order of this file, which is the order of locks.

--! bury_losers
-- First, because it takes the losers out of the unique indexes of live contacts. Their columns stay for provenance.
update contacts set deleted_at = :now::timestamptz, delete_reason = 'merged', updated_at = :now
 where id = any(:losers::uuid[]) and deleted_at is null;

--! record_merges (actor?, request_id?)
-- What a repair by hand needs: the row, its keys and its opt-outs as they were.
insert into contact_merges (survivor_id, loser_id, loser_snapshot, cause, actor, request_id, created_at)
select p.survivor_id, c.id,
       jsonb_build_object(
         'contact', to_jsonb(c) - array['deleted_at', 'delete_reason', 'merged_into', 'rekey_pending', 'contact_key'],
         'keys', (select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'value', k.value, 'role', k.role) order by k.kind, k.value), '[]')
                    from contact_keys k where k.contact_id = c.id),
         'optOuts', (select coalesce(jsonb_agg(jsonb_build_object('email', o.email, 'category', o.category) order by o.email, o.category), '[]')
                       from (select u.email, u.category from email_subscriptions u where not u.subscribed
                             union all
                             select g.email, null from email_preferences g where g.unsubscribed_all) o
                       join contact_keys k on k.kind = 'email' and k.value = o.email and k.contact_id = c.id)),
       :cause, :actor, :request_id, :now
  from unnest(:survivors::uuid[], :losers::uuid[]) as p (survivor_id, loser_id)
  join contacts c on c.id = p.loser_id;

--! point_losers
-- Also the losers of a loser: an id that somebody stored leads to the survivor in one step, always.
-- Two branches by their indexes; one condition for both read all of contacts: 83 ms of 100 000 rows.
-- The losers of a loser are locked out of the order of locks. Only a call that had waited for one of them while it was
-- joined can hold it, and that call may wait for us: hence nowait, and the whole merge again.
with followers as (
  select p.survivor_id, x.id
    from unnest(:survivors::uuid[], :losers::uuid[]) as p (survivor_id, loser_id) join contacts x on x.merged_into = p.loser_id
     for no key update of x nowait),
led as (
  select p.survivor_id, p.loser_id as id from unnest(:survivors, :losers) as p (survivor_id, loser_id)
  union all
  select survivor_id, id from followers)
update contacts c set merged_into = l.survivor_id, updated_at = :now::timestamptz
  from led l where c.id = l.id;

--! move_keys
update contact_keys k set contact_id = p.survivor_id, role = 'alias', reason = 'merge', from_contact_id = p.loser_id, updated_at = now()
  from unnest(:survivors::uuid[], :losers::uuid[]) as p (survivor_id, loser_id)
 where k.contact_id = p.loser_id
returning p.loser_id, k.contact_id as survivor_id, k.kind, k.value;

--! release_addresses
-- An alias that leads to somebody else from now on; a primary key is never taken.
delete from contact_keys k
 using unnest(:addresses::text[], :owners::uuid[]) as r (address, owner_id)
 where k.kind = 'email' and k.value = r.address and k.contact_id = r.owner_id and k.role = 'alias';

--! exit_colliding_runs
-- A contact is in a journey once per run key: of the live runs that meet, the survivor's stays, else the best-ranked loser's.
with pairs as (
  select p.survivor_id, p.loser_id, p.rank from unnest(:survivors::uuid[], :losers::uuid[]) with ordinality as p (survivor_id, loser_id, rank)),
members as (
  select survivor_id, loser_id as contact_id, rank from pairs union select survivor_id, survivor_id, 0 from pairs),
live as (
  select s.id, s.contact_id, row_number() over (partition by m.survivor_id, s.journey_id, s.run_key order by m.rank) as place
    from members m join journey_states s on s.contact_id = m.contact_id and s.status in ('active', 'waiting')),
ended as (
  update journey_states s set status = 'exited', exit_reason = 'merged', exited_at = :now::timestamptz, wake_at = null, wake_enqueued_at = null,
         redrive_at = null, held = false, epoch = s.epoch + 1, updated_at = :now
    from live l where s.id = l.id and l.place > 1
  returning s.id, s.contact_id),
waits as (
  update journey_waits w set status = 'cancelled', resolved_at = :now from ended e where w.state_id = e.id and w.status = 'pending' returning w.id),
calls as (
  update journey_calls c set status = 'canceled', done_at = :now, claim_token = null, claim_until = null from ended e where c.state_id = e.id and c.status = 'queued'
  returning c.id)
select e.id, e.contact_id as loser_id from ended e;

--! move_runs
-- Runs with their waits and calls; live ones go on where they are. Refusals of a loser say nothing about the survivor.
with pairs as (
  select p.survivor_id, p.loser_id from unnest(:survivors::uuid[], :losers::uuid[]) as p (survivor_id, loser_id)),
runs as (
  update journey_states s set contact_id = p.survivor_id from pairs p where s.contact_id = p.loser_id returning s.id, p.survivor_id, p.loser_id),
waits as (
  update journey_waits w set contact_id = r.survivor_id from runs r where w.state_id = r.id returning w.id),
calls as (
  update journey_calls c set contact_id = r.survivor_id from runs r where c.state_id = r.id returning c.id),
refusals as (
  delete from journey_refusals f using pairs p where f.contact_id = p.loser_id returning f.journey_id)
select r.loser_id, count(*) as moved from runs r group by 1;

--! move_memberships
-- Active twice in one bucket: the loser's row ends without an event, the survivor's goes on with its own times. Two
-- branches by status, as there is an index by contact for each and none for both.
with pairs as (
  select p.survivor_id, p.loser_id, p.rank from unnest(:survivors::uuid[], :losers::uuid[]) with ordinality as p (survivor_id, loser_id, rank)),
members as (
  select survivor_id, loser_id as contact_id, rank from pairs union select survivor_id, survivor_id, 0 from pairs),
active as (
  select b.id, m.survivor_id, m.contact_id, m.rank, row_number() over (partition by m.survivor_id, b.bucket_id order by m.rank) as place
    from members m join bucket_memberships b on b.contact_id = m.contact_id and b.status = 'active'),
moving as (
  select id, survivor_id, contact_id as loser_id, place > 1 as ends from active where rank > 0
  union all
  select b.id, p.survivor_id, p.loser_id, false
    from pairs p join bucket_memberships b on b.contact_id = p.loser_id and b.status = 'left'),
moved as (
  update bucket_memberships b
     set contact_id = m.survivor_id, updated_at = :now,
         status = case when m.ends then 'left' else b.status end,
         left_at = case when m.ends then :now::timestamptz else b.left_at end,
         leave_reason = case when m.ends then 'merged' else b.leave_reason end
    from moving m where b.id = m.id
  returning m.loser_id)
select loser_id, count(*) as moved from moved group by 1;

--! move_statistics
-- Folded at once, whatever becomes of the events themselves: counts and "ever" questions read no events.
with taken as (
  delete from contact_event_stats s using unnest(:survivors::uuid[], :losers::uuid[]) as p (survivor_id, loser_id)
   where s.contact_id = p.loser_id
  returning p.survivor_id, s.*),
folded as (
  insert into contact_event_stats as s (contact_id, event, count, first_at, last_at, last_received_at)
  select survivor_id, event, sum(count), min(first_at), max(last_at), max(last_received_at) from taken group by 1, 2 order by 1, 2
  on conflict (contact_id, event) do update
     set count = s.count + excluded.count, first_at = least(s.first_at, excluded.first_at), last_at = greatest(s.last_at, excluded.last_at),
         last_received_at = greatest(s.last_received_at, excluded.last_received_at)
  returning s.event)
select contact_id as loser_id, sum(count)::bigint as events from taken group by 1;

--! move_events
update user_events e set contact_id = p.survivor_id
  from unnest(:survivors::uuid[], :losers::uuid[]) as p (survivor_id, loser_id)
 where e.contact_id = p.loser_id;

--! leave_events_to_task
update contacts set rekey_pending = true where id = any(:losers::uuid[]);

--! move_sends
-- By id, as everybody locks them. Address and key stay as they were sent.
with mine as (
  select s.id, p.survivor_id
    from unnest(:survivors::uuid[], :losers::uuid[]) as p (survivor_id, loser_id) join email_sends s on s.contact_id = p.loser_id
   order by s.id for no key update of s)
update email_sends s set contact_id = m.survivor_id from mine m where s.id = m.id;

--! resolve_conflicts
-- Joins that were refused and have now been made. Only rows of which the merge holds both sides: two merges that pass on each
-- other's refusals meet in the opposite order.
update identity_conflicts c set resolved_at = :now::timestamptz
  from unnest(:survivors::uuid[], :losers::uuid[]) as p (survivor_id, loser_id)
 where c.resolved_at is null
   and ((c.contact_id = p.loser_id and c.owner_id = p.survivor_id) or (c.contact_id = p.survivor_id and c.owner_id = p.loser_id));

--! note_moved
update contact_merges m set moved = r.moved
  from unnest(:losers::uuid[], :moved::jsonb[]) as r (loser_id, moved)
 where m.loser_id = r.loser_id and m.created_at = :now;

--! merge_rules : (survivor_id?)
-- What may be joined: the installation's word on identified people, and how many others each contact took in within a day.
select r.merge_identified, m.survivor_id, coalesce(m.merges, 0) as merges
  from (select coalesce((select value = '"merge"'::jsonb from settings where key = 'identity.on_external_mismatch'), false) as merge_identified) r
  left join (select survivor_id, count(*) as merges from contact_merges
              where survivor_id = any(:ids::uuid[]) and created_at > :now::timestamptz - interval '24 hours' group by 1) m on true;

--! pending_rekey
-- Whose events are still to be moved, and to whom; no row when they have been.
select merged_into as survivor_id from contacts where id = :loser and rekey_pending and merged_into is not null;

--! lock_for_rekey
-- Before the loser's events move, as everybody does who writes events of a contact; also a survivor that was deleted since.
-- The loser's row is written, too: a call that had waited for it while it was joined may hold it and wait for the survivor.
select id from contacts where id in (:survivor, :loser) order by id for no key update;

--! rekey_events
with due as materialized (select id, occurred_at from user_events where contact_id = :loser limit :at_once)
update user_events e set contact_id = :survivor from due where e.id = due.id and e.occurred_at = due.occurred_at;

--! note_rekey
update contacts set rekey_pending = not :done::bool, updated_at = clock_timestamp() where id = :loser;

--! stale_rekeys
-- Losers whose message was lost: nothing has moved for fifteen minutes. Touched, so that the next sweep leaves them alone.
update contacts c set updated_at = clock_timestamp()
  from (select id from contacts where rekey_pending and updated_at < clock_timestamp() - interval '15 minutes' order by id limit 100 for update skip locked) due
 where c.id = due.id
returning c.id;
