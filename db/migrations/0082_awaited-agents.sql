-- Who an agent will be: the address of somebody who is invited and has no account in this call centre yet. Whoever accepts by that address
-- becomes this agent in the same transaction.
alter table agent
  add column awaited_email_key text check (length(awaited_email_key) <= 254 and awaited_email_key = lower(awaited_email_key)),
  add constraint agent_awaited_or_tied check (awaited_email_key is null or person_id is null);
create unique index agent_awaited on agent (tenant_id, awaited_email_key)
  where ended_at is null and awaited_email_key is not null;

-- An agent who has ended, or whose call centre is removed, waits for nobody.
create function forget_awaited() returns trigger language plpgsql as $$
begin
  new.awaited_email_key := null;
  return new;
end $$;
create trigger agent_forgets_awaited before update on agent
  for each row when (new.ended_at is not null) execute function forget_awaited();
