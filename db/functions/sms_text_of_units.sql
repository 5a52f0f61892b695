-- The text of a part: septets of GSM 03.38, one in each octet, or UTF-16, big-endian.
create or replace function sms_text_of_units(coding text, payload bytea) returns text language sql immutable parallel safe as $$
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
