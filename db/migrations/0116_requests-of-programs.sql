-- Requests that programs made below the field's shapes, without what is somebody's; kept for a few days, for whoever writes programs.
create table api_request (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  at timestamptz not null,
  method text not null check (length(method) between 1 and 10),
  -- The route, not what was asked for: `/2010-04-01/Accounts/:AccountSid/Calls/:Sid.json`.
  path text not null check (length(path) between 1 and 200),
  status integer not null check (status between 100 and 599),
  -- The field's number of what was wrong; null for nothing.
  error integer,
  duration_ms integer not null check (duration_ms >= 0),
  -- Null for the account's own token. A key may be gone before its requests are.
  key_id uuid,
  -- By the token of tests, which reaches no carrier.
  is_test boolean not null,
  -- What was asked about or made.
  sid text check (sid ~ '^[A-Z]{2}[0-9a-f]{32}$'),
  -- Numbers, texts and keys are masked in it.
  params jsonb not null
);
create index api_request_age on api_request (tenant_id, at desc, id desc);
create index api_request_sid on api_request (tenant_id, sid, at) where sid is not null;
alter table api_request enable row level security;
create policy api_request_own on api_request using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

create function remove_api_requests() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from api_request where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_api_requests() from public;
create trigger tenant_removes_api_requests after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_api_requests();
