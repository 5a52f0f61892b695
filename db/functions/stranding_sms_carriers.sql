-- Carriers that are off, have ended or have been down for long, and that anything waits for.
create or replace function stranding_sms_carriers(down_before timestamptz) returns table (carrier_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id from sms_carrier c where (c.down_since <= down_before or not c.is_on or c.ended_at is not null)
    and (select true from sms_segment p where p.carrier_id = c.id and p.state = 'waiting'
      order by p.priority, p.tenant_id, p.due_at limit 1)
$$;
revoke execute on function stranding_sms_carriers(timestamptz) from public;
grant execute on function stranding_sms_carriers(timestamptz) to sambung_app;
