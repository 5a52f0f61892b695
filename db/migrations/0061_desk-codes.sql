-- Codes that agents dial at desk phones.

-- Wrong PINs: of a desk number, which stands here by a name that the key of the installation makes, and of a phone.
create table desk_lock (
  tenant_id uuid not null references tenant,
  subject text not null check (subject ~ '^(number:[0-9a-f]{64}|phone:[0-9a-f-]{36})$'),
  failures integer not null check (failures between 0 and 100),
  locks integer not null check (locks between 0 and 1000),
  last_failed_at timestamptz not null,
  locked_until timestamptz,
  primary key (tenant_id, subject)
);
create index desk_lock_age on desk_lock (tenant_id, last_failed_at);
alter table desk_lock enable row level security;
create policy desk_lock_own on desk_lock using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Who sits at a phone is asked by the phone.
create index agent_standing_phone on agent_standing (tenant_id, phone_id) where phone_id is not null;

-- A call of a phone to the agents' desk is nobody's call.
alter table cdr drop constraint cdr_direction_check;
alter table cdr add constraint cdr_direction_check
  check (direction in ('inbound', 'outbound', 'internal', 'test', 'desk'));
