-- Deletes the texts of inbound messages received before an instant; returns the number. API clients can no longer fetch them.
create or replace function purge_sms_inbound_texts(received_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare gone uuid[];
begin
  select array_agg(i.id) into gone from (select id from sms_inbound
    where not is_text_gone and received_at <= received_before order by received_at limit at_most for update skip locked) i;
  update sms_notice set state = 'given-up', leased_by = null where inbound_id = any (gone) and state = 'waiting';
  update sms_inbound set payload = '', is_text_gone = true where id = any (gone);
  return coalesce(cardinality(gone), 0);
end $$;
revoke execute on function purge_sms_inbound_texts(timestamptz, integer) from public;
grant execute on function purge_sms_inbound_texts(timestamptz, integer) to sambung_app;
