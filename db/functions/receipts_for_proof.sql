-- What carriers said of one message of the transaction's call centre, as it came: for the proof of its delivery.
create or replace function receipts_for_proof(the_message uuid)
returns table (sequence smallint, carrier_message_id text, recipient text, state text, error_code text, received_at timestamptz, standing text)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.sequence, r.carrier_message_id, r.recipient, r.state, r.error_code, r.received_at, r.standing
  from sms_receipt r join sms_message m on m.id = r.message_id
  where r.message_id = the_message and m.tenant_id = current_tenant() order by r.received_at, r.id limit 200
$$;
revoke execute on function receipts_for_proof(uuid) from public;
grant execute on function receipts_for_proof(uuid) to sambung_app;
