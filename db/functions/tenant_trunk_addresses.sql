-- Addresses of one tenant's trunks for the installation's administrator, with the names of other tenants that claim them.
create or replace function tenant_trunk_addresses(tenant uuid)
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
