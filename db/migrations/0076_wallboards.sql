-- Boards for a wall: which figures of a call centre stand where. Whoever has a link sees them without an account.
create table wallboard (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  tiles jsonb not null check (jsonb_typeof(tiles) = 'array' and jsonb_array_length(tiles) <= 24),
  -- Whether a tile may name agents.
  shows_agent_names boolean not null,
  -- What a supervisor says to all who see it.
  message text not null default '' check (length(message) <= 200),
  version integer not null default 1 check (version >= 1),
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index wallboard_name on wallboard (tenant_id, lower(name)) where ended_at is null;

-- A way to see one board, for a screen that nobody signs in at. The token itself is told once and kept nowhere.
create table wallboard_link (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  wallboard_id uuid not null references wallboard,
  label text not null check (length(label) between 1 and 80),
  token_digest bytea not null unique check (length(token_digest) = 32),
  made_by uuid not null references person,
  made_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  check (ends_at > made_at and ends_at <= made_at + interval '400 days')
);
create index wallboard_link_newest on wallboard_link (wallboard_id, made_at desc);

do $$
declare name text;
begin
  foreach name in array array['wallboard', 'wallboard_link'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- Whose board a link shows: asked before anybody knows the call centre. Nothing for a link that is not in force.
create function wallboard_of_link(digest bytea, now_at timestamptz)
returns table (tenant_id uuid, wallboard_id uuid, link_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.tenant_id, l.wallboard_id, l.id from wallboard_link l
  join wallboard w on w.id = l.wallboard_id and w.ended_at is null
  join tenant t on t.id = l.tenant_id and t.closed_at is null
  where l.token_digest = digest and l.revoked_at is null and l.ends_at > now_at
$$;
revoke execute on function wallboard_of_link(bytea, timestamptz) from public;
grant execute on function wallboard_of_link(bytea, timestamptz) to sambung_app;

-- What a closed call centre leaves on its day, these boards with it.
create function remove_wallboards() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from wallboard_link where tenant_id = new.id;
  delete from wallboard where tenant_id = new.id;
  return null;
end $$;
create trigger tenant_removes_wallboards after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_wallboards();
