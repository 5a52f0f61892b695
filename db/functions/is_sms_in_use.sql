-- Whether a gateway has anything to do: a carrier or a program's account.
create or replace function is_sms_in_use() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from sms_carrier where ended_at is null) or exists (select from sms_account where ended_at is null)
$$;
revoke execute on function is_sms_in_use() from public;
grant execute on function is_sms_in_use() to sambung_app;
