-- For how many days a call centre keeps a class of its data, where it has chosen; null days: as the rule says again. A choice never goes away,
-- so that what it gave other days is given those of the rule back.
create table retention_choice (
  tenant_id uuid not null references tenant,
  class text not null check (class in ('recordings', 'traces')),
  days integer check (days between 1 and 3650),
  version integer not null check (version >= 1),
  chosen_by uuid not null references person,
  chosen_at timestamptz not null,
  primary key (tenant_id, class)
);
alter table retention_choice enable row level security;
create policy retention_choice_own on retention_choice using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke delete on retention_choice from sambung_app;
