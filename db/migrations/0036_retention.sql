-- What is kept of calls goes when its time is over. Events stay append-only for the program; they leave by one function
-- that takes no young ones, whoever asks.
create function refuse_change_of_events() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user <> 'sambung_app' and old.at < now() - interval '3 months' then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
drop trigger call_event_append_only on call_event;
create trigger call_event_append_only before update or delete on call_event
  for each row execute function refuse_change_of_events();

create function forget_call_events(before timestamptz, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from call_event where (call_id, sequence) in (
    select e.call_id, e.sequence from call_event e
    where e.tenant_id = current_tenant() and e.at < least(before, now() - interval '3 months')
      and not exists (select from open_call o where o.call_id = e.call_id)
    order by e.at limit most);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function forget_call_events(timestamptz, integer) from public;
grant execute on function forget_call_events(timestamptz, integer) to sambung_app;
