-- Whose number or name it is that a recipient wrote to.
create or replace function find_sms_sender(the_values text[]) returns table (id uuid, tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.tenant_id from sms_sender s join tenant t on t.id = s.tenant_id and t.removed_at is null
  where lower(s.value) = any (the_values)
  order by s.ended_at desc nulls first, array_position(the_values, lower(s.value)) limit 1
$$;
revoke execute on function find_sms_sender(text[]) from public;
grant execute on function find_sms_sender(text[]) to sambung_app;
