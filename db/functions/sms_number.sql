-- A number as messages keep it, of the key that numbers are compared by.
create or replace function sms_number(key text) returns text language sql immutable parallel safe as $$
  select case when key like '00%' then substr(key, 3) when key like '0%' then '62' || substr(key, 2) else key end
$$;
