-- What a closed call centre has many of, the transaction's, goes in portions before the rest of it, once its day has come: of each kind no
-- more than some. Returns the largest number of any kind: fewer than the limit means that all is erased.
create or replace function erase_messages_of_closed(today date, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare centre uuid := current_tenant(); chosen uuid[]; name text; gone integer; most integer;
begin
  perform from tenant t where t.id = centre and t.closed_at is not null and t.removed_at is null and t.remove_on <= today for no key update;
  if not found then return 0; end if;
  -- Conversations take their turns and entries with them, deliveries their exchanges.
  delete from sms_thread where id = any (array(select id from sms_thread where tenant_id = centre limit at_most));
  get diagnostics most = row_count;
  chosen := array(select id from sms_inbound where tenant_id = centre limit at_most);
  delete from sms_notice where inbound_id = any (chosen);
  delete from sms_inbound where id = any (chosen);
  most := greatest(most, cardinality(chosen));
  chosen := array(select id from sms_message where tenant_id = centre limit at_most);
  delete from sms_notice where message_id = any (chosen);
  delete from sms_receipt where message_id = any (chosen);
  delete from sms_segment where message_id = any (chosen);
  delete from sms_message where id = any (chosen);
  most := greatest(most, cardinality(chosen));
  foreach name in array array['webhook_delivery', 'sms_ledger_entry', 'sms_request', 'sms_reference', 'sms_opt_out', 'hook_exchange',
    'api_call', 'call_status_callback'] loop
    execute format('delete from %I where ctid = any (array(select ctid from %I where tenant_id = $1 limit $2))', name, name)
      using centre, at_most;
    get diagnostics gone = row_count;
    most := greatest(most, gone);
  end loop;
  foreach name in array array['conference_event', 'conference_participant', 'conference_status_callback', 'conference'] loop
    execute format('delete from %I where ctid = any (array(select ctid from %I where tenant_id = $1 limit $2))', name, name)
      using centre, at_most;
    get diagnostics gone = row_count;
    most := greatest(most, gone);
    exit when gone = at_most;
  end loop;
  return most;
end $$;
revoke execute on function erase_messages_of_closed(date, integer) from public;
grant execute on function erase_messages_of_closed(date, integer) to sambung_app;
