-- What a gateway asks over all call centres. Everything else it writes inside the call centre whose rows they are.

-- Parts that are due for a carrier, locked until the transaction ends, with what decides whether they may be sent now.
create function lock_due_sms_parts(the_carrier uuid, now_at timestamptz, at_most integer)
returns table (tenant_id uuid, message_id uuid, sequence smallint, sender text, recipient text, category text, zone text, coding text,
  payload bytea, reference smallint, total smallint, place smallint, valid_until timestamptz, attempts smallint, refused_by uuid[],
  registration text, registered_until date, is_sender_open boolean, owner_proof text, is_opted_out boolean, is_barred boolean)
language sql volatile security definer set search_path = public, pg_temp as $$
  with due as (
    select p.message_id, p.sequence from sms_part p
    where p.carrier_id = the_carrier and p.state = 'waiting' and p.due_at <= now_at
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

-- Parts that nothing can come of any more: they wait past their time, or no receipt came until long after it.
create function overdue_sms_parts(now_at timestamptz, receipts_until timestamptz, at_most integer)
returns table (tenant_id uuid, message_id uuid, sequence smallint, state text)
language sql stable security definer set search_path = public, pg_temp as $$
  select p.tenant_id, p.message_id, p.sequence, p.state from sms_part p
  where p.final_at is null and p.valid_until <= now_at
    and (p.state = 'waiting' or (p.state = 'sent' and p.valid_until <= receipts_until))
  order by p.valid_until limit at_most
$$;

-- Parts that wait for a carrier which is off, or has been down for long, and that another one takes for their sender: what nobody else
-- takes must not stand in the way of what somebody does.
create function lock_stranded_sms_parts(down_before timestamptz, now_at timestamptz, at_most integer)
returns table (tenant_id uuid, message_id uuid, sequence smallint, carrier_id uuid, recipient text, sender_id uuid, refused_by uuid[])
language sql volatile security definer set search_path = public, pg_temp as $$
  select p.tenant_id, p.message_id, p.sequence, p.carrier_id, m.recipient, m.sender_id, p.refused_by
  from sms_part p join sms_carrier c on c.id = p.carrier_id join sms_message m on m.id = p.message_id
  where p.state = 'waiting' and p.due_at <= now_at and (c.down_since <= down_before or not c.is_on or c.ended_at is not null)
    and exists (
      select from sms_registration g
      join sms_carrier o on o.id = g.carrier_id and o.is_on and o.ended_at is null and coalesce(o.down_since > down_before, true)
      join sms_route w on w.carrier_id = o.id and w.ended_at is null and starts_with(m.recipient, w.prefix)
      where g.sender_id = m.sender_id and g.state = 'approved' and g.carrier_id <> p.carrier_id
        and (g.valid_until is null or g.valid_until >= (now_at at time zone 'Asia/Jakarta')::date))
  order by p.priority, p.due_at limit at_most for update of p skip locked
$$;

-- What runs that beat no more had in hand waits again: nobody knows whether it was on the wire.
create function release_sms_leases(beat_before timestamptz, now_at timestamptz) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare released integer;
begin
  update sms_gateway_run set ended_at = now_at where ended_at is null and beat_at < beat_before;
  update sms_part set state = 'waiting', leased_by = null, due_at = now_at, sent_unsure = true
  where (message_id, sequence) in (
    select p.message_id, p.sequence from sms_part p join sms_gateway_run r on r.id = p.leased_by
    where p.state = 'leased' and r.ended_at is not null limit 5000 for update of p skip locked);
  get diagnostics released = row_count;
  return released;
end $$;

-- Receipts are on disk before anything is made of them.
create function keep_sms_receipts(rows_given jsonb) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into sms_receipt (id, carrier_id, carrier_message_id, recipient, state, error_code, received_at, look_until)
  select i, c, m, r, s, e, a, u from jsonb_to_recordset(rows_given)
    as g(i uuid, c uuid, m text, r text, s text, e text, a timestamptz, u timestamptz)
$$;

-- Receipts whose part is known by now: of those that came lately, and of the ids named.
create function lock_matching_sms_receipts(now_at timestamptz, the_carriers uuid[], the_ids text[], at_most integer)
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
  where r.standing = 'early' and (r.look_until > now_at
    or (r.carrier_id, r.carrier_message_id) in (select * from unnest(the_carriers, the_ids)))
  order by r.received_at limit at_most for update of r skip locked
$$;

-- What became of receipts, by those who matched them.
create function settle_sms_receipts(rows_given jsonb) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update sms_receipt r set standing = g.s, message_id = g.m, sequence = g.q
  from jsonb_to_recordset(rows_given) as g(i uuid, s text, m uuid, q smallint) where r.id = g.i
$$;

-- Receipts that nobody knows after days; how many.
create function give_up_sms_receipts(received_before timestamptz) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare given_up integer;
begin
  update sms_receipt set standing = 'unmatched' where id in (
    select id from sms_receipt where standing = 'early' and received_at < received_before limit 5000 for update skip locked);
  get diagnostics given_up = row_count;
  return given_up;
end $$;

-- The receipts of one message of the transaction's call centre, for its story.
create function receipts_of_sms(the_message uuid)
returns table (sequence smallint, state text, error_code text, received_at timestamptz, standing text)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.sequence, r.state, r.error_code, r.received_at, r.standing from sms_receipt r join sms_message m on m.id = r.message_id
  where r.message_id = the_message and m.tenant_id = current_tenant() order by r.received_at, r.id limit 200
$$;

-- A program that binds names no call centre.
create function find_sms_account(the_system_id text)
returns table (id uuid, tenant_id uuid, system_id text, password_hash text, addresses text[], rate_per_second integer, window_max integer,
  binds_max integer, default_coding text, category text, is_open boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.id, a.tenant_id, a.system_id, a.password_hash, a.addresses::text[], a.rate_per_second, a.window_max, a.binds_max,
    a.default_coding, a.category, a.ended_at is null and t.closed_at is null
  from sms_account a join tenant t on t.id = a.tenant_id where a.system_id = the_system_id
$$;

-- Whose number or name it is that a recipient wrote to.
create function find_sms_sender(the_value text) returns table (id uuid, tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select id, tenant_id from sms_sender where lower(value) = lower(the_value) and ended_at is null
$$;

-- Whose sender id it is, for the installation's word about it.
create function tenant_of_sms_sender(the_sender uuid) returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select tenant_id from sms_sender where id = the_sender and ended_at is null
$$;

-- Sender ids of every call centre, as the installation speaks of them with carriers: no message is among it.
create function sms_senders_of_installation(after_id uuid, at_most integer)
returns table (id uuid, tenant_id uuid, tenant text, value text, owner_proof text, created_at timestamptz, registrations jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.tenant_id, t.name, s.value, s.owner_proof, s.created_at, coalesce((
    select jsonb_agg(jsonb_build_object('carrierId', g.carrier_id, 'state', g.state, 'letter', g.letter, 'note', g.note,
      'validUntil', g.valid_until, 'changedAt', to_char(g.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by g.carrier_id)
    from sms_registration g where g.sender_id = s.id), '[]')
  from sms_sender s join tenant t on t.id = s.tenant_id
  where s.ended_at is null and (after_id is null or s.id > after_id) order by s.id limit at_most
$$;

-- Whether a gateway has anything to do: a carrier or a program's account.
create function is_sms_in_use() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from sms_carrier where ended_at is null) or exists (select from sms_account where ended_at is null)
$$;

do $$
declare name text;
begin
  foreach name in array array['lock_due_sms_parts(uuid, timestamptz, integer)',
    'overdue_sms_parts(timestamptz, timestamptz, integer)', 'lock_stranded_sms_parts(timestamptz, timestamptz, integer)',
    'release_sms_leases(timestamptz, timestamptz)', 'keep_sms_receipts(jsonb)',
    'lock_matching_sms_receipts(timestamptz, uuid[], text[], integer)', 'settle_sms_receipts(jsonb)',
    'give_up_sms_receipts(timestamptz)', 'receipts_of_sms(uuid)', 'find_sms_account(text)', 'find_sms_sender(text)',
    'sms_senders_of_installation(uuid, integer)', 'tenant_of_sms_sender(uuid)', 'is_sms_in_use()'] loop
    execute format('revoke execute on function %s from public', name);
    execute format('grant execute on function %s to sambung_app', name);
  end loop;
end $$;

-- Short messages leave with their call centre.
create function remove_short_messages() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_notice where tenant_id = new.id;
  delete from sms_inbound where tenant_id = new.id;
  delete from sms_receipt r using sms_message m where m.id = r.message_id and m.tenant_id = new.id;
  delete from sms_part where tenant_id = new.id;
  delete from sms_message where tenant_id = new.id;
  delete from sms_group where tenant_id = new.id;
  delete from sms_reference where tenant_id = new.id;
  delete from sms_request where tenant_id = new.id;
  delete from sms_opt_out where tenant_id = new.id;
  delete from sms_account where tenant_id = new.id;
  delete from sms_registration where tenant_id = new.id;
  delete from sms_sender where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_short_messages() from public;
-- Named to run before the keys of programs go, which messages name.
create trigger tenant_drops_short_messages after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_short_messages();
