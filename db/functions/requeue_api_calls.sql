-- A switch has nothing in hand: what it was given and has not begun waits again. How many.
create or replace function requeue_api_calls(the_switch uuid) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare given_back integer;
begin
  update api_call set state = 'queued', taken_by = null where taken_by = the_switch and state = 'taken';
  get diagnostics given_back = row_count;
  return given_back;
end $$;
revoke execute on function requeue_api_calls(uuid) from public;
grant execute on function requeue_api_calls(uuid) to sambung_app;
