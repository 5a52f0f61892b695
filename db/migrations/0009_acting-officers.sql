-- A role may be held for a time only. An acting officer (Plh, Plt) holds another's role from the beginning of one local
-- day to the end of another, by a letter; the times are half-open instants.
alter table membership
  add column valid_from timestamptz,
  add column valid_to timestamptz,
  add column acting text check (acting in ('plh', 'plt')),
  add column acting_for_person_id uuid references person,
  add column letter_number text check (length(letter_number) between 1 and 100),
  add column reason text check (length(reason) between 1 and 500),
  add constraint membership_period check (valid_from < valid_to),
  add constraint membership_acting_whole check (
    acting is null
    or (valid_from is not null and valid_to is not null and letter_number is not null and reason is not null)
  ),
  add constraint membership_plh_for_somebody check (acting is distinct from 'plh' or acting_for_person_id is not null),
  add constraint membership_acting_for_another check (acting_for_person_id is distinct from person_id);

drop index membership_once;
create unique index membership_once on membership
  (person_id, role, coalesce(team, ''), coalesce(organisation_id, '00000000-0000-0000-0000-000000000000'::uuid))
  where ended_at is null and acting is null;

-- One office has one acting officer at a time, and nobody acts twice in the same office.
alter table membership
  add constraint membership_one_acting exclude using gist (
    role with =,
    coalesce(team, '') with =,
    coalesce(acting_for_person_id, '00000000-0000-0000-0000-000000000000'::uuid) with =,
    tstzrange(valid_from, valid_to) with &&
  ) where (acting is not null and ended_at is null),
  add constraint membership_acts_once exclude using gist (
    person_id with =,
    role with =,
    coalesce(team, '') with =,
    tstzrange(valid_from, valid_to) with &&
  ) where (acting is not null and ended_at is null);
create index membership_acting on membership (valid_from) where acting is not null;
