-- What carriers said of one message of the transaction's call centre, as it came: for the proof of its delivery.
create function receipts_for_proof(the_message uuid)
returns table (sequence smallint, carrier_message_id text, recipient text, state text, error_code text, received_at timestamptz, standing text)
language sql stable security definer set search_path = public, pg_temp as $$
  select r.sequence, r.carrier_message_id, r.recipient, r.state, r.error_code, r.received_at, r.standing
  from sms_receipt r join sms_message m on m.id = r.message_id
  where r.message_id = the_message and m.tenant_id = current_tenant() order by r.received_at, r.id limit 200
$$;
revoke execute on function receipts_for_proof(uuid) from public;
grant execute on function receipts_for_proof(uuid) to sambung_app;

-- What a call centre is told to pay for a month, frozen. Nothing in it is ever changed; what comes later is in the next one.
create table sms_invoice (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  -- Of the call centre's own zone.
  month date not null check (extract(day from month) = 1),
  number text not null unique check (length(number) between 1 and 40),
  facts jsonb not null check (jsonb_typeof(facts) = 'object'),
  -- To be paid; and what was paid out of the balance.
  due_rupiah bigint not null,
  prepaid_rupiah bigint not null,
  issued_at timestamptz not null,
  constraint sms_invoice_once unique (tenant_id, month)
);
-- The next number of each month, over all call centres: without gaps, since it is counted in the transaction that issues.
create table sms_invoice_counter (
  month date primary key check (extract(day from month) = 1),
  last integer not null check (last >= 1)
);
alter table sms_invoice enable row level security;
create policy sms_invoice_own on sms_invoice using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on sms_invoice from sambung_app;
-- Of an entry's messages, which a month is added up by.
create index sms_ledger_month on sms_ledger_entry (tenant_id, at);

-- Months that are over in the zone of their call centre since some hours, have entries, and no invoice yet.
create function sms_invoices_due(before timestamptz, at_most integer) returns table (tenant_id uuid, month date)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id, m.month::date from tenant t
  cross join lateral (select date_trunc('month', min(e.at) at time zone t.time_zone) as first from sms_ledger_entry e where e.tenant_id = t.id) f
  cross join lateral generate_series(f.first, date_trunc('month', before at time zone t.time_zone) - interval '1 month', interval '1 month') m (month)
  where t.removed_at is null and f.first is not null
    and not exists (select from sms_invoice i where i.tenant_id = t.id and i.month = m.month::date)
    and exists (select from sms_ledger_entry e where e.tenant_id = t.id and e.kind <> 'top-up'
      and e.at >= m.month at time zone t.time_zone and e.at < (m.month + interval '1 month') at time zone t.time_zone)
  order by m.month, t.id limit at_most
$$;

-- Invoices of every call centre, for the installation, the newest first.
create function sms_invoices_of_installation(after_at timestamptz, after_id uuid, at_most integer)
returns table (id uuid, tenant_id uuid, tenant text, month date, number text, due_rupiah bigint, prepaid_rupiah bigint, issued_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.tenant_id, t.name, i.month, i.number, i.due_rupiah, i.prepaid_rupiah, i.issued_at
  from sms_invoice i join tenant t on t.id = i.tenant_id
  where after_id is null or (i.issued_at, i.id) < (after_at, after_id) order by i.issued_at desc, i.id desc limit at_most
$$;
create index sms_invoice_newest on sms_invoice (issued_at desc, id desc);

do $$
declare name text;
begin
  foreach name in array array['sms_invoices_due(timestamptz, integer)', 'sms_invoices_of_installation(timestamptz, uuid, integer)'] loop
    execute format('revoke execute on function %s from public', name);
    execute format('grant execute on function %s to sambung_app', name);
  end loop;
end $$;

-- Invoices leave with their call centre.
create or replace function remove_sms_money() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_invoice where tenant_id = new.id;
  delete from sms_correction where tenant_id = new.id;
  delete from sms_ledger_entry where tenant_id = new.id;
  delete from sms_balance where tenant_id = new.id;
  delete from sms_tally where tenant_id = new.id;
  delete from sms_day where tenant_id = new.id;
  delete from sms_day_latency where tenant_id = new.id;
  delete from sms_minute where tenant_id = new.id;
  return null;
end $$;
