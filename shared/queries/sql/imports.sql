--: ImportRow(file_name?, error?, total_rows?, created_by?, started_at?, finished_at?, progress_at?)

--! insert_import (file_name?, format?, fixed_now?)
insert into jobs (id, kind, status, params, s3_key, file_name, format, created_by, progress_at, created_at)
select :id, 'import', :status, :params, :s3_key::text, :file_name, :format, :created_by::text, clock_timestamp(),
       coalesce(:fixed_now::timestamptz, clock_timestamp());

--! start_upload (file_name?)
-- Compare-and-set: an upload is started once.
update jobs
   set status = 'pending', params = :params, format = :format::text, file_name = coalesce(:file_name::text, file_name), progress_at = clock_timestamp()
 where id = :id and kind = 'import' and status = 'uploading'
returning id;

--! get_import : ImportRow
-- Counters are the sum of the chunks', which move with each transaction; a job has at most some thousands of them.
-- A job keeps the id of its key, as the actor of what it writes; people read the name. The bootstrap key has no row.
select j.id, j.status, j.params, j.file_name, j.error, j.total_rows, coalesce(k.name, j.created_by) as created_by,
       j.created_at, j.started_at, j.finished_at, j.progress_at, c.processed, c.failed, c.created, c.updated
  from jobs j
  left join api_keys k on k.id::text = j.created_by,
       lateral (select coalesce(sum(processed), 0)::bigint as processed, coalesce(sum(failed), 0)::bigint as failed,
                       coalesce(sum(created), 0)::bigint as created, coalesce(sum(updated), 0)::bigint as updated
                  from import_chunks where job_id = j.id) c
 where j.id = :id and j.kind = 'import';

--! list_imports (after_at?, after_id?) : ImportRow
select j.id, j.status, j.params, j.file_name, j.error, j.total_rows, coalesce(k.name, j.created_by) as created_by,
       j.created_at, j.started_at, j.finished_at, j.progress_at, c.processed, c.failed, c.created, c.updated
  from (select * from jobs
         where kind = 'import' and (:after_at::timestamptz is null or (created_at, id) < (:after_at, :after_id::uuid))
         order by created_at desc, id desc
         limit :rows offset :skip) j
  left join api_keys k on k.id::text = j.created_by,
       lateral (select coalesce(sum(processed), 0)::bigint as processed, coalesce(sum(failed), 0)::bigint as failed,
                       coalesce(sum(created), 0)::bigint as created, coalesce(sum(updated), 0)::bigint as updated
                  from import_chunks where job_id = j.id) c
 order by j.created_at desc, j.id desc;

--! count_imports
select count(*) from (select 1 from jobs where kind = 'import' limit :cap) as counted;

--! import_errors
select row_no, error from job_errors where job_id = :id and row_no > :after order by row_no limit :rows offset :skip;

--! lease_split (fixed_now?) : (s3_key?, cursor?)
-- One splitter at a time; nothing once the file is split or the job has ended.
update jobs
   set status = 'running', lease_token = :token, lease_until = clock_timestamp() + interval '2 minutes', attempts = attempts + 1,
       started_at = coalesce(started_at, :fixed_now::timestamptz, clock_timestamp()), progress_at = clock_timestamp()
 where id = :id and kind = 'import' and status in ('pending', 'running') and coalesce(cursor ->> 'done', 'false') = 'false'
   and (lease_until is null or lease_until < clock_timestamp())
returning s3_key, params, cursor, coalesce(created_by, '') as actor;

--! save_split (rows?)
-- No row: the lease went to another splitter, or the job was canceled. Attempts are those since something was saved.
update jobs
   set cursor = :cursor, progress_at = clock_timestamp(), total_rows = :rows::bigint, attempts = 0,
       lease_until = case when :rows::bigint is null then clock_timestamp() + interval '2 minutes' end,
       lease_token = case when :rows::bigint is null then lease_token end
 where id = :id and lease_token = :token and status = 'running'
returning id;

--! release_split
update jobs set lease_until = null, lease_token = null where id = :id and lease_token = :token;

--! insert_chunks
insert into import_chunks (job_id, chunk_no, first_row, byte_from, byte_to)
select :job, r.chunk_no, r.first_row, r.byte_from, r.byte_to
  from unnest(:numbers::int[], :first_rows::bigint[], :byte_from::bigint[], :byte_to::bigint[]) as r (chunk_no, first_row, byte_from, byte_to)
on conflict (job_id, chunk_no) do nothing;

--! fail_import (fixed_now?)
update jobs
   set status = 'failed', error = :error, finished_at = coalesce(:fixed_now::timestamptz, clock_timestamp()), progress_at = clock_timestamp(),
       lease_until = null, lease_token = null
 where id = :id and kind = 'import' and status in ('pending', 'running')
returning id;

--! cancel_import (fixed_now?)
update jobs
   set status = 'canceled', finished_at = coalesce(:fixed_now::timestamptz, clock_timestamp()), progress_at = clock_timestamp(),
       lease_until = null, lease_token = null
 where id = :id and kind = 'import' and status in ('uploading', 'pending', 'running')
returning id;

--! claim_chunk : (s3_key?, cursor?)
-- No row: somebody else works on the chunk, it is done, or the job has ended.
update import_chunks c
   set lease_until = clock_timestamp() + interval '2 minutes', attempts = c.attempts + 1
  from jobs j
 where c.job_id = :job and c.chunk_no = :chunk and c.status = 'pending' and (c.lease_until is null or c.lease_until < clock_timestamp())
   and j.id = c.job_id and j.status = 'running'
returning c.first_row, c.byte_from, c.byte_to, c.processed, j.s3_key, j.params, j.cursor, coalesce(j.created_by, '') as actor;

--! hold_chunk
-- The first statement of a chunk's transaction. Two workers that both believe to have the lease meet here: the second
-- finds the position moved. A canceled job ends here, too.
select c.processed from import_chunks c join jobs j on j.id = c.job_id
 where c.job_id = :job and c.chunk_no = :chunk and c.status = 'pending' and c.processed = :position and j.status = 'running'
   for update of c;

--! advance_chunk
-- The last statement of a chunk's transaction: rows, position and counters commit together.
update import_chunks
   set processed = processed + :processed, failed = failed + :failed, created = created + :created, updated = updated + :updated,
       lease_until = clock_timestamp() + interval '2 minutes',
       status = case when :done then 'done' else status end, done_at = case when :done then clock_timestamp() end
 where job_id = :job and chunk_no = :chunk;

--! release_chunk
update import_chunks set lease_until = clock_timestamp() where job_id = :job and chunk_no = :chunk and status = 'pending';

--! record_row_errors
-- The first ten thousand are kept; the counters know how many there were. Workers that meet at the limit may exceed it
-- by a transaction each.
insert into job_errors (job_id, row_no, error)
select :job, r.row_no, r.error
  from unnest(:rows::bigint[], :errors::text[]) as r (row_no, error)
 order by r.row_no
 limit greatest(0, 10000 - (select count(*) from job_errors where job_id = :job))
on conflict (job_id, row_no) do nothing;

--! close_import (fixed_now?)
-- The worker of the last chunk tries it after its commit, the sweep repeats it. Compare-and-set, so once.
update jobs j
   set status = case when c.broken > 0 then 'failed' else 'completed' end,
       error = case when c.broken > 0 then 'Some rows could not be written after ten attempts, the first of them near row ' || c.broken_row end,
       processed_rows = c.processed, failed_rows = c.failed, result = jsonb_build_object('created', c.created, 'updated', c.updated),
       finished_at = coalesce(:fixed_now::timestamptz, clock_timestamp()), progress_at = clock_timestamp()
  from (select count(*) filter (where status = 'pending') as open, count(*) filter (where status = 'failed') as broken,
               min(first_row + processed) filter (where status = 'failed') as broken_row,
               coalesce(sum(processed), 0) as processed, coalesce(sum(failed), 0) as failed,
               coalesce(sum(created), 0) as created, coalesce(sum(updated), 0) as updated
          from import_chunks where job_id = :id) c
 where j.id = :id and j.status = 'running' and j.cursor ->> 'done' = 'true' and c.open = 0
returning j.id;

--! silent_splits
-- Jobs whose file nobody splits, though a message said so a quarter of an hour ago.
update jobs set progress_at = clock_timestamp()
 where id = any (array(
   select id from jobs
    where kind = 'import' and status in ('pending', 'running') and coalesce(cursor ->> 'done', 'false') = 'false'
      and (lease_until is null or lease_until < clock_timestamp()) and progress_at < clock_timestamp() - interval '15 minutes'
    order by progress_at limit 100 for update skip locked))
returning id;

--! silent_chunks
-- Chunks of which nothing was heard for a quarter of an hour. One that nobody has taken yet is silent only when its
-- whole job is: it may simply wait for its turn.
-- Materialized: once per job. Asked for each of 10,000 chunks that wait, the same took 11 s instead of 20 ms.
with running as materialized (
  select j.id, greatest(j.progress_at, (select max(o.lease_until) from import_chunks o where o.job_id = j.id)) as heard_at
    from jobs j
   where j.kind = 'import' and j.status = 'running' and j.cursor ->> 'done' = 'true')
update import_chunks i set lease_until = clock_timestamp()
  from (select c.job_id, c.chunk_no
          from running j
          join import_chunks c on c.job_id = j.id and c.status = 'pending'
         where coalesce(c.lease_until, j.heard_at) < clock_timestamp() - interval '15 minutes'
         order by c.job_id, c.chunk_no limit 2000 for update of c skip locked) s
 where i.job_id = s.job_id and i.chunk_no = s.chunk_no
returning i.job_id, i.chunk_no;

--! give_up_splits (fixed_now?)
-- Ten attempts in a row saved nothing: without an end the job would be asked for again for ever.
update jobs
   set status = 'failed', error = 'The file could not be split in ten attempts; nothing of it was written',
       finished_at = coalesce(:fixed_now::timestamptz, clock_timestamp()), progress_at = clock_timestamp(), lease_until = null, lease_token = null
 where kind = 'import' and status in ('pending', 'running') and coalesce(cursor ->> 'done', 'false') = 'false' and attempts >= 10
   and (lease_until is null or lease_until < clock_timestamp())
returning id;

--! give_up_chunks
-- Nobody can do them: eight deliveries and two sweeps have tried. The rest of the job goes on.
update import_chunks c set status = 'failed'
  from jobs j
 where j.id = c.job_id and j.kind = 'import' and j.status = 'running' and c.status = 'pending' and c.attempts >= 10
   and c.lease_until < clock_timestamp()
returning c.job_id;

--! closable_imports
select j.id from jobs j
 where j.kind = 'import' and j.status = 'running' and j.cursor ->> 'done' = 'true'
   and not exists (select 1 from import_chunks c where c.job_id = j.id and c.status = 'pending');

--! forget_uploads (fixed_now?)
-- Their form has expired long ago.
update jobs set status = 'canceled', error = 'The upload was never started', finished_at = coalesce(:fixed_now::timestamptz, clock_timestamp())
 where kind = 'import' and status = 'uploading' and progress_at < clock_timestamp() - interval '24 hours'
returning id;

--! lists_for_import
-- Lists that can be chosen, and whether choosing needs a confirmation.
select list_id, double_opt_in from list_configs where list_id = any(:ids) and in_code and file_enabled and enabled;

--! import_suppressions (contact_ids[?])
-- Ascending by address, as every writer of these rows. A suppression that is there stays, whatever its reason; only one
-- that ends by itself becomes one that does not. Returns what changed.
with wanted as (
  select distinct on (r.email) r.email, r.reason, r.at, r.contact_id
    from unnest(:emails::text[], :reasons::text[], :at::timestamptz[], :contact_ids::uuid[]) with ordinality as r (email, reason, at, contact_id, ord)
   order by r.email, r.ord),
before as (
  select w.*, exists (select 1 from email_suppressions x where x.email = w.email and (x.expires_at is null or x.expires_at > :now)) as old
    from wanted w),
written as (
  insert into email_suppressions as x (email, reason, created_at)
  select email, reason, at from before order by email
  on conflict (email) do update set reason = excluded.reason, created_at = excluded.created_at, expires_at = null where x.expires_at is not null
  returning x.email),
logged as (
  insert into preference_log (email, contact_id, field, old_value, new_value, source, actor, detail, at)
  select b.email, b.contact_id, 'suppression', b.old, true, 'import', :actor, jsonb_build_object('reason', b.reason, 'at', b.at, 'job', :job::uuid), :now
    from before b join written using (email)
  returning id)
select email from written where (select count(*) from logged) >= 0;

--! import_global_opt_outs (contact_ids[?])
with wanted as (
  select distinct on (r.email) r.email, r.at, r.contact_id
    from unnest(:emails::text[], :at::timestamptz[], :contact_ids::uuid[]) with ordinality as r (email, at, contact_id, ord)
   order by r.email, r.ord),
written as (
  insert into email_preferences as p (email, unsubscribed_all, unsubscribed_all_at, source, created_at, updated_at)
  select email, true, at, 'import', :now, :now from wanted order by email
  on conflict (email) do update
     set unsubscribed_all = true, unsubscribed_all_at = excluded.unsubscribed_all_at, source = excluded.source, updated_at = excluded.updated_at
   where not p.unsubscribed_all
  returning p.email),
logged as (
  insert into preference_log (email, contact_id, field, old_value, new_value, source, actor, detail, at)
  select w.email, w.contact_id, 'unsubscribed_all', false, true, 'import', :actor, jsonb_build_object('at', w.at, 'job', :job::uuid), :now
    from wanted w join written using (email)
  returning id)
select email from written where (select count(*) from logged) >= 0;

--! import_opt_outs (contact_ids[?]) : (contact_id?)
with wanted as (
  select distinct on (r.email, r.category) r.email, r.category, r.at, r.contact_id
    from unnest(:emails::text[], :categories::text[], :at::timestamptz[], :contact_ids::uuid[]) with ordinality
         as r (email, category, at, contact_id, ord)
   order by r.email, r.category, r.ord),
before as (
  select w.*, s.subscribed as old from wanted w left join email_subscriptions s on s.email = w.email and s.category = w.category),
written as (
  insert into email_subscriptions as s (email, category, subscribed, source, changed_at)
  select email, category, false, 'import', :now from before where old is distinct from false order by email, category
  on conflict (email, category) do update set subscribed = false, source = excluded.source, changed_at = excluded.changed_at where s.subscribed
  returning s.email, s.category),
logged as (
  insert into preference_log (email, contact_id, category, field, old_value, new_value, source, actor, detail, at)
  select b.email, b.contact_id, b.category, 'subscription', b.old, false, 'import', :actor, jsonb_build_object('at', b.at, 'job', :job::uuid), :now
    from before b join written w using (email, category)
  returning id)
select b.email, b.category, b.contact_id
  from before b join written w using (email, category)
 where (select count(*) from logged) >= 0;
