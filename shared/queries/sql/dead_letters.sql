--! note_dead_letter (source_id?)
-- The last failure of a message, told by its consumer: SQS moves the message without a reason.
insert into dead_letters (id, source, source_id, dedupe_key, payload, error, attempts)
values (gen_random_uuid(), :source, :source_id, 'sqs:' || :message_id::text, :payload, :error, :attempts)
on conflict (dedupe_key) do update set error = excluded.error, attempts = excluded.attempts, updated_at = clock_timestamp();

--! keep_dead_letters (source_ids[?])
-- Messages of one dead-letter queue. A row that is there already, of a consumer's note or of a drain that was killed,
-- stays as it is.
insert into dead_letters (id, source, source_id, dedupe_key, payload, error, attempts)
select gen_random_uuid(), :source, l.source_id, 'sqs:' || l.message_id, l.payload, l.error, :attempts
  from unnest(:message_ids::text[], :source_ids::text[], :payloads::jsonb[], :errors::text[]) as l (message_id, source_id, payload, error)
on conflict (dedupe_key) do nothing;

--! unresolved_dead_letters
select source, count(*) as letters from dead_letters where status in ('pending','retried','failed_again') group by source order by source;
