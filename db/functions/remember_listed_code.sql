-- Writes the first state of a new access code to its history.
create or replace function remember_listed_code() returns trigger language plpgsql as $$
begin
  insert into access_code_history (code, change, to_state, mode, organisation_id, occurred_at)
  values (new.code, 'list', new.state, new.mode, new.holder_organisation_id, new.state_since);
  return null;
end $$;

create or replace trigger access_code_listed after insert on access_code for each row execute function remember_listed_code();
