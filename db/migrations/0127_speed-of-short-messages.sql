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

-- What is known of a table says of few rows that they are early, and nothing of how many there are just now: each question has one index that
-- it can be asked of. Those that are looked for by their moment, and no others, have one.
drop index sms_receipt_look;
create index sms_receipt_look on sms_receipt (look_until) where standing = 'early' and look_until > '-infinity';

-- As before: early ones of the last minute and those that are named are gathered first, then looked at by their keys. Its standing is compared
-- as no index has it, after the lock too: another one may have settled it.
create or replace function lock_matching_sms_receipts(now_at timestamptz, the_carriers uuid[], the_ids text[], at_most integer)
returns table (receipt_id uuid, received_at timestamptz, receipt_state text, receipt_error text,
  tenant_id uuid, message_id uuid, sequence smallint)
language sql volatile security definer set search_path = public, pg_temp as $$
  select r.id, r.received_at, r.state, r.error_code, p.tenant_id, p.message_id, p.sequence
  from sms_receipt r cross join lateral (
    -- A carrier may give an id again after a time: the newest part that it was given to is meant.
    select p.tenant_id, p.message_id, p.sequence from sms_part p join sms_message m on m.id = p.message_id
    where p.carrier_id = r.carrier_id and p.carrier_message_id = r.carrier_message_id
      and (r.recipient is null or r.recipient = m.recipient)
    order by p.sent_at desc limit 1) p
  where r.standing || '' = 'early' and r.id = any (array(
    select l.id from sms_receipt l where l.standing = 'early' and l.look_until > now_at and l.look_until > '-infinity'
    union all
    select e.id from unnest(the_carriers, the_ids) as g(c, i) cross join lateral (
      select e.id from sms_receipt e where e.carrier_id = g.c and e.carrier_message_id = g.i and e.standing = 'early' offset 0) e))
  order by r.received_at limit at_most for update of r skip locked
$$;

create or replace function give_up_sms_receipts(received_before timestamptz) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare given_up integer;
begin
  update sms_receipt set standing = 'unmatched' where id in (
    select id from sms_receipt where standing = 'early' and look_until < received_before + interval '1 minute' and look_until > '-infinity'
    order by look_until limit 5000 for update skip locked);
  get diagnostics given_up = row_count;
  return given_up;
end $$;

-- As before, asked of each carrier that is away by itself: joined to it, all that waits for any would be gone through each second.
create or replace function stranding_sms_carriers(down_before timestamptz) returns table (carrier_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id from sms_carrier c where (c.down_since <= down_before or not c.is_on or c.ended_at is not null)
    and (select true from sms_part p where p.carrier_id = c.id and p.state = 'waiting'
      order by p.priority, p.tenant_id, p.due_at limit 1)
$$;
