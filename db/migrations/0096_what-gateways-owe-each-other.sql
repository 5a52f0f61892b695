-- Leases have an age and belong to a run that stands; whether a carrier is reached is said by each run; house-keeping looks at so much
-- at a time, and what nobody needs any more goes.

-- Which carriers a run reaches and which not: a carrier is down when a run says so and none that stands reaches it.
alter table sms_gateway_run
  add column reached uuid[] not null default '{}' check (cardinality(reached) <= 1000),
  add column unreached uuid[] not null default '{}' check (cardinality(unreached) <= 1000);

alter table sms_part
  -- By the clock of the database, which all gateways share.
  add column leased_at timestamptz,
  -- How often it was on the wire and no answer came.
  add column unanswered smallint not null default 0 check (unanswered between 0 and 100);
update sms_part set leased_at = now() where state = 'leased';

-- What waits past its time and what waits for its receipt are looked for apart.
drop index sms_part_open;
create index sms_part_waits on sms_part (valid_until) where state = 'waiting';
create index sms_part_sent on sms_part (valid_until) where state = 'sent';
create index sms_sender_any on sms_sender (lower(value));
create index sms_receipt_unmatched on sms_receipt (recipient, received_at) where standing = 'unmatched';
create index sms_receipt_unmatched_old on sms_receipt (received_at) where standing = 'unmatched';

-- As before, but for a run that stands: one that was taken for dead takes nothing under its old name, and none is while it takes.
drop function lock_due_sms_parts(uuid, timestamptz, integer);
create function lock_due_sms_parts(the_run uuid, the_carrier uuid, now_at timestamptz, at_most integer)
returns table (tenant_id uuid, message_id uuid, sequence smallint, sender text, recipient text, category text, zone text, coding text,
  payload bytea, reference smallint, total smallint, place smallint, valid_until timestamptz, attempts smallint, refused_by uuid[],
  registration text, registered_until date, is_sender_open boolean, owner_proof text, is_opted_out boolean, is_barred boolean)
language sql volatile security definer set search_path = public, pg_temp as $$
  with own as (select id from sms_gateway_run where id = the_run and ended_at is null for key share),
  due as (
    select p.message_id, p.sequence from sms_part p
    where exists (select from own) and p.carrier_id = the_carrier and p.state = 'waiting' and p.due_at <= now_at
    order by p.priority, p.due_at limit at_most for update skip locked)
  select m.tenant_id, p.message_id, p.sequence, m.sender, m.recipient, m.category, m.zone, m.coding,
    p.payload, p.reference, p.total, p.place, p.valid_until, p.attempts, p.refused_by,
    g.state, g.valid_until, s.ended_at is null and t.closed_at is null, s.owner_proof,
    exists (select from sms_opt_out o where o.tenant_id = m.tenant_id and o.recipient = m.recipient
      and (o.sender_id is null or o.sender_id = m.sender_id)),
    exists (select from sms_barred_prefix b where b.prefix = any (
      select left(m.recipient, n) from generate_series(1, length(m.recipient)) as n))
  from due d join sms_part p on p.message_id = d.message_id and p.sequence = d.sequence
  join sms_message m on m.id = p.message_id join sms_sender s on s.id = m.sender_id join tenant t on t.id = m.tenant_id
  left join sms_registration g on g.sender_id = m.sender_id and g.carrier_id = the_carrier
  order by p.priority, p.due_at
$$;

-- As before, each kind by its own index.
create or replace function overdue_sms_parts(now_at timestamptz, receipts_until timestamptz, at_most integer)
returns table (tenant_id uuid, message_id uuid, sequence smallint, state text)
language sql stable security definer set search_path = public, pg_temp as $$
  (select p.tenant_id, p.message_id, p.sequence, p.state from sms_part p
    where p.state = 'waiting' and p.valid_until <= now_at order by p.valid_until limit at_most)
  union all
  (select p.tenant_id, p.message_id, p.sequence, p.state from sms_part p
    where p.state = 'sent' and p.valid_until <= least(now_at, receipts_until) order by p.valid_until limit at_most)
$$;

-- Carriers that are off, have ended or have been down for long, and that anything waits for.
create function stranding_sms_carriers(down_before timestamptz) returns table (carrier_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id from sms_carrier c where (c.down_since <= down_before or not c.is_on or c.ended_at is not null)
    and exists (select from sms_part p where p.carrier_id = c.id and p.state = 'waiting')
$$;

-- What waits for such a carrier, so many at a time after a place in its queue, each with the carriers at which its sender id stands.
drop function lock_stranded_sms_parts(timestamptz, timestamptz, integer);
create function stranded_sms_parts(the_carrier uuid, now_at timestamptz, after_priority smallint, after_due timestamptz,
  after_message uuid, after_sequence smallint, at_most integer)
returns table (tenant_id uuid, message_id uuid, sequence smallint, priority smallint, due_at text, recipient text, refused_by uuid[],
  approved_at uuid[])
language sql stable security definer set search_path = public, pg_temp as $$
  select p.tenant_id, p.message_id, p.sequence, p.priority, p.due_at::text, m.recipient, p.refused_by, array(
    select g.carrier_id from sms_registration g where g.sender_id = m.sender_id and g.state = 'approved'
      and (g.valid_until is null or g.valid_until >= (now_at at time zone 'Asia/Jakarta')::date))
  from (select * from sms_part q where q.carrier_id = the_carrier and q.state = 'waiting' and q.due_at <= now_at
      and (q.priority, q.due_at, q.message_id, q.sequence) > (after_priority, after_due, after_message, after_sequence)
    order by q.priority, q.due_at, q.message_id, q.sequence limit at_most) p
  join sms_message m on m.id = p.message_id
  order by p.priority, p.due_at, p.message_id, p.sequence
$$;

-- What runs that beat no more had in hand waits again, and what any run has had for longer than answers take: nobody knows whether it
-- was on the wire. A run that is just claiming is not ended.
drop function release_sms_leases(timestamptz, timestamptz);
create function release_sms_leases(dead_after_ms integer, held_for_ms integer, now_at timestamptz) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  released integer;
  beat_before timestamptz := clock_timestamp() - make_interval(secs => dead_after_ms / 1000.0);
  leased_before timestamptz := clock_timestamp() - make_interval(secs => held_for_ms / 1000.0);
begin
  update sms_gateway_run set ended_at = clock_timestamp() where id in (
    select id from sms_gateway_run where ended_at is null and beat_at < beat_before for update skip locked);
  update sms_part set state = 'waiting', leased_by = null, leased_at = null, due_at = now_at, sent_unsure = true
  where (message_id, sequence) in (
    select p.message_id, p.sequence from sms_part p left join sms_gateway_run r on r.id = p.leased_by
    where p.state = 'leased' and (r.id is null or r.ended_at is not null or p.leased_at < leased_before)
    limit 5000 for update of p skip locked);
  get diagnostics released = row_count;
  return released;
end $$;

-- As before, each way by its own index.
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
  where r.standing = 'early' and r.id in (
    select l.id from sms_receipt l where l.standing = 'early' and l.look_until > now_at
    union all
    select e.id from unnest(the_carriers, the_ids) as g(c, i)
      join sms_receipt e on e.carrier_id = g.c and e.carrier_message_id = g.i and e.standing = 'early')
  order by r.received_at limit at_most for update of r skip locked
$$;

-- As before, found by when they were looked for last: a minute after they were written.
create or replace function give_up_sms_receipts(received_before timestamptz) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare given_up integer;
begin
  update sms_receipt set standing = 'unmatched' where id in (
    select id from sms_receipt where standing = 'early' and look_until < received_before + interval '1 minute'
    order by look_until limit 5000 for update skip locked);
  get diagnostics given_up = row_count;
  return given_up;
end $$;

-- Whose number or name it is that a recipient wrote to, however it is written; whoever had it last where nobody has it.
drop function find_sms_sender(text);
create function find_sms_sender(the_values text[]) returns table (id uuid, tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.tenant_id from sms_sender s join tenant t on t.id = s.tenant_id and t.removed_at is null
  where lower(s.value) = any (the_values)
  order by s.ended_at desc nulls first, array_position(the_values, lower(s.value)) limit 1
$$;

-- What is of no more use: answers under keys of requests, references of long messages and groups of parts that no message on its way can
-- have, receipts of nobody's, and runs that have ended. How many rows.
create function purge_sms_remains(now_at timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  gone integer;
  total integer := 0;
begin
  delete from sms_request where ctid = any (array(
    select ctid from sms_request where created_at < now_at - interval '30 days' order by created_at limit at_most for update skip locked));
  get diagnostics gone = row_count;
  total := total + gone;
  -- Messages are worth sending for three days, and may be ordered thirty days ahead.
  delete from sms_reference where ctid = any (array(
    select ctid from sms_reference where changed_at < now_at - interval '40 days' order by changed_at limit at_most for update skip locked));
  get diagnostics gone = row_count;
  total := total + gone;
  -- Parts that come an hour after the first belong to another text.
  delete from sms_group where ctid = any (array(
    select ctid from sms_group where begun_at < now_at - interval '1 day' order by begun_at limit at_most for update skip locked));
  get diagnostics gone = row_count;
  total := total + gone;
  delete from sms_receipt where ctid = any (array(
    select ctid from sms_receipt where standing = 'unmatched' and received_at < now_at - interval '30 days'
    order by received_at limit at_most for update skip locked));
  get diagnostics gone = row_count;
  total := total + gone;
  delete from sms_gateway_run where ctid = any (array(
    select r.ctid from sms_gateway_run r where r.ended_at < now_at - interval '30 days'
      and not exists (select from sms_part p where p.state = 'leased' and p.leased_by = r.id)
    limit at_most for update skip locked));
  get diagnostics gone = row_count;
  return total + gone;
end $$;

do $$
declare name text;
begin
  foreach name in array array['lock_due_sms_parts(uuid, uuid, timestamptz, integer)', 'stranding_sms_carriers(timestamptz)',
    'stranded_sms_parts(uuid, timestamptz, smallint, timestamptz, uuid, smallint, integer)',
    'release_sms_leases(integer, integer, timestamptz)', 'find_sms_sender(text[])', 'purge_sms_remains(timestamptz, integer)'] loop
    execute format('revoke execute on function %s from public', name);
    execute format('grant execute on function %s to sambung_app', name);
  end loop;
end $$;
