-- It is the program's, and may hold what it says to somebody: once the order is settled it goes.
create or replace function purge_redirect() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.payload := new.payload - 'redirect' - 'stream' - 'record';
  return new;
end $$;

create or replace trigger switch_command_forgets_redirect before update on switch_command
  for each row when ((new.kind = ANY (ARRAY['redirect-call', 'stream-call', 'record-call'])) and new.state <> 'waiting') execute function purge_redirect();
