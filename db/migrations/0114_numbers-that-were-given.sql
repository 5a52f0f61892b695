-- What could not be given to the call centre that has its number by now waits a while, and lets others go before it.
alter table sms_unowned add column not_before timestamptz;

-- As before, but what was put aside; with the row's own id.
drop function take_owned_sms(integer);
create function take_owned_sms(now_at timestamptz, at_most integer)
returns table (id uuid, tenant_id uuid, sender_id uuid, carrier_id uuid, sender text, recipient text, coding text, payload bytea,
  reference integer, total smallint, place smallint, received_at timestamptz)
language sql volatile security definer set search_path = public, pg_temp as $$
  with owned as (
    select u.id, s.tenant_id, s.id as sender_id from sms_unowned u
    join sms_sender s on lower(s.value) = any (u.ways) and s.ended_at is null
    where u.not_before is null or u.not_before <= now_at
    order by u.received_at, u.id limit at_most for update of u skip locked)
  delete from sms_unowned u using owned o where u.id = o.id
  returning u.id, o.tenant_id, o.sender_id, u.carrier_id, u.sender, u.recipient, u.coding, u.payload, u.reference, u.total, u.place,
    u.received_at
$$;

create function put_aside_owned_sms(the_id uuid, until_at timestamptz) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update sms_unowned set not_before = until_at where id = the_id
$$;

do $$
declare name text;
begin
  foreach name in array array['take_owned_sms(timestamptz, integer)', 'put_aside_owned_sms(uuid, timestamptz)'] loop
    execute format('revoke execute on function %s from public', name);
    execute format('grant execute on function %s to sambung_app', name);
  end loop;
end $$;
