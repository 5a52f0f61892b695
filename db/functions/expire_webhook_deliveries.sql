-- Nobody heard of these in their time, or their address has ended: no more than some at once.
create or replace function expire_webhook_deliveries(now_at timestamptz, at_most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare count_ended integer; count_late integer;
begin
  update webhook_delivery d set state = 'dropped', over_at = now_at, taken_until = null
  from (select w.endpoint_id, w.event_id from webhook_delivery w join webhook_endpoint e on e.id = w.endpoint_id
    where w.state = 'waiting' and e.ended_at is not null and e.ended_at > now_at - interval '2 days' limit at_most for update of w skip locked) x
  where d.endpoint_id = x.endpoint_id and d.event_id = x.event_id;
  get diagnostics count_ended = row_count;
  update webhook_delivery d set state = 'dead', over_at = now_at, taken_until = null
  from (select w.endpoint_id, w.event_id from webhook_delivery w
    where w.state = 'waiting' and w.give_up_at <= now_at and (w.taken_until is null or w.taken_until <= now_at)
    limit at_most for update of w skip locked) x
  where d.endpoint_id = x.endpoint_id and d.event_id = x.event_id;
  get diagnostics count_late = row_count;
  return count_ended + count_late;
end $$;
revoke execute on function expire_webhook_deliveries(timestamptz, integer) from public;
grant execute on function expire_webhook_deliveries(timestamptz, integer) to sambung_app;
