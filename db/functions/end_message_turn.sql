-- A turn is over. What was written meanwhile and nobody has dealt with waits anew from when it was written; else the conversation ends
-- where its agent wished so, or its queue is gone.
create or replace function end_message_turn() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare thread sms_thread;
begin
  select * into thread from sms_thread t where t.id = new.thread_id for update;
  if thread.closed_at is not null then return null; end if;
  if new.agent_id is not null then
    update sms_thread set last_agent_id = new.agent_id where id = thread.id;
  end if;
  if new.outcome = 'queue-gone' then
    update sms_thread set closed_at = new.closed_at, closed_why = 'queue-gone', waiting_since = null where id = thread.id;
  elsif thread.waiting_since is not null then
    insert into message_contact (contact_id, tenant_id, thread_id, queue_id, sticky_agent_id, caller, called, joined_at)
    values (gen_random_uuid(), new.tenant_id, thread.id, thread.queue_id, coalesce(new.agent_id, thread.last_agent_id), new.caller, new.called,
      thread.waiting_since);
  elsif thread.closes_with = new.contact_id then
    update sms_thread set closed_at = new.closed_at, closed_why = 'disposition' where id = thread.id;
  end if;
  return null;
end $$;
revoke execute on function end_message_turn() from public;

create or replace trigger message_contact_ends after update of closed_at on message_contact
  for each row when (old.closed_at is null and new.closed_at is not null) execute function end_message_turn();
