-- Applications that lead calls by documents: where they are asked, and what a number asks.
create table application (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  voice_url text check (length(voice_url) between 1 and 2048),
  voice_method text not null default 'POST' check (voice_method in ('GET', 'POST')),
  fallback_url text check (length(fallback_url) between 1 and 2048),
  fallback_method text not null default 'POST' check (fallback_method in ('GET', 'POST')),
  status_url text check (length(status_url) between 1 and 2048),
  status_method text not null default 'POST' check (status_method in ('GET', 'POST')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (tenant_id, id)
);
create index application_by_age on application (tenant_id, created_at, id);

-- What leads the calls of a number: an application, or addresses of its own. One with neither has settings and is led by nobody.
create table number_hook (
  code text primary key,
  tenant_id uuid not null references tenant,
  application_id uuid,
  voice_url text check (length(voice_url) between 1 and 2048),
  voice_method text not null default 'POST' check (voice_method in ('GET', 'POST')),
  fallback_url text check (length(fallback_url) between 1 and 2048),
  fallback_method text not null default 'POST' check (fallback_method in ('GET', 'POST')),
  status_url text check (length(status_url) between 1 and 2048),
  status_method text not null default 'POST' check (status_method in ('GET', 'POST')),
  -- Who serves a caller whom no document leads on.
  fallback_queue_id uuid,
  changed_at timestamptz not null,
  foreign key (tenant_id, code) references service_number (tenant_id, code) on delete cascade,
  foreign key (tenant_id, application_id) references application (tenant_id, id),
  foreign key (fallback_queue_id) references queue (id)
);
create index number_hook_application on number_hook (application_id);
create index number_hook_queue on number_hook (fallback_queue_id);
create index number_hook_tenant on number_hook (tenant_id, code);

-- Each question that a hook was asked for a call, and what it answered; kept for a few days.
create table hook_exchange (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  call_id uuid not null,
  -- The question of its call, so that what was asked of the hook behind stands beside it.
  nth integer not null check (nth >= 0),
  at timestamptz not null,
  kind text not null check (kind in ('voice', 'fallback', 'document', 'sound')),
  method text not null check (method in ('GET', 'POST')),
  -- Without what stands behind the question mark; empty for a document that came with the order of its call.
  url text not null check (length(url) <= 2048),
  status integer check (status between 100 and 999),
  duration_ms integer not null check (duration_ms >= 0),
  -- The field's number of what was wrong; null for nothing.
  error integer,
  -- Numbers and what callers entered are masked in it.
  fields jsonb not null,
  -- Its beginning.
  answer text not null check (length(answer) <= 4096),
  -- What was passed over in a document: [{"number": 12200, "verb": "Say", "attribute": "pitch"}]
  warnings jsonb not null default '[]'
);
create index hook_exchange_call on hook_exchange (tenant_id, call_id, at);
create index hook_exchange_age on hook_exchange (tenant_id, at);

do $$
declare name text;
begin
  foreach name in array array['application', 'number_hook', 'hook_exchange'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

create function remove_applications() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from hook_exchange where tenant_id = new.id;
  delete from number_hook where tenant_id = new.id;
  delete from application where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_applications() from public;
create trigger tenant_removes_applications after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_applications();
