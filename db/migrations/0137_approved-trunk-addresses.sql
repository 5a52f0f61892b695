-- An address proves a trunk only after the installation's administrator approved it for the tenant. Several tenants may enter one
-- address, so that no refusal tells one tenant of another; at most one of them has it approved.
alter table trunk_address
  add column approved_at timestamptz,
  -- Null where this migration approved the address, or where the tenant was the only one of the installation.
  add column approved_by uuid references person,
  add constraint trunk_address_approver check (approved_by is null or approved_at is not null);
-- The former primary key was the address alone: no two tenants claim an address of an existing trunk.
update trunk_address set approved_at = now();
alter table trunk_address drop constraint trunk_address_pkey, add primary key (tenant_id, address);
create index trunk_address_claims on trunk_address (address);
create unique index trunk_address_approved on trunk_address (address) where approved_at is not null;

-- Addresses of one tenant's trunks for the installation's administrator, with the names of other tenants that claim them.
create function tenant_trunk_addresses(tenant uuid)
returns table (address text, trunk text, approved_at timestamptz, approver text, claimants text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select host(a.address), k.name, a.approved_at, p.name,
    array(select t.name from trunk_address o join tenant t on t.id = o.tenant_id
      where o.address = a.address and o.tenant_id <> a.tenant_id order by t.name limit 20)
  from trunk_address a join trunk k on k.id = a.trunk_id left join person p on p.id = a.approved_by
  where a.tenant_id = tenant_trunk_addresses.tenant order by a.approved_at is not null, a.address
$$;
revoke execute on function tenant_trunk_addresses(uuid) from public;
grant execute on function tenant_trunk_addresses(uuid) to sambung_app;

-- How many addresses of each tenant wait for approval.
create function waiting_trunk_addresses() returns table (tenant_id uuid, waiting integer)
language sql stable security definer set search_path = public, pg_temp as $$
  select a.tenant_id, count(*)::integer from trunk_address a where a.approved_at is null group by a.tenant_id
$$;
revoke execute on function waiting_trunk_addresses() from public;
grant execute on function waiting_trunk_addresses() to sambung_app;
