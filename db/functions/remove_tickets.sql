-- What is left of them goes when their call centre does, before the hours and queues that they name.
create or replace function remove_tickets() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform erase_ticket_rows(array(select id from ticket where tenant_id = new.id));
  delete from ticket_category where tenant_id = new.id;
  delete from ticket_setting where tenant_id = new.id;
  return null;
end $$;

create or replace trigger a_tenant_removes_tickets after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_tickets();
