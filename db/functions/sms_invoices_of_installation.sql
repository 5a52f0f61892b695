-- Invoices of every call centre, for the installation, the newest first.
create or replace function sms_invoices_of_installation(after_at timestamptz, after_id uuid, at_most integer)
returns table (id uuid, tenant_id uuid, tenant text, month date, number text, due_rupiah bigint, prepaid_rupiah bigint, issued_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.tenant_id, t.name, i.month, i.number, i.due_rupiah, i.prepaid_rupiah, i.issued_at
  from sms_invoice i join tenant t on t.id = i.tenant_id
  where after_id is null or (i.issued_at, i.id) < (after_at, after_id) order by i.issued_at desc, i.id desc limit at_most
$$;
revoke execute on function sms_invoices_of_installation(timestamptz, uuid, integer) from public;
grant execute on function sms_invoices_of_installation(timestamptz, uuid, integer) to sambung_app;
