-- Roles on the operator's side are held in a tenant of the call centre.
alter table membership
  add column tenant_id uuid references tenant,
  add constraint membership_operator_in_tenant check ((role like 'operator-%') = (tenant_id is not null));

drop index membership_once;
create unique index membership_once on membership
  (person_id, role, coalesce(team, ''), coalesce(organisation_id, tenant_id, '00000000-0000-0000-0000-000000000000'::uuid))
  where ended_at is null and acting is null;
create index membership_tenant on membership (tenant_id) where ended_at is null and tenant_id is not null;
