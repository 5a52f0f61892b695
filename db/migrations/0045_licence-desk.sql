-- Views of the officers' queue of licence applications are kept too.
alter table saved_view drop constraint saved_view_list_check;
alter table saved_view add constraint saved_view_list_check
  check (list in ('applications', 'verifications', 'calls', 'licences'));

-- Sentences that officers write again and again, for each requirement: an officer's own, or shared with the team.
create table licence_phrase (
  id uuid primary key,
  person_id uuid not null references person,
  is_shared boolean not null,
  requirement text not null check (length(requirement) between 1 and 20),
  note text not null check (length(note) between 1 and 2000),
  remedy text not null check (length(remedy) between 1 and 2000),
  rule text not null check (length(rule) between 1 and 80),
  kept_at timestamptz not null
);
create unique index licence_phrase_own on licence_phrase (person_id, requirement, md5(note)) where not is_shared;
create unique index licence_phrase_shared on licence_phrase (requirement, md5(note)) where is_shared;
create index licence_phrase_of_requirement on licence_phrase (requirement, kept_at desc);

-- What was read in a file is known by its bytes, on whatever slot they hang.
create index licence_slot_read on licence_slot (sha256) where facts is not null;
