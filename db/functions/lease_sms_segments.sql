-- What a claim has locked, of however many call centres: parts that go are leased by a run, and others wait until a moment of their own.
-- Each by its key alone: by its state it would be looked for among all that wait.
create or replace function lease_sms_segments(the_run uuid, attempts_max integer, lent_messages uuid[], lent_sequences smallint[],
  late_messages uuid[], late_sequences smallint[], late_dues timestamptz[]) returns void
language plpgsql volatile security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
begin
  update sms_segment p set state = 'leased', leased_by = the_run, leased_at = clock_timestamp(),
    attempts = least(p.attempts + 1, attempts_max), is_begun = p.is_begun or p.sequence = 1
  from unnest(lent_messages, lent_sequences) as g(i, q)
  cross join lateral (select w.ctid as place from sms_segment w where w.message_id = g.i and w.sequence = g.q offset 0) w
  where p.ctid = w.place;
  if cardinality(late_messages) > 0 then
    update sms_segment p set due_at = g.u from unnest(late_messages, late_sequences, late_dues) as g(i, q, u)
    cross join lateral (select w.ctid as place from sms_segment w where w.message_id = g.i and w.sequence = g.q offset 0) w
    where p.ctid = w.place;
  end if;
end $$;
revoke execute on function lease_sms_segments(uuid, integer, uuid[], smallint[], uuid[], smallint[], timestamptz[]) from public;
grant execute on function lease_sms_segments(uuid, integer, uuid[], smallint[], uuid[], smallint[], timestamptz[]) to sambung_app;
