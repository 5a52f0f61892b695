-- Events leave with their call centre once that is closed, in portions before all else of it, or by a request of the person that the ticket
-- is about; by functions of this file only.
create or replace function refuse_change_of_tickets() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user <> 'sambung_app' and (
    exists (select from tenant t where t.id = old.tenant_id and t.closed_at is not null)
    or exists (select from personal_request r where r.tenant_id = old.tenant_id and r.state = 'deleting')) then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create or replace trigger ticket_escalation_append_only before delete or update on ticket_escalation
  for each row execute function refuse_change_of_tickets();
create or replace trigger ticket_event_append_only before delete or update on ticket_event
  for each row execute function refuse_change_of_tickets();
