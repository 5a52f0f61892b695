-- Refuses a view of content without a grant in force.
create or replace function refuse_view_without_grant() returns trigger language plpgsql as $$
begin
  perform from content_grant g
    where g.id = new.grant_id and g.tenant_id = new.tenant_id and g.person_id = new.person_id
      and g.ended_at is null and new.at >= g.granted_at and new.at < g.ends_at
    for share;
  if not found then
    raise exception 'no grant lets this person look' using errcode = 'insufficient_privilege', constraint = 'content_view_granted';
  end if;
  return new;
end $$;

create or replace trigger content_view_granted before insert on content_view for each row execute function refuse_view_without_grant();
