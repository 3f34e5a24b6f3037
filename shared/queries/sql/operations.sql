--! take_lease (work_before?)
-- No row: another invocation works, or the task has already run since `work_before`. The clock is read after the row lock.
-- Repeated with its token it gives the same row, so it may be the first statement on a connection that turns out dead.
insert into task_heartbeats as h (task, lease_token, lease_until, last_started_at)
values (:task, :token, clock_timestamp() + make_interval(secs => :seconds), clock_timestamp())
on conflict (task) do update
   set lease_token = excluded.lease_token, lease_until = clock_timestamp() + make_interval(secs => :seconds),
       last_started_at = clock_timestamp(), updated_at = clock_timestamp()
 where (h.lease_until is null or h.lease_until < clock_timestamp() or h.lease_token = excluded.lease_token)
   and coalesce(h.last_ok_at, '-infinity') < coalesce(:work_before::timestamptz, 'infinity')
returning task;

--! renew_lease
update task_heartbeats
   set lease_until = clock_timestamp() + make_interval(secs => :seconds), updated_at = clock_timestamp()
 where task = :task and lease_token = :token and lease_until > clock_timestamp()
returning task;

--! end_lease (error?)
update task_heartbeats
   set lease_token = null, lease_until = null, last_error = :error::text, updated_at = clock_timestamp(),
       last_ok_at = case when :error::text is null then clock_timestamp() else last_ok_at end
 where task = :task and lease_token = :token;

--! record_queue
-- SQS tells the age of the oldest message to CloudWatch alone. `oldest_secs` is its upper bound: for how long the queue
-- has not been seen empty.
insert into queue_stats as q (queue, visible, in_flight, oldest_secs, dead, seen_at)
values (:queue, :visible, :in_flight, 0, :dead, clock_timestamp())
on conflict (queue) do update
   set visible = excluded.visible, in_flight = excluded.in_flight, dead = excluded.dead, seen_at = excluded.seen_at,
       oldest_secs = case when excluded.visible = 0 then 0
                          else coalesce(q.oldest_secs, 0) + extract(epoch from excluded.seen_at - q.seen_at)::int end;

--! forget_queues
-- Those that the stack no longer has: their last age would be told for ever.
delete from queue_stats where queue <> all(:known::text[]);

--! queue_ages : (oldest_secs?)
select queue, oldest_secs, seen_at, extract(epoch from clock_timestamp() - seen_at)::float8 as seen_secs_ago
  from queue_stats order by queue;

--! pending_dead_letters
select count(*) from dead_letters where status = 'pending';

--! ping
select 1 as answer;

--! applied_migrations : (name?)
select version, name from schema_migrations order by version;

--! read_clock (fixed_now?)
select coalesce(:fixed_now::timestamptz, clock_timestamp()) as now;

--! last_success : (last_ok_at?)
select last_ok_at from task_heartbeats where task = :task;

--! overdue_tasks
-- Tasks without a success for longer than they may; one that never ran is judged from the newest release on.
select t.task
  from unnest(:tasks::text[], :patience_secs::float8[]) as t (task, patience_secs)
  left join task_heartbeats h on h.task = t.task
 where coalesce(h.last_ok_at, (select max(published_at) from content_releases), clock_timestamp())
       < clock_timestamp() - make_interval(secs => t.patience_secs)
 order by t.task;
