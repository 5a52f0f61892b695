-- Delays the next attempt to assign an inbound message to the call centre that has its number.
create or replace function put_aside_owned_sms(the_id uuid, until_at timestamptz) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  update sms_unassigned_inbound set not_before = until_at where id = the_id
$$;
revoke execute on function put_aside_owned_sms(uuid, timestamptz) from public;
grant execute on function put_aside_owned_sms(uuid, timestamptz) to sambung_app;
