-- Days of every call centre, for the installation: figures by one of their names.
create or replace function sms_days_of_installation(from_day date, until_day date, by_what text, at_most integer)
returns table (key text, name text, messages bigint, segments bigint, delivered bigint, failed bigint, cancelled bigint, price_rupiah bigint,
  cost_rupiah bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.key, max(d.name), sum(d.messages)::bigint, sum(d.segments)::bigint, sum(d.delivered)::bigint, sum(d.failed)::bigint,
    sum(d.cancelled)::bigint, sum(d.price_rupiah)::bigint, sum(d.cost_rupiah)::bigint
  from (
    select f.tenant_id::text as key, t.name, f.messages, f.segments, f.delivered, f.failed, f.cancelled, f.price_rupiah, f.cost_rupiah
    from sms_tenant_day f join tenant t on t.id = f.tenant_id where by_what = 'tenant' and f.day between from_day and until_day
    union all
    select k.key, case by_what when 'carrier' then c.name else k.key end, f.messages, f.segments, f.delivered, f.failed, f.cancelled,
      f.price_rupiah, f.cost_rupiah
    from sms_carrier_day f left join sms_carrier c on c.id = f.carrier_id
    cross join lateral (select case by_what when 'carrier' then f.carrier_id::text when 'category' then f.category else f.day::text end as key) k
    where by_what <> 'tenant' and f.day between from_day and until_day) d
  group by d.key order by 3 desc, 1 limit at_most
$$;
revoke execute on function sms_days_of_installation(date, date, text, integer) from public;
grant execute on function sms_days_of_installation(date, date, text, integer) to sambung_app;
