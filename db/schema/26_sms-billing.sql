-- SMS billing: prices, balances, ledger and invoices. Rupiah without fractions, for each segment.

-- What short messages cost. Prices are the installation's; balances and the ledger are a call centre's own. Rupiah without fractions, for
-- each segment, as minutes of calls are.
create table sms_price (
  id uuid primary key,
  -- Null for any carrier.
  carrier_id uuid references sms_carrier,
  -- Empty for every number.
  prefix text not null check (prefix ~ '^([1-9]\d{0,14})?$'),
  -- Null for any category.
  category text check (category in ('otp', 'transactional', 'promotional')),
  -- Later than the moment at which it was written: what was accepted keeps its price, and anybody finds it again.
  valid_from timestamptz not null,
  -- What the call centre pays; 0 = nothing.
  price_rupiah integer not null check (price_rupiah between 0 and 1000000),
  -- What the carrier asks of the installation.
  cost_rupiah integer not null check (cost_rupiah between 0 and 1000000),
  created_by uuid not null references person,
  created_at timestamptz not null,
  check (valid_from > created_at),
  constraint sms_price_once unique nulls not distinct (prefix, carrier_id, category, valid_from)
);
create index sms_price_carrier on sms_price (carrier_id);

-- How a call centre pays, and what is left. Kept by the functions below in the transactions that write the ledger.
create table sms_balance (
  tenant_id uuid primary key references tenant,
  mode text not null default 'postpaid' check (mode in ('prepaid', 'postpaid')),
  -- The sum of its prepaid entries.
  balance_rupiah bigint not null default 0 check (balance_rupiah >= 0),
  -- What may be owed for a month where it pays afterwards; null = no limit.
  credit_max_rupiah bigint check (credit_max_rupiah >= 0 and credit_max_rupiah <= '1000000000000'::bigint),
  -- Owed for this month of its zone: the sum of its postpaid entries, turned round.
  month date not null default '2000-01-01' check (extract(day from month) = 1::numeric),
  month_rupiah bigint not null default 0,
  version integer not null default 1 check (version >= 1)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
alter table sms_balance enable row level security;
create policy sms_balance_own on sms_balance using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Every rupiah that came or went. Nothing in it is ever changed.
create table sms_ledger_entry (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  kind text not null check (kind in ('top-up', 'charge', 'refund', 'correction')),
  -- Whether it counts for the prepaid balance, or for what is owed for a month.
  purse text not null check (purse in ('prepaid', 'postpaid')),
  -- What comes in is more than 0.
  amount_rupiah bigint not null check (amount_rupiah <> 0),
  -- The same reference twice is the same entry.
  reference text not null check (length(reference) between 1 and 80),
  -- Of messages: by which price, by which carrier they were to go, and how many segments. Prices and carriers that were used are never
  -- removed.
  price_id uuid,
  carrier_id uuid,
  category text check (category in ('otp', 'transactional', 'promotional')),
  segments integer check (segments > 0),
  -- Of what a person wrote: why, who, and who looked again.
  reason text check (length(reason) between 1 and 200),
  created_by uuid references person,
  confirmed_by uuid references person,
  at timestamptz not null,
  check ((kind in ('charge', 'refund')) = (price_id is not null and carrier_id is not null and category is not null
    and segments is not null)),
  check ((kind in ('top-up', 'correction')) = (created_by is not null and reason is not null)),
  check ((kind = 'correction') = (confirmed_by is not null)),
  check (confirmed_by <> created_by),
  check (kind <> 'charge' or amount_rupiah < 0),
  check ((kind not in ('top-up', 'refund')) or amount_rupiah > 0),
  constraint sms_ledger_once unique (tenant_id, reference)
);
create index sms_ledger_newest on sms_ledger_entry (tenant_id, at desc, id desc);
create index sms_ledger_by_hand on sms_ledger_entry (tenant_id, at desc, id desc) where kind in ('top-up', 'correction');
create index sms_ledger_created_by on sms_ledger_entry (created_by) where created_by is not null;
create index sms_ledger_confirmed_by on sms_ledger_entry (confirmed_by) where confirmed_by is not null;
alter table sms_ledger_entry enable row level security;
create policy sms_ledger_entry_own on sms_ledger_entry using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on sms_ledger_entry from sambung_app;

-- A correction that one person proposed and another one has not looked at yet.
create table sms_correction (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  purse text not null check (purse in ('prepaid', 'postpaid')),
  amount_rupiah bigint not null check (amount_rupiah <> 0 and abs(amount_rupiah) <= '1000000000000'::bigint),
  reason text not null check (length(reason) between 1 and 200),
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  state text not null default 'proposed' check (state in ('proposed', 'confirmed', 'declined')),
  decided_by uuid references person,
  decided_at timestamptz,
  check ((state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null))
);
create index sms_correction_tenant on sms_correction (tenant_id, proposed_at desc);
create index sms_correction_proposed_by on sms_correction (proposed_by);
create index sms_correction_decided_by on sms_correction (decided_by) where decided_by is not null;
alter table sms_correction enable row level security;
create policy sms_correction_own on sms_correction using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Monthly invoices of a call centre; immutable. Later charges are on the next invoice.
create table sms_invoice (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  -- Of the call centre's own zone.
  month date not null check (extract(day from month) = 1::numeric),
  -- The time of which it has the entries, its end not part of it: it begins where the one before ended, whatever became of the zone since.
  from_at timestamptz not null,
  until_at timestamptz not null,
  number text not null check (length(number) between 1 and 40) unique,
  facts jsonb not null check (jsonb_typeof(facts) = 'object'),
  -- To be paid; and what was paid out of the balance.
  due_rupiah bigint not null,
  prepaid_rupiah bigint not null,
  issued_at timestamptz not null,
  check (from_at < until_at),
  constraint sms_invoice_once unique (tenant_id, month)
);
create index sms_invoice_newest on sms_invoice (issued_at desc, id desc);
alter table sms_invoice enable row level security;
create policy sms_invoice_own on sms_invoice using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on sms_invoice from sambung_app;

-- The next number of each month, over all call centres: without gaps, since it is counted in the transaction that issues.
create table sms_invoice_counter (
  month date primary key check (extract(day from month) = 1::numeric),
  last integer not null check (last >= 1)
);
