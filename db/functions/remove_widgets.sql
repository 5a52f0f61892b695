-- Deletes the widgets with visits, blocks and callbacks of a removed call centre.
create or replace function remove_widgets() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from planned_callback where tenant_id = new.id;
  delete from widget_caller_block where tenant_id = new.id;
  delete from widget_visit where tenant_id = new.id;
  delete from widget_block where tenant_id = new.id;
  delete from widget_ticket where tenant_id = new.id;
  delete from widget_count where tenant_id = new.id;
  delete from widget where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_widgets() from public;

create or replace trigger a_tenant_removes_widgets after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_widgets();
