-- What is due, of each address no more than some and of one that does not answer a single look; call centres take turns.
create or replace function due_webhook_deliveries(now_at timestamptz, each integer, failing_from integer, at_most integer)
returns table (tenant_id uuid, endpoint_id uuid, event_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  with recursive waiting as (
    (select d.endpoint_id from webhook_delivery d where d.state = 'waiting' order by d.endpoint_id limit 1)
    union all
    select (select d.endpoint_id from webhook_delivery d where d.state = 'waiting' and d.endpoint_id > w.endpoint_id
      order by d.endpoint_id limit 1)
    from waiting w where w.endpoint_id is not null),
  due as (
    select e.tenant_id, e.id, d.event_id, d.next_try_at,
      row_number() over (partition by e.tenant_id order by d.place, d.next_try_at, d.event_id) as place
    from waiting w
    join webhook_endpoint e on e.id = w.endpoint_id and e.is_on and e.ended_at is null
    join tenant t on t.id = e.tenant_id and t.closed_at is null
    cross join lateral (
      select o.event_id, o.next_try_at, row_number() over (order by o.next_try_at, o.sequence) as place
      from (select w2.event_id, w2.next_try_at, w2.sequence from webhook_delivery w2
        where w2.endpoint_id = e.id and w2.state = 'waiting' and w2.next_try_at <= now_at
        order by w2.next_try_at limit case when e.failures < failing_from then each when e.probe_at <= now_at then 1 else 0 end) o) d)
  select due.tenant_id, due.id, due.event_id from due order by due.place, due.next_try_at limit at_most
$$;
revoke execute on function due_webhook_deliveries(timestamptz, integer, integer, integer) from public;
grant execute on function due_webhook_deliveries(timestamptz, integer, integer, integer) to sambung_app;
