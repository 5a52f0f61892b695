-- Whether the agents of a call centre see at their desks that a supervisor takes part; they do where nothing is written.
create table supervision_setting (
  tenant_id uuid primary key references tenant,
  is_shown boolean not null,
  changed_at timestamptz not null
);
alter table supervision_setting enable row level security;
create policy supervision_setting_own on supervision_setting using (tenant_id = current_tenant())
  with check (tenant_id = current_tenant());
