--! spend_call (fixed_now?)
-- One call of the sliding minute; no row when the budget is spent. Alone, outside of any transaction: two integers, no
-- index on them, no log of the table. A crash resets budgets.
with t as (select extract(epoch from coalesce(:fixed_now::timestamptz, clock_timestamp()))::float8 / 60 as minutes)
insert into rate_limits as r (class, key_id, win, cur, prev)
select :class, :key_id, floor(t.minutes)::bigint, 1, 0 from t
on conflict (class, key_id) do update
   set prev = case excluded.win when r.win then r.prev when r.win + 1 then r.cur else 0 end,
       cur = case excluded.win when r.win then r.cur + 1 else 1 end,
       win = excluded.win
 where case excluded.win when r.win then r.cur else 0 end
     + case excluded.win when r.win then r.prev when r.win + 1 then r.cur else 0 end * (1 - (select minutes - floor(minutes) from t)) < :most::float8
returning cur, prev, (select minutes - floor(minutes) from t) as elapsed;

--! calls_spent (fixed_now?)
-- The buckets of a refused caller, for the time that he must wait.
select case t.win when r.win then r.cur else 0 end as cur, case t.win when r.win then r.prev when r.win + 1 then r.cur else 0 end as prev, t.elapsed
  from rate_limits r,
       (select floor(m.minutes)::bigint as win, m.minutes - floor(m.minutes) as elapsed
          from (select extract(epoch from coalesce(:fixed_now::timestamptz, clock_timestamp()))::float8 / 60 as minutes) m) t
 where r.class = :class and r.key_id = :key_id;
