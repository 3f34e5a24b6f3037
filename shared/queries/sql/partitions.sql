--! lock_partitions
-- `migrate` and `maintain` change the months one at a time. Not the lock of migrations: `migrate` holds that one meanwhile.
select pg_advisory_xact_lock(hashtextextended('partitions', 0))::text as locked;

--! default_months
-- Months of events that slipped past the partitions.
select date_trunc('month', occurred_at at time zone 'UTC')::date::text as month, count(*) as events
  from user_events_default group by 1 order by 1;

--! purge_default_events
with gone as (
  delete from user_events_default where (id, occurred_at) in (
    select id, occurred_at from user_events_default where occurred_at < :oldest limit :rows)
  returning 1)
select count(*) as gone from gone;

--! move_month
-- Statements that give a month of the default partition a partition of its own. Writers of the default partition wait
-- meanwhile, and no others: a row that came in between would make the attachment fail. Table and rows appear together.
select format(statement, 'user_events_' || to_char(m.month, 'YYYY_MM'), to_char(m.month, 'YYYY-MM-DD') || ' 00:00:00+00',
              to_char(m.month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00') as statement
  from (select :month::text::date as month) m,
       unnest(array[
         'lock table user_events_default in share row exclusive mode',
         'create table %1$I (like user_events including defaults including constraints)',
         'with moved as (delete from user_events_default where occurred_at >= %2$L and occurred_at < %3$L returning *) insert into %1$I select * from moved',
         'alter table user_events attach partition %1$I for values from (%2$L) to (%3$L)'])
       with ordinality as s (statement, ord)
 order by ord;

--! record_event_move
insert into jobs (id, kind, status, params, total_rows, processed_rows, created_by, started_at, finished_at)
values (gen_random_uuid(), 'event_move', 'completed', jsonb_build_object('month', :month::text), :events, :events, 'maintain', now(), clock_timestamp());

--! expired_partitions
-- Months before the given day, and the statements that drop them. The plain detach: PostgreSQL refuses the concurrent one
-- while there is a default partition (tried on 15 and 18).
select c.relname::text as partition, format('alter table user_events detach partition %1$I; drop table %1$I', c.relname) as statements
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
 where i.inhparent = 'user_events'::regclass and c.relname ~ '^user_events_\d{4}_\d{2}$'
   and c.relname < 'user_events_' || to_char(:oldest::timestamptz at time zone 'UTC', 'YYYY_MM')
 order by c.relname;

--! check_primary_keys (after?) : (last?)
-- One page of live contacts: those of whom a primary key row and the column of `contacts` differ, as "<id> <kind>".
with page as (
  select id, external_id, email, anonymous_id from contacts
   where deleted_at is null and (:after::uuid is null or id > :after) order by id limit :rows)
select (select id from page order by id desc limit 1) as last,
       array(select p.id || ' ' || c.kind
               from page p
              cross join lateral (values ('external', p.external_id), ('email', p.email), ('anonymous', p.anonymous_id)) as c (kind, value)
               left join contact_keys k on k.contact_id = p.id and k.kind = c.kind and k.role = 'primary'
              where k.value is distinct from c.value
              order by p.id, c.kind) as differing;
