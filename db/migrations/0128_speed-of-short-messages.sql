-- What a carrier asks for a segment, as a table of one row or none: written into the statement that asks, where a function would be called
-- for each row of it.
create function sms_price_of(the_carrier uuid, the_recipient text, the_category text, at timestamptz) returns table (cost_rupiah integer)
language sql stable as $$
  select p.cost_rupiah from sms_price p
  where p.prefix = any (array(select left(the_recipient, n) from generate_series(0, length(the_recipient)) as n))
    and (p.carrier_id = the_carrier or p.carrier_id is null) and (p.category = the_category or p.category is null) and p.valid_from <= at
  order by length(p.prefix) desc, p.carrier_id is null, p.category is null, p.valid_from desc limit 1
$$;
create or replace function sms_cost_of(the_carrier uuid, the_recipient text, the_category text, at timestamptz) returns integer
language sql stable as $$
  select coalesce((select c.cost_rupiah from sms_price_of(the_carrier, the_recipient, the_category, at) c), 0)
$$;

-- What a claim has locked, of however many call centres: parts that go are leased by a run, and others wait until a moment of their own. Each by
-- its key alone: by its state it would be looked for among all that wait.
create function hold_sms_parts(the_run uuid, attempts_max integer, lent_messages uuid[], lent_sequences smallint[],
  late_messages uuid[], late_sequences smallint[], late_dues timestamptz[]) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update sms_part p set state = 'leased', leased_by = the_run, leased_at = clock_timestamp(),
    attempts = least(p.attempts + 1, attempts_max), is_begun = p.is_begun or p.sequence = 1
  from unnest(lent_messages, lent_sequences) as g(i, q)
  cross join lateral (select w.ctid as place from sms_part w where w.message_id = g.i and w.sequence = g.q offset 0) w
  where p.ctid = w.place;
  if cardinality(late_messages) > 0 then
    update sms_part p set due_at = g.u from unnest(late_messages, late_sequences, late_dues) as g(i, q, u)
    cross join lateral (select w.ctid as place from sms_part w where w.message_id = g.i and w.sequence = g.q offset 0) w
    where p.ctid = w.place;
  end if;
end $$;
revoke execute on function hold_sms_parts(uuid, integer, uuid[], smallint[], uuid[], smallint[], timestamptz[]) from public;
grant execute on function hold_sms_parts(uuid, integer, uuid[], smallint[], uuid[], smallint[], timestamptz[]) to sambung_app;
