-- Somebody is invited to a role in one call centre, by its administrator. Invitations by the installation's administrator
-- name no call centre, as before.
alter table invitation
  add column tenant_id uuid references tenant,
  add constraint invitation_in_tenant
    check (tenant_id is null or (role like 'operator-%' and organisation_id is null and team is null));

drop index invitation_officer_once;
create unique index invitation_officer_once on invitation (email_key, role, coalesce(team, ''))
  where organisation_id is null and tenant_id is null and accepted_at is null and withdrawn_at is null;
create unique index invitation_tenant_once on invitation (tenant_id, email_key, role)
  where tenant_id is not null and accepted_at is null and withdrawn_at is null;
