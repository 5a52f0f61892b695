-- Deletes evaluations, draws and forms of a removed call centre.
create or replace function remove_evaluations() returns trigger language plpgsql as $$
begin
  delete from evaluation_pick where tenant_id = new.id;
  delete from evaluation_draw where tenant_id = new.id;
  delete from evaluation where tenant_id = new.id;
  delete from evaluation_form_version where tenant_id = new.id;
  delete from evaluation_form where tenant_id = new.id;
  return null;
end $$;

create or replace trigger tenant_evaluations_removed after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_evaluations();
