-- What is told outside never undoes what it tells of: an address or a form that no table takes is not told, and a warning stands in the log of
-- the database. Looked at first and not caught after: a savepoint for each telling would cost more than it tells.
create or replace function tell_callback(address text, by_method text, event_kind text, event uuid, subject uuid, at timestamptz, fields text,
  only_once text) returns boolean
language plpgsql as $$
declare place webhook_endpoint; host text := lower(substring(address from '^https?://[^/?#]+'));
begin
  if host is null then return false; end if;
  -- A name of 253 with its port, and how it is called.
  if length(host) > 8 + 253 + 6 or length(host) < 9 or length(address) > 2048 or length(fields) > 20000
    or by_method not in ('GET', 'POST') or length(event_kind) not between 1 and 40 or length(only_once) not between 1 and 100 then
    raise warning 'nothing is told of % %: its address has % characters, its host %, what would be told %', left(event_kind, 40), subject,
      length(address), length(host), length(fields);
    return false;
  end if;
  for look in 1..3 loop
    select * into place from webhook_endpoint e
      where e.tenant_id = current_tenant() and e.purpose = 'callbacks' and e.ended_at is null and e.url = host
      -- One that is forgotten just now is added again.
      for key share;
    exit when found;
    if (select count(*) from webhook_endpoint e
        where e.tenant_id = current_tenant() and e.purpose = 'callbacks' and e.ended_at is null) >= 200 then
      host := 'https://*';
    end if;
    insert into webhook_endpoint (id, tenant_id, name, url, kinds, purpose, created_at)
      values (gen_random_uuid(), current_tenant(), left(host, 80), host, '{}', 'callbacks', at) on conflict do nothing;
  end loop;
  if place.id is null or not place.is_on then return false; end if;
  insert into webhook_delivery (endpoint_id, event_id, tenant_id, kind, subject_id, once, sequence, body, url, method, next_try_at,
    give_up_at, created_at)
  values (place.id, event, place.tenant_id, event_kind, subject, only_once, nextval('webhook_sequence'), fields, address, by_method, at,
    at + interval '1 day', at)
  on conflict do nothing;
  return found;
end $$;

-- The same for what is told as an object; its head is put around it.
create or replace function tell_webhooks(wish text, event_kind text, event uuid, subject uuid, at timestamptz, about text,
  chosen uuid[] default null, only_once text default null) returns integer
language plpgsql as $$
declare told integer;
begin
  if length(about) > 20000 - 400 or length(event_kind) not between 1 and 40 or length(only_once) not between 1 and 100 then
    raise warning 'nothing is told of % %: what would be told has % characters', left(event_kind, 40), subject, length(about);
    return 0;
  end if;
  insert into webhook_delivery (endpoint_id, event_id, tenant_id, kind, subject_id, once, sequence, body, next_try_at, give_up_at, created_at)
  select e.id, event, e.tenant_id, event_kind, subject, only_once, n.sequence,
    '{"id":' || to_json(event::text) || ',"kind":' || to_json(event_kind) || ',"sequence":' || n.sequence
      || ',"at":' || to_json(iso_moment(at)) || ',' || substr(about, 2),
    at, at + interval '1 day', at
  from (select nextval('webhook_sequence') as sequence) n
  join webhook_endpoint e on e.tenant_id = current_tenant() and e.ended_at is null and e.is_on
    and (wish is null or wish = any (e.kinds)) and (chosen is null or e.id = any (chosen))
  on conflict do nothing;
  get diagnostics told = row_count;
  return told;
end $$;

-- What is over is gone through from where the last look ended: parts that cannot be ended stand in nobody's way.
drop index sms_part_waits;
drop index sms_part_sent;
create index sms_part_waits on sms_part (valid_until, message_id, sequence) where state = 'waiting';
create index sms_part_sent on sms_part (valid_until, message_id, sequence) where state = 'sent';

drop function overdue_sms_parts(timestamptz, timestamptz, integer);
create function overdue_sms_parts(of_state text, over_at timestamptz, after_until timestamptz, after_message uuid, after_sequence smallint,
  at_most integer)
returns table (tenant_id uuid, message_id uuid, sequence smallint, valid_until text)
language sql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
  (select p.tenant_id, p.message_id, p.sequence, p.valid_until::text from sms_part p
    where of_state = 'waiting' and p.state = 'waiting' and p.valid_until <= over_at
      and (p.valid_until, p.message_id, p.sequence) > (after_until, after_message, after_sequence)
    order by p.valid_until, p.message_id, p.sequence limit at_most)
  union all
  (select p.tenant_id, p.message_id, p.sequence, p.valid_until::text from sms_part p
    where of_state = 'sent' and p.state = 'sent' and p.valid_until <= over_at
      and (p.valid_until, p.message_id, p.sequence) > (after_until, after_message, after_sequence)
    order by p.valid_until, p.message_id, p.sequence limit at_most)
$$;
revoke execute on function overdue_sms_parts(text, timestamptz, timestamptz, uuid, smallint, integer) from public;
grant execute on function overdue_sms_parts(text, timestamptz, timestamptz, uuid, smallint, integer) to sambung_app;

-- As before, and conferences with what happened in them, of which one alone may have thousands: they go last, with nothing left to go with them.
create or replace function erase_messages_of_closed(today date, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare centre uuid := current_tenant(); chosen uuid[]; name text; gone integer; most integer;
begin
  perform from tenant t where t.id = centre and t.closed_at is not null and t.removed_at is null and t.remove_on <= today for no key update;
  if not found then return 0; end if;
  -- Conversations take their turns and entries with them, deliveries their exchanges.
  delete from sms_thread where id = any (array(select id from sms_thread where tenant_id = centre limit at_most));
  get diagnostics most = row_count;
  chosen := array(select id from sms_inbound where tenant_id = centre limit at_most);
  delete from sms_notice where inbound_id = any (chosen);
  delete from sms_inbound where id = any (chosen);
  most := greatest(most, cardinality(chosen));
  chosen := array(select id from sms_message where tenant_id = centre limit at_most);
  delete from sms_notice where message_id = any (chosen);
  delete from sms_receipt where message_id = any (chosen);
  delete from sms_part where message_id = any (chosen);
  delete from sms_message where id = any (chosen);
  most := greatest(most, cardinality(chosen));
  foreach name in array array['webhook_delivery', 'sms_ledger_entry', 'sms_request', 'sms_reference', 'sms_opt_out', 'hook_exchange',
    'api_call', 'told_call'] loop
    execute format('delete from %I where ctid = any (array(select ctid from %I where tenant_id = $1 limit $2))', name, name)
      using centre, at_most;
    get diagnostics gone = row_count;
    most := greatest(most, gone);
  end loop;
  foreach name in array array['conference_event', 'conference_participant', 'told_conference', 'conference'] loop
    execute format('delete from %I where ctid = any (array(select ctid from %I where tenant_id = $1 limit $2))', name, name)
      using centre, at_most;
    get diagnostics gone = row_count;
    most := greatest(most, gone);
    exit when gone = at_most;
  end loop;
  return most;
end $$;
