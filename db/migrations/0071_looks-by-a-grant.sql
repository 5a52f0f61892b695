-- What a call centre keeps is read by nobody of the installation, unless its administrator grants that to a named person, for a reason and
-- for some hours. Each look is on record, and the database takes none when the grant is not in force.
create table content_grant (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  person_id uuid not null references person,
  -- The role that lets him read; it ends with the grant.
  membership_id uuid not null unique references membership,
  email text not null check (length(email) <= 254),
  reason text not null check (length(reason) between 10 and 500),
  granted_by uuid not null references person,
  granted_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references person,
  check (ends_at > granted_at and ends_at <= granted_at + interval '72 hours'),
  check ((ended_at is null) = (ended_by is null))
);
create index content_grant_newest on content_grant (tenant_id, granted_at desc);
create unique index content_grant_person on content_grant (tenant_id, person_id) where ended_at is null;

create table content_look (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  grant_id uuid not null references content_grant,
  person_id uuid not null references person,
  -- The path that was asked for, without its query.
  path text not null check (length(path) between 1 and 300),
  at timestamptz not null
);
create index content_look_newest on content_look (tenant_id, at desc, id desc);
create index content_look_folded on content_look (grant_id, path, at desc);

create function refuse_look_without_grant() returns trigger language plpgsql as $$
begin
  perform from content_grant g
    where g.id = new.grant_id and g.tenant_id = new.tenant_id and g.person_id = new.person_id
      and g.ended_at is null and new.at >= g.granted_at and new.at < g.ends_at
    for share;
  if not found then
    raise exception 'no grant lets this person look' using errcode = 'insufficient_privilege', constraint = 'content_look_granted';
  end if;
  return new;
end $$;
create trigger content_look_granted before insert on content_look
  for each row execute function refuse_look_without_grant();
create trigger content_look_append_only before update or delete on content_look
  for each row execute function refuse_change();
create trigger content_look_no_truncate before truncate on content_look for each statement execute function refuse_change();
revoke update, delete on content_look from sambung_app;

-- A role that reads belongs to a grant: given by hand it would let somebody look whom nobody has named.
alter table membership drop constraint membership_operator_in_tenant;
alter table membership add constraint membership_operator_in_tenant
  check ((role like 'operator-%' or role = 'content-reader') = (tenant_id is not null));
alter table membership add constraint membership_by_grant check (role <> 'content-reader' or (tenant_id is not null and valid_to is not null));

do $$
declare name text;
begin
  foreach name in array array['content_grant', 'content_look'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;
