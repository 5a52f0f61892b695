-- Keeps one, unless there are as many as may be; whether it was kept.
create or replace function insert_sms_unassigned_inbound(the_row jsonb, most integer) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if (select count(*) from (select from sms_unassigned_inbound limit most) u) >= most then
    return false;
  end if;
  insert into sms_unassigned_inbound (id, carrier_id, sender, recipient, ways, coding, payload, reference, total, place, received_at)
  select i, c, s, r, w, o, decode(d, 'hex'), e, t, p, a from jsonb_to_record(the_row)
    as g(i uuid, c uuid, s text, r text, w text[], o text, d text, e integer, t smallint, p smallint, a timestamptz);
  return true;
end $$;
revoke execute on function insert_sms_unassigned_inbound(jsonb, integer) from public;
grant execute on function insert_sms_unassigned_inbound(jsonb, integer) to sambung_app;
