-- How a call centre looks to its own people: the name they read, one colour, a logo. No row: as the program looks.
create table branding (
  tenant_id uuid primary key references tenant,
  version integer not null,
  name text check (length(name) between 1 and 40),
  colour text check (colour ~ '^#[0-9a-f]{6}$'),
  -- Pixels that this program has written itself; never the file that was sent.
  logo bytea check (length(logo) <= 300000),
  logo_sha256 text check (logo_sha256 ~ '^[0-9a-f]{64}$'),
  changed_at timestamptz not null,
  check ((logo is null) = (logo_sha256 is null))
);
alter table branding enable row level security;
create policy branding_own on branding using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- It goes with what a closed call centre has kept.
create function forget_branding() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from branding b where b.tenant_id = new.id;
  return null;
end $$;
revoke execute on function forget_branding() from public;
create trigger tenant_branding after update of removed_at on tenant
  for each row when (new.removed_at is not null and old.removed_at is null) execute function forget_branding();
