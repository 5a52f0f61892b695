-- Notes and versions of flows stay as they were written; they leave with their call centre only, by one function.
create or replace function refuse_change_but_removal() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user <> 'sambung_app'
    and exists (select from tenant t where t.id = old.tenant_id and t.closed_at is not null and t.removed_at is not null) then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create or replace trigger evaluation_draw_append_only before delete or update on evaluation_draw
  for each row execute function refuse_change_but_removal();
create or replace trigger evaluation_form_version_append_only before delete or update on evaluation_form_version
  for each row execute function refuse_change_but_removal();
create or replace trigger evaluation_pick_append_only before delete or update on evaluation_pick
  for each row execute function refuse_change_but_removal();
create or replace trigger flow_version_append_only before delete or update on flow_version
  for each row execute function refuse_change_but_removal();
create or replace trigger information_entry_append_only before delete or update on information_entry
  for each row execute function refuse_change_but_removal();
create or replace trigger information_entry_use_append_only before delete or update on information_entry_use
  for each row execute function refuse_change_but_removal();
create or replace trigger information_list_version_append_only before delete or update on information_list_version
  for each row execute function refuse_change_but_removal();
create or replace trigger information_use_append_only before delete or update on information_use
  for each row execute function refuse_change_but_removal();
create or replace trigger information_version_append_only before delete or update on information_version
  for each row execute function refuse_change_but_removal();
create or replace trigger named_hours_version_append_only before delete or update on named_hours_version
  for each row execute function refuse_change_but_removal();
