-- Whether an endpoint of the transaction's call centre subscribes to an event kind.
create or replace function has_webhook_subscriber(wish text) returns boolean
language sql stable as $$
  select exists (select from webhook_endpoint e
    where e.tenant_id = current_tenant() and e.ended_at is null and e.is_on and wish = any (e.kinds))
$$;
