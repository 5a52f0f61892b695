-- Short messages as a part of what is shown, and deleted, of a number.

-- The text of a part: septets of GSM 03.38, one in each octet, or UTF-16, big-endian.
create function sms_text(coding text, payload bytea) returns text language sql immutable parallel safe as $$
  with octets as (
    select i, get_byte(payload, i) as b, case when i > 0 then get_byte(payload, i - 1) end as before
    from generate_series(0, octet_length(payload) - 1) as i
  ), units as (
    select i, get_byte(payload, 2 * i) * 256 + get_byte(payload, 2 * i + 1) as u
    from generate_series(0, octet_length(payload) / 2 - 1) as i
  ), pairs as (
    select i, u, lag(u) over (order by i) as earlier, lead(u) over (order by i) as later from units
  )
  select coalesce(case when coding = 'gsm' then (
    select string_agg(case
      when before = 27 and strpos(E'\x0a\x14()/<=>@e', chr(greatest(b, 1))) > 0 then substr(E'\x0c^{}\\[~]|€', strpos(E'\x0a\x14()/<=>@e', chr(greatest(b, 1))), 1)
      when b = 27 then ''
      else substr(E'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !"#¤%&''()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
        (b & 127) + 1, 1) end, '' order by i)
    from octets)
  else (
    select string_agg(case
      when u between 55296 and 56319 and later between 56320 and 57343 then chr(65536 + (u - 55296) * 1024 + (later - 56320))
      when u between 56320 and 57343 and earlier between 55296 and 56319 then ''
      when u between 55296 and 57343 or u = 0 then '�'
      else chr(u) end, '' order by i)
    from pairs) end, '')
$$;

-- A number as messages keep it, of the key that numbers are compared by.
create function sms_number(key text) returns text language sql immutable parallel safe as $$
  select case when key like '00%' then substr(key, 3) when key like '0%' then '62' || substr(key, 2) else key end
$$;

-- Takes short messages to and from a request's number away, what is over; the request itself says whose they are. That somebody wants no
-- messages stays: it is what keeps others from being sent.
create function erase_sms_of_request(request uuid, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted text;
  found uuid[];
  heard uuid[];
begin
  select number_key(r.number) into wanted from personal_request r
    where r.id = request and r.tenant_id = current_tenant() and r.state = 'deleting';
  if wanted is null then
    return 0;
  end if;
  select array_agg(m.id) into found from (select id from sms_message
    where tenant_id = current_tenant() and recipient = sms_number(wanted) and final_at is not null order by id limit most) m;
  select array_agg(i.id) into heard from (select id from sms_inbound
    where tenant_id = current_tenant() and number_key(case when sender like '62%' then '+' || sender else sender end) = wanted
    order by id limit most) i;
  delete from sms_notice where message_id = any (found) or inbound_id = any (heard);
  delete from sms_receipt where message_id = any (found);
  delete from sms_part where message_id = any (found);
  delete from sms_message where id = any (found);
  delete from sms_inbound where id = any (heard);
  return coalesce(cardinality(found), 0) + coalesce(cardinality(heard), 0);
end $$;
revoke execute on function erase_sms_of_request(uuid, integer) from public;
grant execute on function erase_sms_of_request(uuid, integer) to sambung_app;
