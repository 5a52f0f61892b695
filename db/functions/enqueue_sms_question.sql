-- Words that say that somebody wants no messages, or messages again, are the call centre's and no question. Of a long one its first part
-- asks.
create or replace function enqueue_sms_question() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into sms_question (inbound_id, tenant_id, code, due_at)
    select new.id, new.tenant_id, h.code, new.received_at from sms_sender s
      join number_hook h on h.tenant_id = new.tenant_id and h.code = s.value and h.sms_url is not null
      where s.id = new.sender_id and s.tenant_id = new.tenant_id;
  return null;
end $$;
revoke execute on function enqueue_sms_question() from public;

create or replace trigger sms_inbound_asks after insert on sms_inbound
  for each row when (new.act is null and COALESCE(new.place::integer, 1) = 1) execute function enqueue_sms_question();
