-- Calls that applications have ordered: on disk before they are answered, begun once by a switch, at the pace of their call centre. What
-- happened in them stands in their events and records like that of any call; what an application asked for is kept for some days.
create table api_call (
  call_id uuid primary key,
  tenant_id uuid not null references tenant,
  from_code text not null check (length(from_code) between 1 and 20),
  to_kind text not null check (to_kind in ('number', 'phone')),
  to_address text not null check (length(to_address) between 1 and 40),
  -- Asked once the call is answered; or the document that came with the order.
  voice_url text check (length(voice_url) between 1 and 2048),
  voice_method text not null default 'POST' check (voice_method in ('GET', 'POST')),
  fallback_url text check (length(fallback_url) between 1 and 2048),
  fallback_method text not null default 'POST' check (fallback_method in ('GET', 'POST')),
  document text check (length(document) between 1 and 4000),
  timeout_seconds integer not null check (timeout_seconds between 1 and 600),
  time_limit_seconds integer check (time_limit_seconds between 1 and 86400),
  send_digits text check (length(send_digits) between 1 and 32),
  is_recorded boolean not null,
  -- A repeated request with this key is answered as the first one was.
  request_key text check (length(request_key) between 1 and 100),
  request_digest bytea check (octet_length(request_digest) = 32),
  state text not null default 'queued' check (state in ('queued', 'taken', 'begun', 'refused', 'cancelled')),
  taken_by uuid references switch_run,
  refusal text check (length(refusal) between 1 and 40),
  created_at timestamptz not null,
  begun_at timestamptz,
  done_at timestamptz,
  check ((voice_url is null) <> (document is null)),
  check ((request_key is null) = (request_digest is null)),
  check ((state = 'refused') = (refusal is not null))
);
create unique index api_call_request on api_call (tenant_id, request_key) where request_key is not null;
create index api_call_queued on api_call (tenant_id, created_at, call_id) where state = 'queued';
create index api_call_newest on api_call (tenant_id, created_at desc, call_id desc);
create index api_call_switch on api_call (taken_by) where state in ('taken', 'begun');
create index api_call_age on api_call (created_at);

-- How fast a call centre's orders are given out, and how many of their calls go on at once; a row stands from its first order on.
create table api_call_pace (
  tenant_id uuid primary key references tenant,
  per_second real not null default 5 check (per_second > 0 and per_second <= 1000),
  burst real not null default 10 check (burst >= 1 and burst <= 10000),
  at_once integer not null default 100 check (at_once between 1 and 10000),
  -- What may be given out at once at the instant.
  tokens real not null default 10,
  counted_at timestamptz not null
);

do $$
declare name text;
begin
  foreach name in array array['api_call', 'api_call_pace'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- Gives orders out to a switch, oldest first within a call centre, each call centre by its own pace and none before another's share.
-- An order of a switch that has ended is given out again where nothing had rung, and is refused where something may have.
create function take_api_calls(the_switch uuid, now_at timestamptz, at_most integer, wait_max interval) returns setof api_call
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  pace record;
  fair integer;
  share integer;
  allowed integer;
  left_over integer := at_most;
  given integer;
  filled real;
begin
  update api_call a set state = 'queued', taken_by = null from switch_run r
    where r.id = a.taken_by and r.ended_at is not null and a.state = 'taken';
  update api_call a set state = 'refused', refusal = 'switch-died', done_at = now_at from switch_run r
    where r.id = a.taken_by and r.ended_at is not null and a.state = 'begun' and a.done_at is null
      and not exists (select from open_call o where o.call_id = a.call_id) and not exists (select from cdr c where c.call_id = a.call_id);
  update api_call a set state = 'refused', refusal = 'switch-busy', done_at = now_at
    where a.state = 'queued' and a.created_at < now_at - wait_max;
  select greatest(1, at_most / greatest(1, count(*)))::integer into fair from api_call_pace p
    where exists (select from api_call a where a.tenant_id = p.tenant_id and a.state = 'queued');
  -- First to each its share, then what is left to whoever has more.
  foreach share in array array[fair, at_most] loop
    for pace in
      select p.* from api_call_pace p where exists (select from api_call a where a.tenant_id = p.tenant_id and a.state = 'queued')
      order by p.counted_at, p.tenant_id for update skip locked
    loop
      exit when left_over <= 0;
      filled := least(pace.burst, pace.tokens + greatest(0, extract(epoch from now_at - pace.counted_at)) * pace.per_second);
      allowed := least(floor(filled)::integer, share, left_over, pace.at_once
        - (select count(*) from api_call a where a.tenant_id = pace.tenant_id and a.state = 'taken')::integer
        - (select count(*) from open_call o join api_call a on a.call_id = o.call_id where a.tenant_id = pace.tenant_id)::integer);
      if allowed > 0 then
        return query
          with next as materialized (
            select q.call_id from api_call q where q.tenant_id = pace.tenant_id and q.state = 'queued'
            order by q.created_at, q.call_id limit allowed for update skip locked)
          update api_call a set state = 'taken', taken_by = the_switch from next where a.call_id = next.call_id
          returning a.*;
        get diagnostics given = row_count;
        left_over := left_over - given;
        update api_call_pace p set tokens = filled - given, counted_at = now_at where p.tenant_id = pace.tenant_id;
      end if;
    end loop;
  end loop;
end $$;
revoke execute on function take_api_calls(uuid, timestamptz, integer, interval) from public;
grant execute on function take_api_calls(uuid, timestamptz, integer, interval) to sambung_app;

-- Forgets what was ordered before an instant and is over; how many.
create function forget_api_calls(created_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from api_call where call_id in (
    select a.call_id from api_call a where a.created_at < created_before and a.state in ('begun', 'refused', 'cancelled')
      and not exists (select from open_call o where o.call_id = a.call_id)
    order by a.created_at limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function forget_api_calls(timestamptz, integer) from public;
grant execute on function forget_api_calls(timestamptz, integer) to sambung_app;

create function remove_api_calls() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from api_call where tenant_id = new.id;
  delete from api_call_pace where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_api_calls() from public;
create trigger tenant_removes_api_calls after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_api_calls();
