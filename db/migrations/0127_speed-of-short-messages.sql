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
language plpgsql volatile security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
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
-- it can be asked of. Those that wait are gone through by the order in which they came.
drop index sms_receipt_look;
create index sms_receipt_look on sms_receipt (look_until, id) where standing = 'early' and look_until > '-infinity';
-- What is settled leaves an entry in it that is dead; they are taken away before whoever begins with the oldest has to pass many of them.
alter table sms_receipt set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

create function early_sms_receipts(after_look timestamptz, after_id uuid, at_most integer)
returns table (receipt_id uuid, look_until timestamptz)
language sql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
  select r.id, r.look_until from sms_receipt r
  where r.standing = 'early' and r.look_until > '-infinity' and (r.look_until, r.id) > (after_look, after_id)
  order by r.look_until, r.id limit at_most
$$;

-- Those that are named, by themselves or by the ids that parts were just given, are looked at by their keys. Their standing is compared as no
-- index has it, after the lock too: another one may have settled it.
drop function lock_matching_sms_receipts(timestamptz, uuid[], text[], integer);
create function lock_matching_sms_receipts(the_receipts uuid[], the_carriers uuid[], the_ids text[])
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
  -- A message that somebody has in hand is left to the next look: nobody waits for it with others' messages in hand.
  join sms_message o on o.id = p.message_id
  where r.standing || '' = 'early' and r.id = any (array(
    select unnest(the_receipts) union all
    select e.id from unnest(the_carriers, the_ids) as g(c, i) cross join lateral (
      select e.id from sms_receipt e where e.carrier_id = g.c and e.carrier_message_id = g.i and e.standing = 'early' offset 0) e))
  order by r.received_at for update of r, o skip locked
$$;
do $$
declare name text;
begin
  foreach name in array array['early_sms_receipts(timestamptz, uuid, integer)', 'lock_matching_sms_receipts(uuid[], uuid[], text[])'] loop
    execute format('revoke execute on function %s from public', name);
    execute format('grant execute on function %s to sambung_app', name);
  end loop;
end $$;

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
