-- An agent's telephone in his browser: for one sitting, a name and a secret by which the page speaks for his phone. It goes with
-- the session that opened it, and by itself where the page has gone.
create table desk_sitting (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  agent_id uuid not null references agent,
  phone_id uuid not null references phone,
  person_id uuid not null references person,
  session_id uuid not null references session on delete cascade,
  -- Unlike any phone's, which begins with its extension.
  username text not null unique check (username ~ '^s-[a-z0-9]{20}$'),
  sealed_secret bytea not null,
  opened_at timestamptz not null,
  -- By the clock of the database: portal and switch may go by different ones.
  expires_at timestamptz not null
);
create unique index desk_sitting_agent on desk_sitting (tenant_id, agent_id);
create unique index desk_sitting_phone on desk_sitting (tenant_id, phone_id);
create index desk_sitting_session on desk_sitting (session_id);
alter table desk_sitting enable row level security;
create policy desk_sitting_own on desk_sitting using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
