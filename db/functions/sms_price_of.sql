-- What a carrier asks for a segment, as a table of one row or none: written into the statement that asks, where a function would be called
-- for each row of it.
create or replace function sms_price_of(the_carrier uuid, the_recipient text, the_category text, at timestamptz) returns table (cost_rupiah integer)
language sql stable as $$
  select p.cost_rupiah from sms_price p
  where p.prefix = any (array(select left(the_recipient, n) from generate_series(0, length(the_recipient)) as n))
    and (p.carrier_id = the_carrier or p.carrier_id is null) and (p.category = the_category or p.category is null) and p.valid_from <= at
  order by length(p.prefix) desc, p.carrier_id is null, p.category is null, p.valid_from desc limit 1
$$;
