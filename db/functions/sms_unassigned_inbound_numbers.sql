-- To which numbers people wrote, and how often: neither who, nor what.
create or replace function sms_unassigned_inbound_numbers(at_most integer)
returns table (recipient text, carrier text, count integer, first_at timestamptz, last_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select u.recipient, c.name, count(*)::int, min(u.received_at), max(u.received_at)
  from sms_unassigned_inbound u join sms_carrier c on c.id = u.carrier_id
  group by u.recipient, c.name order by max(u.received_at) desc, u.recipient, c.name limit at_most
$$;
revoke execute on function sms_unassigned_inbound_numbers(integer) from public;
grant execute on function sms_unassigned_inbound_numbers(integer) to sambung_app;
