-- An officer's role or a mandate that one administrator proposed; it has no effect until a second person confirms it.
create table authority_proposal (
  id uuid primary key,
  kind text not null check (kind in ('role', 'mandate')),
  -- Who would receive it; null for a mandate that any holder of the office uses.
  person_id uuid references person,
  -- The role with its team, or the form of the mandate.
  detail jsonb not null,
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > proposed_at),
  outcome text check (outcome in ('confirmed', 'withdrawn')),
  decided_by uuid references person,
  decided_at timestamptz,
  check (kind = 'mandate' or person_id is not null),
  check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
  check (outcome is distinct from 'confirmed' or (decided_by <> proposed_by and decided_by is distinct from person_id))
);
create index authority_proposal_open on authority_proposal (expires_at) where outcome is null;
create index authority_proposal_person on authority_proposal (person_id);
create index authority_proposal_proposed_by on authority_proposal (proposed_by);
create index authority_proposal_decided_by on authority_proposal (decided_by);
