-- A program may have a call that goes on recorded, its recording stand still, go on, or end. Who is told of it is in the order, which goes
-- once it is settled, as a document does.
alter table switch_command drop constraint switch_command_kind_check;
alter table switch_command add constraint switch_command_kind_check
  check (kind in ('test-call', 'end-call', 'call-act', 'redirect-call', 'conference-act', 'stream-call', 'record-call'));
create or replace function forget_redirect() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.payload := new.payload - 'redirect' - 'stream' - 'record';
  return new;
end $$;
drop trigger switch_command_forgets_redirect on switch_command;
create trigger switch_command_forgets_redirect before update on switch_command
  for each row when (new.kind in ('redirect-call', 'stream-call', 'record-call') and new.state <> 'waiting') execute function forget_redirect();
