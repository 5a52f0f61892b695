-- Enqueues a status callback. It never fails the caller's transaction: an address or form that is too long for the tables is dropped with
-- a warning in the database log. The lengths are checked first, because a savepoint for each callback would cost more.
create or replace function enqueue_status_callback(address text, by_method text, event_kind text, event uuid, subject uuid, at timestamptz, fields text,
  only_once text) returns boolean
language plpgsql as $$
declare place webhook_endpoint; host text := lower(substring(address from '^https?://[^/?#]+'));
begin
  if host is null then return false; end if;
  -- A name of 253 with its port, and how it is called.
  if length(host) > 8 + 253 + 6 or length(host) < 9 or length(address) > 2048 or length(fields) > 20000
    or by_method not in ('GET', 'POST') or length(event_kind) not between 1 and 40 or length(only_once) not between 1 and 100 then
    raise warning 'no status callback for % %: its address has % characters, its host %, its form %', left(event_kind, 40), subject,
      length(address), length(host), length(fields);
    return false;
  end if;
  for look in 1..3 loop
    select * into place from webhook_endpoint e
      where e.tenant_id = current_tenant() and e.purpose = 'callbacks' and e.ended_at is null and e.url = host
      -- One that is forgotten just now is added again.
      for key share;
    exit when found;
    if (select count(*) from webhook_endpoint e
        where e.tenant_id = current_tenant() and e.purpose = 'callbacks' and e.ended_at is null) >= 200 then
      host := 'https://*';
    end if;
    insert into webhook_endpoint (id, tenant_id, name, url, kinds, purpose, created_at)
      values (gen_random_uuid(), current_tenant(), left(host, 80), host, '{}', 'callbacks', at) on conflict do nothing;
  end loop;
  if place.id is null or not place.is_on then return false; end if;
  insert into webhook_delivery (endpoint_id, event_id, tenant_id, kind, subject_id, once, sequence, body, url, method, next_try_at,
    give_up_at, created_at)
  values (place.id, event, place.tenant_id, event_kind, subject, only_once, nextval('webhook_sequence'), fields, address, by_method, at,
    at + interval '1 day', at)
  on conflict do nothing;
  return found;
end $$;
