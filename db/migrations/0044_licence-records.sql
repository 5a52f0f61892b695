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
