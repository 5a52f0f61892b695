-- What was sent is what the agent reads: he may answer it once, and nothing of it changes.
create or replace function refuse_change_of_sent_evaluation() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' and tg_op = 'UPDATE' then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.state = 'sent' and new.state = 'acknowledged'
    and (to_jsonb(new) - array['state', 'acknowledged_at', 'reply', 'version'])
      = (to_jsonb(old) - array['state', 'acknowledged_at', 'reply', 'version']) then
    return new;
  end if;
  if tg_op = 'DELETE' and (old.state = 'draft' or (current_user <> 'sambung_app'
    and exists (select from tenant t where t.id = old.tenant_id and t.removed_at is not null))) then
    return old;
  end if;
  raise exception 'an evaluation that was sent stays as it is' using errcode = 'insufficient_privilege';
end $$;

create or replace trigger evaluation_kept before delete or update on evaluation for each row execute function refuse_change_of_sent_evaluation();
