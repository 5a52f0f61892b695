-- Refuses changes of a mandate other than its end or cancellation.
create or replace function guard_decree_mandate() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.ended_at is not null
    or (old.id, old.decree_kind, old.office, old.legal_basis, old.demonstration, old.valid_from, old.added_at)
      is distinct from (new.id, new.decree_kind, new.office, new.legal_basis, new.demonstration, new.valid_from, new.added_at)
    or old.signer_person_id is distinct from new.signer_person_id or old.added_by is distinct from new.added_by
    or (old.valid_to is not null and (new.valid_to is null or new.valid_to > old.valid_to)) then
    raise exception 'a mandate is only ended' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from decree d where d.mandate_id = old.id
      and (new.cancelled or (d.decided_at at time zone 'Asia/Jakarta')::date > new.valid_to)) then
    raise exception 'a decree was decided under this mandate' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;

create or replace trigger decree_mandate_only_ended before delete or update on decree_mandate
  for each row execute function guard_decree_mandate();
