-- An agent who has ended, or whose call centre is removed, waits for nobody.
create or replace function clear_awaited_agent() returns trigger language plpgsql as $$
begin
  new.awaited_email_key := null;
  return new;
end $$;

create or replace trigger agent_forgets_awaited before update on agent
  for each row when (new.ended_at is not null) execute function clear_awaited_agent();
