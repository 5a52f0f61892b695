-- How many messages of a call centre go to numbers that begin alike: fraud by dear numbers sends thousands to one block of them. One row for
-- each beginning that was asked for lately, counted when messages are taken and again when they go to a carrier.
create table sms_prefix_rate (
  tenant_id uuid not null references tenant,
  prefix text not null check (prefix ~ '^[1-9]\d{0,14}$'),
  kind text not null check (kind in ('taken', 'sent')),
  -- The minute and the hour that are counted, and what was granted in them.
  minute_at timestamptz not null,
  minute_count integer not null check (minute_count >= 0),
  hour_at timestamptz not null,
  hour_count integer not null check (hour_count >= 0),
  -- The last question and its answer, and the hour for which somebody was told that there was not enough.
  wanted integer not null,
  granted integer not null,
  is_news boolean not null,
  told_hour timestamptz,
  primary key (tenant_id, prefix, kind)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
create index sms_prefix_rate_old on sms_prefix_rate (hour_at);
alter table sms_prefix_rate enable row level security;
create policy sms_prefix_rate_own on sms_prefix_rate using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Beginnings of numbers that are not counted: for one call centre, or for all where it is null. The installation's.
create table sms_free_prefix (
  id uuid primary key,
  prefix text not null check (prefix ~ '^[1-9]\d{0,14}$'),
  centre_id uuid references tenant,
  reason text not null check (length(reason) between 1 and 200),
  created_by uuid not null references person,
  created_at timestamptz not null,
  constraint sms_free_prefix_once unique nulls not distinct (prefix, centre_id)
);

-- Forgets counts of hours that are over; how many.
create function forget_sms_rates(hour_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from sms_prefix_rate where (tenant_id, prefix, kind) in (
    select tenant_id, prefix, kind from sms_prefix_rate where hour_at < hour_before limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function forget_sms_rates(timestamptz, integer) from public;
grant execute on function forget_sms_rates(timestamptz, integer) to sambung_app;

-- Short messages leave with their call centre.
create or replace function remove_short_messages() returns trigger
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
  delete from sms_prefix_rate where tenant_id = new.id;
  delete from sms_free_prefix where centre_id = new.id;
  delete from sms_opt_out where tenant_id = new.id;
  delete from sms_account where tenant_id = new.id;
  delete from sms_registration where tenant_id = new.id;
  delete from sms_sender where tenant_id = new.id;
  return null;
end $$;

-- What recipients wrote to a number that no call centre has. It waits for thirty days: when a call centre is given the number, it is told.
create table sms_unowned (
  id uuid primary key,
  carrier_id uuid not null references sms_carrier,
  sender text not null check (length(sender) between 1 and 21),
  recipient text not null check (length(recipient) between 1 and 21),
  -- In which ways the number that was written to may be kept as a sender id.
  ways text[] not null check (cardinality(ways) between 1 and 5),
  coding text not null check (coding in ('gsm', 'latin1', 'ucs2')),
  payload bytea not null check (octet_length(payload) <= 1600),
  reference integer,
  total smallint,
  place smallint,
  received_at timestamptz not null
);
create index sms_unowned_old on sms_unowned (received_at);
-- They name numbers and texts of people who wrote to nobody: only the functions below reach them.
revoke all on sms_unowned from sambung_app;

-- Keeps one, unless there are as many as may be; whether it was kept.
create function keep_sms_unowned(the_row jsonb, most integer) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if (select count(*) from (select from sms_unowned limit most) u) >= most then
    return false;
  end if;
  insert into sms_unowned (id, carrier_id, sender, recipient, ways, coding, payload, reference, total, place, received_at)
  select i, c, s, r, w, o, decode(d, 'hex'), e, t, p, a from jsonb_to_record(the_row)
    as g(i uuid, c uuid, s text, r text, w text[], o text, d text, e integer, t smallint, p smallint, a timestamptz);
  return true;
end $$;

-- Hands out what was written to numbers that somebody has by now, the oldest first; it is gone with the transaction's end.
create function take_owned_sms(at_most integer)
returns table (tenant_id uuid, sender_id uuid, carrier_id uuid, sender text, recipient text, coding text, payload bytea, reference integer,
  total smallint, place smallint, received_at timestamptz)
language sql volatile security definer set search_path = public, pg_temp as $$
  with owned as (
    select u.id, s.tenant_id, s.id as sender_id from sms_unowned u
    join sms_sender s on lower(s.value) = any (u.ways) and s.ended_at is null
    order by u.received_at limit at_most for update of u skip locked)
  delete from sms_unowned u using owned o where u.id = o.id
  returning o.tenant_id, o.sender_id, u.carrier_id, u.sender, u.recipient, u.coding, u.payload, u.reference, u.total, u.place, u.received_at
$$;

-- Forgets what nobody was told in time; how many.
create function forget_sms_unowned(received_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from sms_unowned where id in (
    select id from sms_unowned where received_at <= received_before limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;

-- To which numbers people wrote, and how often: neither who, nor what.
create function sms_unowned_numbers(at_most integer)
returns table (recipient text, carrier text, count integer, first_at timestamptz, last_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.recipient, c.name, count(*)::int, min(u.received_at), max(u.received_at)
  from sms_unowned u join sms_carrier c on c.id = u.carrier_id
  group by u.recipient, c.name order by max(u.received_at) desc, u.recipient, c.name limit at_most
$$;

do $$
declare name text;
begin
  foreach name in array array['keep_sms_unowned(jsonb, integer)', 'take_owned_sms(integer)', 'forget_sms_unowned(timestamptz, integer)',
    'sms_unowned_numbers(integer)'] loop
    execute format('revoke execute on function %s from public', name);
    execute format('grant execute on function %s to sambung_app', name);
  end loop;
end $$;
