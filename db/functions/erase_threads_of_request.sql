-- Conversations of a request's number that are over.
create or replace function erase_threads_of_request(request uuid, most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare wanted text; erased integer;
begin
  select number_key(r.number) into wanted from personal_request r
    where r.id = request and r.tenant_id = current_tenant() and r.state = 'deleting';
  if wanted is null then return 0; end if;
  delete from sms_thread where id in (
    select id from sms_thread where tenant_id = current_tenant() and customer = sms_number(wanted) and closed_at is not null
    order by id limit most for update);
  get diagnostics erased = row_count;
  return erased;
end $$;
revoke execute on function erase_threads_of_request(uuid, integer) from public;
grant execute on function erase_threads_of_request(uuid, integer) to sambung_app;
