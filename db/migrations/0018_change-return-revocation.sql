-- Decrees that change, end or take away what an earlier one gave; one case at most about a code that is held.
alter table decree drop constraint decree_kind_check;
alter table decree add constraint decree_kind_check check (kind in ('assignment', 'change', 'return', 'revocation'));
alter table decree
  -- The decree by which this one stopped to be in force, by a return or a revocation.
  add column ended_by uuid references decree,
  add column ended_at timestamptz,
  add constraint decree_ends_once check (num_nonnulls(superseded_at, revoked_at, ended_at) <= 1);
create unique index decree_in_force on decree (code, organisation_id)
  where kind in ('assignment', 'change') and superseded_at is null and revoked_at is null and ended_at is null;

create unique index numbering_application_one_holder_draft on numbering_application (code, kind)
  where kind in ('change', 'return') and state = 'draft';
create index numbering_application_about_code on numbering_application (code, created_at);

-- An officer may end a quarantine before its time, with a reason.
insert into code_transition (change, from_state, to_state) values ('cut-quarantine', 'quarantine', 'idle');
