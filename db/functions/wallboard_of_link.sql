-- Whose board a link shows: asked before anybody knows the call centre. Nothing for a link that is not in force.
create or replace function wallboard_of_link(digest bytea, now_at timestamptz)
returns table (tenant_id uuid, wallboard_id uuid, link_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.tenant_id, l.wallboard_id, l.id from wallboard_link l
  join wallboard w on w.id = l.wallboard_id and w.ended_at is null
  join tenant t on t.id = l.tenant_id and t.closed_at is null
  where l.token_digest = digest and l.revoked_at is null and l.ends_at > now_at
$$;
revoke execute on function wallboard_of_link(bytea, timestamptz) from public;
grant execute on function wallboard_of_link(bytea, timestamptz) to sambung_app;
