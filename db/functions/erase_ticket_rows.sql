-- Deletes tickets with their events, contacts, escalations and mails.
create or replace function erase_ticket_rows(wanted uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- What was written to the customer; each mail has the number of its event in its key, and nobody is written of an event after the 60th.
  delete from mail_message where dedupe_key in (select 'ticket-customer ' || t.id || ' ' || n
    from ticket t, generate_series(1, least(t.version, 60)) n where t.id = any(wanted));
  delete from ticket_contact where ticket_id = any(wanted);
  delete from ticket_escalation where ticket_id = any(wanted);
  delete from ticket_event where ticket_id = any(wanted);
  delete from ticket where id = any(wanted);
end $$;
revoke execute on function erase_ticket_rows(uuid[]) from public;
