-- Another document may be ordered to lead a call that goes on.
alter table switch_command drop constraint switch_command_kind_check;
alter table switch_command add constraint switch_command_kind_check
  check (kind in ('test-call', 'end-call', 'call-act', 'redirect-call'));
-- The document may come with the order.
alter table switch_command drop constraint switch_command_payload_check;
alter table switch_command add constraint switch_command_payload_check check (pg_column_size(payload) <= 20480);
-- It is the program's, and may hold what it says to somebody: once the order is settled it goes.
create function forget_redirect() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  new.payload := new.payload - 'redirect';
  return new;
end $$;
create trigger switch_command_forgets_redirect before update on switch_command
  for each row when (new.kind = 'redirect-call' and new.state <> 'waiting') execute function forget_redirect();
