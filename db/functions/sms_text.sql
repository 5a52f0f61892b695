-- Decodes the text of a segment: GSM 03.38, UTF-16 or ISO 8859-1.
create or replace function sms_text(coding text, payload bytea) returns text language sql immutable parallel safe as $$
  select case when coding = 'latin1' then coalesce((
    select string_agg(case when get_byte(payload, i) = 0 then '�' else chr(get_byte(payload, i)) end, '' order by i)
    from generate_series(0, octet_length(payload) - 1) as i), '') else sms_text_of_units(coding, payload) end
$$;
