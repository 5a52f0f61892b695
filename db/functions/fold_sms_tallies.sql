-- Adds up what is new; how many lines. One at a time: another one finds nothing to do.
create or replace function fold_sms_tallies(at_most integer, minutes_before timestamptz) returns integer
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
  figures as (
    select day, tenant_id, carrier_id, category, coalesce(sum(messages) filter (where state = 'accepted'), 0) as messages,
      coalesce(sum(segments) filter (where state = 'accepted'), 0) as segments,
      coalesce(sum(segments) filter (where state = 'delivered'), 0) as delivered,
      coalesce(sum(segments) filter (where state not in ('accepted', 'delivered', 'cancelled')), 0) as failed,
      coalesce(sum(segments) filter (where state = 'cancelled'), 0) as cancelled, sum(price_rupiah) as price_rupiah, sum(cost_rupiah) as cost_rupiah
    from gone group by day, tenant_id, carrier_id, category),
  carriers as (
    insert into sms_carrier_day as d (day, carrier_id, category, messages, segments, delivered, failed, cancelled, price_rupiah, cost_rupiah)
    select day, carrier_id, category, sum(messages), sum(segments), sum(delivered), sum(failed), sum(cancelled), sum(price_rupiah), sum(cost_rupiah)
    from figures group by day, carrier_id, category
    on conflict (day, carrier_id, category) do update set messages = d.messages + excluded.messages, segments = d.segments + excluded.segments,
      delivered = d.delivered + excluded.delivered, failed = d.failed + excluded.failed, cancelled = d.cancelled + excluded.cancelled,
      price_rupiah = d.price_rupiah + excluded.price_rupiah, cost_rupiah = d.cost_rupiah + excluded.cost_rupiah),
  tenants as (
    insert into sms_tenant_day as d (day, tenant_id, messages, segments, delivered, failed, cancelled, price_rupiah, cost_rupiah)
    select day, tenant_id, sum(messages), sum(segments), sum(delivered), sum(failed), sum(cancelled), sum(price_rupiah), sum(cost_rupiah)
    from figures group by day, tenant_id
    on conflict (day, tenant_id) do update set messages = d.messages + excluded.messages, segments = d.segments + excluded.segments,
      delivered = d.delivered + excluded.delivered, failed = d.failed + excluded.failed, cancelled = d.cancelled + excluded.cancelled,
      price_rupiah = d.price_rupiah + excluded.price_rupiah, cost_rupiah = d.cost_rupiah + excluded.cost_rupiah),
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
revoke execute on function fold_sms_tallies(integer, timestamptz) from public;
grant execute on function fold_sms_tallies(integer, timestamptz) to sambung_app;
