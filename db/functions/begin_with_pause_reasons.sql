-- Gives a new call centre the usual pause reasons.
create or replace function begin_with_pause_reasons() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform usual_pause_reasons(new.id, new.created_at);
  return null;
end $$;

create or replace trigger tenant_pause_reasons after insert on tenant for each row execute function begin_with_pause_reasons();
