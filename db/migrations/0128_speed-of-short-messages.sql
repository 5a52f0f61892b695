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

-- As before, planned once for each connection and not with each claim.
create or replace function lock_due_sms_parts(the_run uuid, the_carrier uuid, now_at timestamptz, the_priorities smallint[], the_tenants uuid[],
  the_counts integer[])
returns table (tenant_id uuid, message_id uuid, sequence smallint, sender text, recipient text, category text, zone text, coding text,
  payload bytea, reference smallint, total smallint, place smallint, valid_until timestamptz, attempts smallint, refused_by uuid[],
  registration text, registered_until date, is_sender_open boolean, owner_proof text, is_opted_out boolean, is_barred boolean,
  priority smallint, is_begun boolean, first_state text, first_due_at timestamptz)
language plpgsql volatile security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set enable_hashjoin = off set enable_mergejoin = off as $$
#variable_conflict use_column
begin
  return query
  with own as (select id from sms_gateway_run where id = the_run and ended_at is null for key share),
  due as (
    select d.message_id, d.sequence from unnest(the_priorities, the_tenants, the_counts) as q (priority, tenant_id, most)
    cross join lateral (
      select p.message_id, p.sequence from sms_part p
      where exists (select from own) and p.carrier_id = the_carrier and p.state = 'waiting' and p.priority = q.priority
        and p.tenant_id = q.tenant_id and p.due_at <= now_at
      order by p.due_at limit q.most for update skip locked) d)
  select m.tenant_id, p.message_id, p.sequence, m.sender, m.recipient, m.category, m.zone, m.coding,
    p.payload, p.reference, p.total, p.place, p.valid_until, p.attempts, p.refused_by,
    g.state, g.valid_until, s.ended_at is null and t.closed_at is null, s.owner_proof,
    exists (select from sms_opt_out o where o.tenant_id = m.tenant_id and o.recipient = m.recipient
      and (o.sender_id is null or o.sender_id = m.sender_id)),
    exists (select from sms_barred_prefix b where b.prefix = any (
      select left(m.recipient, n) from generate_series(1, length(m.recipient)) as n)), p.priority,
    coalesce(f.is_begun or f.attempts > 0, true), f.state, f.due_at
  from due d join sms_part p on p.message_id = d.message_id and p.sequence = d.sequence
  join sms_message m on m.id = p.message_id join sms_sender s on s.id = m.sender_id join tenant t on t.id = m.tenant_id
  left join sms_part f on f.message_id = p.message_id and f.sequence = 1
  left join sms_registration g on g.sender_id = m.sender_id and g.carrier_id = the_carrier
  order by p.priority, p.due_at;
end $$;
