-- The job of an erasure is found by its contact and by the keys that it holds, also when very many wait.
create index jobs_erasure on jobs ((params ->> 'contactId')) where kind = 'erase' and status = 'pending';
create index jobs_erasure_keys on jobs using gin ((params -> 'keys') jsonb_path_ops) where kind = 'erase' and status = 'pending';
