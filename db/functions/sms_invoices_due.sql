-- The first month of each call centre that is over in its zone since some hours, has entries, and no invoice yet: by their ids, after one
-- of them. Invoices follow one another, so there is none before the last one.
create or replace function sms_invoices_due(before timestamptz, after_tenant uuid, at_most integer)
returns table (tenant_id uuid, month date, from_at timestamptz, until_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id, d.month, d.from_at, d.until_at
  from tenant t
  left join lateral (select i.month, i.until_at from sms_invoice i where i.tenant_id = t.id order by i.month desc limit 1) l on true
  cross join lateral (
    select m.month::date as month, m.from_at, m.until_at from (
      select g.month, (g.month + interval '1 month') at time zone t.time_zone as until_at,
        case when g.month = l.month::timestamp + interval '1 month' then l.until_at else g.month at time zone t.time_zone end as from_at
      from generate_series(
        coalesce(l.month::timestamp + interval '1 month', date_trunc('month',
          (select min(e.at) from sms_ledger_entry e where e.tenant_id = t.id) at time zone t.time_zone)),
        date_trunc('month', before at time zone t.time_zone) - interval '1 month', interval '1 month') g (month)) m
    where m.until_at <= before and exists (select from sms_ledger_entry e where e.tenant_id = t.id and e.kind <> 'top-up'
      and e.at >= m.from_at and e.at < m.until_at)
    order by m.month limit 1) d
  where t.removed_at is null and (after_tenant is null or t.id > after_tenant)
  order by t.id limit at_most
$$;
revoke execute on function sms_invoices_due(timestamptz, uuid, integer) from public;
grant execute on function sms_invoices_due(timestamptz, uuid, integer) to sambung_app;
