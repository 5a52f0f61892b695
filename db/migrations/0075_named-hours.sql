-- Opening hours under a name, kept once for all flows of a call centre. Each save is a version that never changes; the newest is in
-- force. A flow names the hours and not a version: whoever closes early today does it in one place.
create table named_hours (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  -- The number of the version in force, which is the newest.
  version integer not null check (version between 1 and 99999),
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint named_hours_of_tenant unique (tenant_id, id)
);
create unique index named_hours_name on named_hours (tenant_id, lower(name)) where ended_at is null;

create table named_hours_version (
  hours_id uuid not null,
  number integer not null check (number between 1 and 99999),
  tenant_id uuid not null references tenant,
  -- The name as it was then.
  name text not null,
  hours jsonb not null check (pg_column_size(hours) <= 65536),
  saved_by uuid not null references person,
  saved_at timestamptz not null,
  primary key (hours_id, number),
  foreign key (tenant_id, hours_id) references named_hours (tenant_id, id)
);
create trigger named_hours_version_append_only before update or delete on named_hours_version
  for each row execute function refuse_change_but_removal();
create trigger named_hours_version_no_truncate before truncate on named_hours_version
  for each statement execute function refuse_change();
revoke update, delete on named_hours_version from sambung_app;

alter table named_hours enable row level security;
create policy named_hours_own on named_hours using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
alter table named_hours_version enable row level security;
create policy named_hours_version_own on named_hours_version
  using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- They leave with their call centre.
create function remove_named_hours() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  delete from named_hours_version where tenant_id = new.id;
  delete from named_hours where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_named_hours() from public;
create trigger tenant_removal_of_named_hours after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_named_hours();
