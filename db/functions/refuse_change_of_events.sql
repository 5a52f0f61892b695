-- Call events are append-only for the program. They are deleted after their retention period, by one function that refuses younger ones.
create or replace function refuse_change_of_events() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user <> 'sambung_app' and old.at < now() - interval '3 months' then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create or replace trigger call_event_append_only before delete or update on call_event
  for each row execute function refuse_change_of_events();
create or replace trigger queue_event_append_only before delete or update on queue_event
  for each row execute function refuse_change_of_events();
