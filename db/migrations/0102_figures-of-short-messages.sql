-- Figures of short messages: what was taken and what became of it, kept as it happens. Every transaction that takes messages or ends parts
-- adds lines here; a job adds them up by days and minutes, so no report reads messages.
create table sms_tally (
  id bigint generated always as identity primary key,
  tenant_id uuid not null,
  -- The day, by the call centre's clocks, on which the messages were taken; the minute in which this happened.
  day date not null,
  minute timestamptz not null,
  carrier_id uuid not null,
  sender_id uuid not null,
  category text not null,
  state text not null check (state in
    ('accepted', 'delivered', 'undeliverable', 'expired', 'rejected', 'unknown', 'cancelled')),
  messages integer not null check (messages >= 0),
  segments integer not null check (segments >= 0),
  -- Charged, less what was paid back; and what the carriers ask that took the segments.
  price_rupiah bigint not null,
  cost_rupiah bigint not null,
  -- Of segments that were delivered: how long it took from the carrier's word to its receipt.
  bucket smallint
);

create table sms_day (
  tenant_id uuid not null references tenant,
  day date not null,
  carrier_id uuid not null,
  sender_id uuid not null,
  category text not null,
  state text not null,
  messages bigint not null,
  segments bigint not null,
  price_rupiah bigint not null,
  cost_rupiah bigint not null,
  primary key (tenant_id, day, carrier_id, sender_id, category, state)
) with (fillfactor = 70);
create index sms_day_all on sms_day (day);

create table sms_day_latency (
  tenant_id uuid not null references tenant,
  day date not null,
  carrier_id uuid not null,
  sender_id uuid not null,
  category text not null,
  bucket smallint not null,
  segments bigint not null,
  primary key (tenant_id, day, carrier_id, sender_id, category, bucket)
) with (fillfactor = 70);

create table sms_minute (
  tenant_id uuid not null references tenant,
  minute timestamptz not null,
  accepted bigint not null,
  delivered bigint not null,
  failed bigint not null,
  primary key (tenant_id, minute)
) with (fillfactor = 50);
create index sms_minute_old on sms_minute (minute);

do $$
declare name text;
begin
  foreach name in array array['sms_tally', 'sms_day', 'sms_day_latency', 'sms_minute'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;
revoke update, delete on sms_tally from sambung_app;
revoke insert, update, delete on sms_day, sms_day_latency, sms_minute from sambung_app;

-- In which class a length of time is: each is a fifth longer than the one before, from 1 ms on.
create function sms_latency_bucket(sent timestamptz, received timestamptz) returns smallint
language sql immutable parallel safe as $$
  select floor(ln(greatest(extract(epoch from received - sent) * 1000, 1)::float8) / ln(1.2::float8))::smallint
$$;

-- What a carrier asks for a segment that was accepted at a moment: by the prices of then, which are never changed.
create function sms_cost_of(the_carrier uuid, the_recipient text, the_category text, at timestamptz) returns integer
language sql stable as $$
  select coalesce((
    select p.cost_rupiah from sms_price p
    where p.prefix = any (array(select left(the_recipient, n) from generate_series(0, length(the_recipient)) as n))
      and (p.carrier_id = the_carrier or p.carrier_id is null) and (p.category = the_category or p.category is null) and p.valid_from <= at
    order by length(p.prefix) desc, p.carrier_id is null, p.category is null, p.valid_from desc limit 1), 0)
$$;

-- Adds up what is new; how many lines. One at a time: another one finds nothing to do.
create function fold_sms_tallies(at_most integer, minutes_before timestamptz) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare folded integer;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('sms tallies', 0)) then
    return 0;
  end if;
  delete from sms_minute where minute < minutes_before;
  with gone as (
    delete from sms_tally where id in (select id from sms_tally order by id limit at_most) returning *),
  days as (
    insert into sms_day as d (tenant_id, day, carrier_id, sender_id, category, state, messages, segments, price_rupiah, cost_rupiah)
    select tenant_id, day, carrier_id, sender_id, category, state, sum(messages), sum(segments), sum(price_rupiah), sum(cost_rupiah)
    from gone group by tenant_id, day, carrier_id, sender_id, category, state
    on conflict (tenant_id, day, carrier_id, sender_id, category, state) do update set messages = d.messages + excluded.messages,
      segments = d.segments + excluded.segments, price_rupiah = d.price_rupiah + excluded.price_rupiah,
      cost_rupiah = d.cost_rupiah + excluded.cost_rupiah),
  latencies as (
    insert into sms_day_latency as d (tenant_id, day, carrier_id, sender_id, category, bucket, segments)
    select tenant_id, day, carrier_id, sender_id, category, bucket, sum(segments)
    from gone where bucket is not null group by tenant_id, day, carrier_id, sender_id, category, bucket
    on conflict (tenant_id, day, carrier_id, sender_id, category, bucket) do update set segments = d.segments + excluded.segments),
  minutes as (
    insert into sms_minute as m (tenant_id, minute, accepted, delivered, failed)
    select tenant_id, minute, sum(segments) filter (where state = 'accepted'), sum(segments) filter (where state = 'delivered'),
      sum(segments) filter (where state not in ('accepted', 'delivered'))
    from (select tenant_id, minute, state, segments from gone where minute >= minutes_before and segments > 0
      union all select distinct tenant_id, minute, s, 0 from gone, unnest(array['accepted', 'delivered', 'cancelled']) as s
        where minute >= minutes_before) g
    group by tenant_id, minute
    on conflict (tenant_id, minute) do update set accepted = m.accepted + excluded.accepted, delivered = m.delivered + excluded.delivered,
      failed = m.failed + excluded.failed)
  select count(*)::int into folded from gone;
  return folded;
end $$;

-- Days of every call centre, for the installation: figures by one of their names.
create function sms_days_of_installation(from_day date, until_day date, by_what text, at_most integer)
returns table (key text, name text, messages bigint, segments bigint, delivered bigint, failed bigint, cancelled bigint, price_rupiah bigint,
  cost_rupiah bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select k.key, max(case by_what when 'tenant' then t.name when 'carrier' then c.name else k.key end),
    coalesce(sum(d.messages) filter (where d.state = 'accepted'), 0)::bigint, coalesce(sum(d.segments) filter (where d.state = 'accepted'), 0)::bigint,
    coalesce(sum(d.segments) filter (where d.state = 'delivered'), 0)::bigint,
    coalesce(sum(d.segments) filter (where d.state not in ('accepted', 'delivered', 'cancelled')), 0)::bigint,
    coalesce(sum(d.segments) filter (where d.state = 'cancelled'), 0)::bigint, sum(d.price_rupiah)::bigint, sum(d.cost_rupiah)::bigint
  from sms_day d left join tenant t on t.id = d.tenant_id left join sms_carrier c on c.id = d.carrier_id
  cross join lateral (select case by_what when 'tenant' then d.tenant_id::text when 'carrier' then d.carrier_id::text
    when 'category' then d.category else d.day::text end as key) k
  where d.day between from_day and until_day group by k.key order by 3 desc, 1 limit at_most
$$;

do $$
declare name text;
begin
  foreach name in array array['sms_latency_bucket(timestamptz, timestamptz)', 'sms_cost_of(uuid, text, text, timestamptz)',
    'fold_sms_tallies(integer, timestamptz)', 'sms_days_of_installation(date, date, text, integer)'] loop
    execute format('revoke execute on function %s from public', name);
    execute format('grant execute on function %s to sambung_app', name);
  end loop;
end $$;

-- Figures leave with their call centre.
create or replace function remove_sms_money() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_correction where tenant_id = new.id;
  delete from sms_ledger_entry where tenant_id = new.id;
  delete from sms_balance where tenant_id = new.id;
  delete from sms_tally where tenant_id = new.id;
  delete from sms_day where tenant_id = new.id;
  delete from sms_day_latency where tenant_id = new.id;
  delete from sms_minute where tenant_id = new.id;
  return null;
end $$;
