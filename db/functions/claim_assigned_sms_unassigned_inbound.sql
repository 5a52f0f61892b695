-- Hands out what was written to numbers that somebody has by now, the oldest first; it is gone with the transaction's end.
create or replace function claim_assigned_sms_unassigned_inbound(now_at timestamptz, at_most integer)
returns table (id uuid, tenant_id uuid, sender_id uuid, carrier_id uuid, sender text, recipient text, coding text, payload bytea,
  reference integer, total smallint, place smallint, received_at timestamptz)
language sql volatile security definer set search_path = public, pg_temp as $$
  with owned as (
    select u.id, s.tenant_id, s.id as sender_id from sms_unassigned_inbound u
    join sms_sender s on lower(s.value) = any (u.ways) and s.ended_at is null
    where u.not_before is null or u.not_before <= now_at
    order by u.received_at, u.id limit at_most for update of u skip locked)
  delete from sms_unassigned_inbound u using owned o where u.id = o.id
  returning u.id, o.tenant_id, o.sender_id, u.carrier_id, u.sender, u.recipient, u.coding, u.payload, u.reference, u.total, u.place,
    u.received_at
$$;
revoke execute on function claim_assigned_sms_unassigned_inbound(timestamptz, integer) from public;
grant execute on function claim_assigned_sms_unassigned_inbound(timestamptz, integer) to sambung_app;
