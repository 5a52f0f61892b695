-- An event that names an address is on disk together with what tells of it.
create or replace function enqueue_call_callbacks_of_event() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into call_status_callback (call_id, tenant_id, created_at)
  select f.call_id, f.tenant_id, min(f.at) from fresh f where f.data ? 'told' group by f.call_id, f.tenant_id
  on conflict do nothing;
  return null;
end $$;
revoke execute on function enqueue_call_callbacks_of_event() from public;

create or replace trigger call_event_names_addresses after insert on call_event referencing new table as fresh
  for each statement execute function enqueue_call_callbacks_of_event();
