-- A licence that came about here: by the application it was asked for with, the SKLO it rests on, and the Izin that OSS
-- issued. Its standing is one row; every change of it is kept, with the codes that it opened or silenced.
alter table licence drop constraint licence_source_check;
alter table licence
  add column application_id uuid unique references licence_application,
  add column decree_id uuid references decree,
  add column file_id uuid references stored_file,
  add column standing_since timestamptz,
  add column standing_ground text check (standing_ground in ('oss', 'officer', 'nib-frozen', 'nib-revoked')),
  add column standing_reason text check (length(standing_reason) <= 2000),
  add constraint licence_source_check check (source in ('imported', 'issued')),
  add constraint licence_issued_whole check (
    (source = 'issued') = (application_id is not null) and (source = 'issued') = (decree_id is not null)
    and (source = 'issued') = (file_id is not null));
create index licence_newest on licence (granted_on desc, id);

create table licence_change (
  licence_id uuid not null references licence,
  sequence integer not null check (sequence >= 1),
  change text not null check (change in ('activate', 'suspend', 'resume', 'revoke')),
  occurred_at timestamptz not null,
  actor_person_id uuid references person,
  ground text not null check (ground in ('oss', 'officer', 'nib-frozen', 'nib-revoked')),
  -- The rule that did it by itself; null where somebody decided.
  rule text check (length(rule) <= 80),
  reason text not null check (length(reason) between 1 and 2000),
  -- What the codes of the company became in the same transaction.
  codes_mode text not null check (codes_mode in ('off', 'open')),
  codes text[] not null default '{}',
  primary key (licence_id, sequence)
);
create trigger licence_change_append_only before update or delete on licence_change
  for each row execute function refuse_change();
revoke update, delete on licence_change from sambung_app;

-- An SKLO on its way through OSS: to be uploaded there by its company, seen there, and answered with the Izin. OSS is asked
-- in growing intervals, at once when it or the company says that something happened.
create table sklo_handover (
  application_id uuid primary key references licence_application,
  organisation_id uuid not null references organisation,
  decree_id uuid not null unique references decree,
  state text not null check (state in ('to-upload', 'seen', 'granted')),
  opened_at timestamptz not null,
  -- The company says that it has uploaded it; OSS says that the Izin is signed.
  said_at timestamptz,
  said_by uuid references person,
  told_at timestamptz,
  seen_at timestamptz,
  granted_at timestamptz,
  licence_id uuid unique references licence,
  looks integer not null default 0 check (looks >= 0),
  looked_at timestamptz,
  -- Null where OSS is not asked any more by itself.
  next_look_at timestamptz,
  leased_until timestamptz,
  last_error text check (length(last_error) <= 80),
  last_detail text check (length(last_detail) <= 300),
  check ((state = 'granted') = (licence_id is not null) and (state = 'granted') = (granted_at is not null)),
  check ((said_at is null) = (said_by is null))
);
create index sklo_handover_due on sklo_handover (next_look_at) where state <> 'granted' and next_look_at is not null;
create index sklo_handover_newest on sklo_handover (opened_at desc, application_id);

-- What OSS was found to have of a case whose reports were all delivered, held against what it was told last.
create table oss_reconciliation (
  application_id uuid primary key,
  checked_at timestamptz not null,
  ours text not null check (length(ours) <= 40),
  -- The name of the status; its number where the list has no name for it; "" where OSS has none.
  theirs text not null check (length(theirs) <= 40),
  agrees boolean not null
);
create index oss_reconciliation_difference on oss_reconciliation (checked_at desc) where not agrees;
