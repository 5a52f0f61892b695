-- Who may sign which kind of decree, from when until when, and how its block reads. Days are local dates, both included.
-- A row is never edited: it only gets a last day, or is cancelled before its first. One mandate of a kind at a time.
create table decree_mandate (
  id uuid primary key,
  decree_kind text not null check (decree_kind in ('assignment', 'change', 'return', 'revocation')),
  -- Whose signature alone it is; null for whoever holds the office that decides.
  signer_person_id uuid references person,
  office jsonb not null check (length(office::text) <= 8000),
  legal_basis text[] not null check (cardinality(legal_basis) between 1 and 20),
  demonstration boolean not null,
  valid_from date not null,
  valid_to date,
  added_by uuid references person,
  added_at timestamptz not null,
  ended_by uuid references person,
  ended_at timestamptz,
  end_reason text check (length(end_reason) between 1 and 500),
  cancelled boolean not null default false,
  constraint decree_mandate_period check (valid_from <= valid_to),
  constraint decree_mandate_end_whole check ((ended_at is null) = (end_reason is null)),
  constraint decree_mandate_cancelled check (not cancelled or ended_at is not null),
  constraint decree_mandate_one_at_a_time exclude using gist (
    decree_kind with =, daterange(valid_from, valid_to, '[]') with &&
  ) where (not cancelled)
);
create index decree_mandate_newest on decree_mandate (valid_from desc, id desc);

alter table decree add column mandate_id uuid references decree_mandate;
create index decree_mandate_used on decree (mandate_id) where mandate_id is not null;

create function keep_decree_mandate() returns trigger language plpgsql as $$
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
create trigger decree_mandate_only_ended before update or delete on decree_mandate for each row
  execute function keep_decree_mandate();
create trigger decree_mandate_no_truncate before truncate on decree_mandate for each statement
  execute function refuse_change();
