-- In which class a length of time is: each is a fifth longer than the one before, from 1 ms on.
create or replace function sms_latency_bucket(sent timestamptz, received timestamptz) returns smallint
language sql immutable parallel safe as $$
  select floor(ln(greatest(extract(epoch from received - sent) * 1000, 1)::float8) / ln(1.2::float8))::smallint
$$;
revoke execute on function sms_latency_bucket(timestamptz, timestamptz) from public;
grant execute on function sms_latency_bucket(timestamptz, timestamptz) to sambung_app;
