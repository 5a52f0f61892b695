-- Addresses that are on and for which more than some waits, behind one by their ids: few enough to look at each by itself.
create or replace function busy_webhook_endpoints(above integer, behind uuid, at_most integer) returns table (tenant_id uuid, endpoint_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select e.tenant_id, e.id from webhook_endpoint e
  where e.ended_at is null and e.is_on and (behind is null or e.id > behind)
    and exists (select from webhook_delivery d where d.endpoint_id = e.id and d.state = 'waiting' offset above)
  order by e.id limit at_most
$$;
revoke execute on function busy_webhook_endpoints(integer, uuid, integer) from public;
grant execute on function busy_webhook_endpoints(integer, uuid, integer) to sambung_app;
