-- What a carrier asks for a segment that was accepted at a moment: by the prices of then, which are never changed.
create or replace function sms_cost_of(the_carrier uuid, the_recipient text, the_category text, at timestamptz) returns integer
language sql stable as $$
  select coalesce((select c.cost_rupiah from sms_price_of(the_carrier, the_recipient, the_category, at) c), 0)
$$;
revoke execute on function sms_cost_of(uuid, text, text, timestamptz) from public;
grant execute on function sms_cost_of(uuid, text, text, timestamptz) to sambung_app;
