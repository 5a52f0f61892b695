-- What short messages cost. Prices are the installation's; balances and the ledger are a call centre's own. Rupiah without fractions, for each
-- segment, as minutes of calls are.
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
  constraint sms_price_once unique nulls not distinct (prefix, carrier_id, category, valid_from),
  check (valid_from > created_at)
);
create index sms_price_carrier on sms_price (carrier_id);

-- How a call centre pays, and what is left. Kept by the functions below in the transactions that write the ledger.
create table sms_balance (
  tenant_id uuid primary key references tenant,
  mode text not null default 'postpaid' check (mode in ('prepaid', 'postpaid')),
  -- The sum of its prepaid entries.
  balance_rupiah bigint not null default 0 check (balance_rupiah >= 0),
  -- What may be owed for a month where it pays afterwards; null = no limit.
  credit_max_rupiah bigint check (credit_max_rupiah between 0 and 1000000000000),
  -- Owed for this month of its zone: the sum of its postpaid entries, turned round.
  month date not null default '2000-01-01' check (extract(day from month) = 1),
  month_rupiah bigint not null default 0,
  version integer not null default 1 check (version >= 1)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);

insert into sms_balance (tenant_id) select id from tenant;
create function keep_sms_balance_row() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into sms_balance (tenant_id) values (new.id);
  return null;
end $$;
revoke execute on function keep_sms_balance_row() from public;
create trigger sms_balance_row after insert on tenant for each row execute function keep_sms_balance_row();

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
  -- Of messages: by which price, by which carrier they were to go, and how many segments. Prices and carriers that were used are never removed.
  price_id uuid,
  carrier_id uuid,
  category text check (category in ('otp', 'transactional', 'promotional')),
  segments integer check (segments > 0),
  -- Of what a person wrote: why, who, and who looked again.
  reason text check (length(reason) between 1 and 200),
  created_by uuid references person,
  confirmed_by uuid references person,
  at timestamptz not null,
  constraint sms_ledger_once unique (tenant_id, reference),
  check ((kind in ('charge', 'refund')) = (price_id is not null and carrier_id is not null and category is not null and segments is not null)),
  check ((kind in ('top-up', 'correction')) = (created_by is not null and reason is not null)),
  check ((kind = 'correction') = (confirmed_by is not null)),
  check (confirmed_by <> created_by),
  check (kind <> 'charge' or amount_rupiah < 0),
  check (kind not in ('top-up', 'refund') or amount_rupiah > 0)
);
create index sms_ledger_newest on sms_ledger_entry (tenant_id, at desc, id desc);
create index sms_ledger_by_hand on sms_ledger_entry (tenant_id, at desc, id desc) where kind in ('top-up', 'correction');
create index sms_ledger_created_by on sms_ledger_entry (created_by) where created_by is not null;
create index sms_ledger_confirmed_by on sms_ledger_entry (confirmed_by) where confirmed_by is not null;
revoke update, delete on sms_ledger_entry from sambung_app;

-- A correction that one person proposed and another one has not looked at yet.
create table sms_correction (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  purse text not null check (purse in ('prepaid', 'postpaid')),
  amount_rupiah bigint not null check (amount_rupiah <> 0 and abs(amount_rupiah) <= 1000000000000),
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

do $$
declare name text;
begin
  foreach name in array array['sms_balance', 'sms_ledger_entry', 'sms_correction'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- By which price a message was charged, by which carrier it was to go then, and out of which purse. No keys: prices that were used stay, and a
-- million messages a day need no look at them.
alter table sms_message
  add column price_id uuid,
  add column price_rupiah integer check (price_rupiah > 0),
  add column priced_carrier_id uuid,
  add column purse text check (purse in ('prepaid', 'postpaid')),
  add constraint sms_message_charged_whole check (
    (price_id is null) = (price_rupiah is null) and (price_id is null) = (priced_carrier_id is null) and (price_id is null) = (purse is null));
-- A part that was paid back, in the transaction in which it became final.
alter table sms_part
  add column is_refunded boolean not null default false,
  add constraint sms_part_refunded_when_over check (not is_refunded or final_at is not null);

-- Whose balance it is holds its row until the end of the transaction: everybody else who would spend of it waits.
create function lock_sms_balance(the_tenant uuid, now_at timestamptz) returns sms_balance
language plpgsql volatile as $$
declare own sms_balance; this_month date;
begin
  select b.* into strict own from sms_balance b where b.tenant_id = the_tenant for update;
  select date_trunc('month', now_at at time zone t.time_zone)::date into strict this_month from tenant t where t.id = the_tenant;
  if this_month > own.month then
    own.month := this_month;
    own.month_rupiah := 0;
  end if;
  return own;
end $$;

-- Grants amounts of messages in their order, each that there is room for, and takes them; `back` comes back first. All that is granted is
-- spent with the transaction, or given back by it.
create function grant_sms_money(the_tenant uuid, amounts bigint[], back bigint, now_at timestamptz)
returns table (granted boolean[], purse text)
language plpgsql volatile as $$
declare own sms_balance; room bigint; spent bigint := 0; one bigint; is_granted boolean[] := '{}';
begin
  own := lock_sms_balance(the_tenant, now_at);
  if own.mode = 'prepaid' then
    own.balance_rupiah := own.balance_rupiah + back;
    room := own.balance_rupiah;
  else
    own.month_rupiah := own.month_rupiah - back;
    room := own.credit_max_rupiah - own.month_rupiah;
  end if;
  foreach one in array amounts loop
    if room is null or spent + one <= room then
      spent := spent + one;
      is_granted := is_granted || true;
    else
      is_granted := is_granted || false;
    end if;
  end loop;
  update sms_balance b set month = own.month,
    balance_rupiah = own.balance_rupiah - case when own.mode = 'prepaid' then spent else 0 end,
    month_rupiah = own.month_rupiah + case when own.mode = 'prepaid' then 0 else spent end
  where b.tenant_id = the_tenant;
  return query select is_granted, own.mode;
end $$;

-- Writes what messages cost that were granted before in the same transaction; tells how much.
create function keep_sms_charges(the_tenant uuid, the_purse text, now_at timestamptz, lines jsonb) returns bigint
language sql volatile as $$
  with kept as (
    insert into sms_ledger_entry (id, tenant_id, kind, purse, amount_rupiah, reference, price_id, carrier_id, category, segments, at)
    select l.e, the_tenant, 'charge', the_purse, -l.a, 'charge ' || l.e, l.p, l.c, l.k, l.n, now_at
    from (select uuidv7() as e, g.* from jsonb_to_recordset(lines) as g(p uuid, c uuid, k text, n integer, a bigint)) l
    returning amount_rupiah)
  select coalesce(-sum(amount_rupiah), 0)::bigint from kept
$$;

-- Pays back what parts have cost that became final in the same transaction.
create function refund_sms(the_tenant uuid, now_at timestamptz, lines jsonb) returns void
language plpgsql volatile as $$
declare own sms_balance;
begin
  own := lock_sms_balance(the_tenant, now_at);
  insert into sms_ledger_entry (id, tenant_id, kind, purse, amount_rupiah, reference, price_id, carrier_id, category, segments, at)
  select l.e, the_tenant, 'refund', l.u, l.a, 'refund ' || l.e, l.p, l.c, l.k, l.n, now_at
  from (select uuidv7() as e, g.* from jsonb_to_recordset(lines) as g(p uuid, c uuid, k text, u text, n integer, a bigint)) l;
  update sms_balance b set month = own.month,
    balance_rupiah = own.balance_rupiah + coalesce((select sum(g.a) from jsonb_to_recordset(lines) as g(u text, a bigint) where g.u = 'prepaid'), 0),
    month_rupiah = own.month_rupiah - coalesce((select sum(g.a) from jsonb_to_recordset(lines) as g(u text, a bigint) where g.u = 'postpaid'), 0)
  where b.tenant_id = the_tenant;
end $$;

-- How every call centre pays, for the installation: figures, no message.
create function sms_balances_of_installation(now_at timestamptz, at_most integer)
returns table (tenant_id uuid, tenant text, is_closed boolean, mode text, balance_rupiah bigint, credit_max_rupiah bigint, month_rupiah bigint,
  version integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id, t.name, t.closed_at is not null, b.mode, b.balance_rupiah, b.credit_max_rupiah,
    case when b.month = date_trunc('month', now_at at time zone t.time_zone)::date then b.month_rupiah else 0 end, b.version
  from sms_balance b join tenant t on t.id = b.tenant_id where t.removed_at is null order by lower(t.name), t.id limit at_most
$$;

-- Corrections that nobody has looked at again yet, of every call centre.
create function proposed_sms_corrections(at_most integer)
returns table (id uuid, tenant_id uuid, tenant text, purse text, amount_rupiah bigint, reason text, proposed_by uuid, proposer text,
  proposed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.tenant_id, t.name, c.purse, c.amount_rupiah, c.reason, c.proposed_by, p.name, c.proposed_at
  from sms_correction c join tenant t on t.id = c.tenant_id join person p on p.id = c.proposed_by
  where c.state = 'proposed' order by c.proposed_at, c.id limit at_most
$$;

do $$
declare name text;
begin
  foreach name in array array['lock_sms_balance(uuid, timestamptz)', 'grant_sms_money(uuid, bigint[], bigint, timestamptz)',
    'keep_sms_charges(uuid, text, timestamptz, jsonb)', 'refund_sms(uuid, timestamptz, jsonb)',
    'sms_balances_of_installation(timestamptz, integer)', 'proposed_sms_corrections(integer)'] loop
    execute format('revoke execute on function %s from public', name);
    execute format('grant execute on function %s to sambung_app', name);
  end loop;
end $$;

-- The ledger leaves with its call centre.
create function remove_sms_money() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_correction where tenant_id = new.id;
  delete from sms_ledger_entry where tenant_id = new.id;
  delete from sms_balance where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_sms_money() from public;
create trigger tenant_drops_sms_money after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_sms_money();
