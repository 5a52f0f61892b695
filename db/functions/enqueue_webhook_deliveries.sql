-- Enqueues deliveries of an event to the subscribed endpoints of the transaction's call centre, in the transaction of the event. `about`
-- is the text of a JSON object; `chosen` limits the endpoints. Returns the number of deliveries.
create or replace function enqueue_webhook_deliveries(wish text, event_kind text, event uuid, subject uuid, at timestamptz, about text,
  chosen uuid[] default null, only_once text default null) returns integer
language plpgsql as $$
declare told integer;
begin
  if length(about) > 20000 - 400 or length(event_kind) not between 1 and 40 or length(only_once) not between 1 and 100 then
    raise warning 'no webhook delivery for % %: its body has % characters', left(event_kind, 40), subject, length(about);
    return 0;
  end if;
  insert into webhook_delivery (endpoint_id, event_id, tenant_id, kind, subject_id, once, sequence, body, next_try_at, give_up_at, created_at)
  select e.id, event, e.tenant_id, event_kind, subject, only_once, n.sequence,
    '{"id":' || to_json(event::text) || ',"kind":' || to_json(event_kind) || ',"sequence":' || n.sequence
      || ',"at":' || to_json(iso_moment(at)) || ',' || substr(about, 2),
    at, at + interval '1 day', at
  from (select nextval('webhook_sequence') as sequence) n
  join webhook_endpoint e on e.tenant_id = current_tenant() and e.ended_at is null and e.is_on
    and (wish is null or wish = any (e.kinds)) and (chosen is null or e.id = any (chosen))
  on conflict do nothing;
  get diagnostics told = row_count;
  return told;
end $$;
