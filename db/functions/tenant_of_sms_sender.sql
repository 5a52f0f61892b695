-- Whose sender id it is, for the installation's word about it.
create or replace function tenant_of_sms_sender(the_sender uuid) returns table (tenant_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select tenant_id from sms_sender where id = the_sender and ended_at is null
$$;
revoke execute on function tenant_of_sms_sender(uuid) from public;
grant execute on function tenant_of_sms_sender(uuid) to sambung_app;
