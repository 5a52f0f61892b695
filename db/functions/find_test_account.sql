-- The call centre of a test token, before the tenant of the transaction is known.
create or replace function find_test_account(the_id uuid) returns uuid
language sql stable security definer set search_path = public, pg_temp as $$
  select a.tenant_id from account_token a join tenant t on t.id = a.tenant_id and t.closed_at is null where a.test_id = the_id
$$;
revoke execute on function find_test_account(uuid) from public;
grant execute on function find_test_account(uuid) to sambung_app;
