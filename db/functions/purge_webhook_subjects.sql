-- Deletes the webhook deliveries of messages that are erased.
create or replace function purge_webhook_subjects() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from webhook_delivery d using gone g where d.subject_id = g.id;
  return null;
end $$;
revoke execute on function purge_webhook_subjects() from public;

create or replace trigger sms_inbound_forgets_webhooks after delete on sms_inbound referencing old table as gone
  for each statement execute function purge_webhook_subjects();
create or replace trigger sms_message_forgets_webhooks after delete on sms_message referencing old table as gone
  for each statement execute function purge_webhook_subjects();
