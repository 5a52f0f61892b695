-- How every call centre pays, for the installation: figures, no message.
create or replace function sms_balances_of_installation(now_at timestamptz, at_most integer)
returns table (tenant_id uuid, tenant text, is_closed boolean, mode text, balance_rupiah bigint, credit_max_rupiah bigint, month_rupiah bigint,
  version integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id, t.name, t.closed_at is not null, b.mode, b.balance_rupiah, b.credit_max_rupiah,
    case when b.month = date_trunc('month', now_at at time zone t.time_zone)::date then b.month_rupiah else 0 end, b.version
  from sms_balance b join tenant t on t.id = b.tenant_id where t.removed_at is null order by lower(t.name), t.id limit at_most
$$;
revoke execute on function sms_balances_of_installation(timestamptz, integer) from public;
grant execute on function sms_balances_of_installation(timestamptz, integer) to sambung_app;
