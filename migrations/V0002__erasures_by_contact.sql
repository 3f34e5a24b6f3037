-- The job of an erasure is found by its contact, also when very many wait.
create index jobs_erasure on jobs ((params ->> 'contactId')) where kind = 'erase' and status = 'pending';
