-- An address counts once its owner has followed a link that was mailed there. Accounts made before this count.
alter table person add column email_confirmed_at timestamptz;
update person set email_confirmed_at = created_at;

-- Links that are mailed to a person: to confirm an address, to change to a new one, to set a new password.
alter table one_time_link
  add column person_id uuid references person,
  add column email text check (length(email) <= 254),
  drop constraint one_time_link_purpose_check,
  add constraint one_time_link_purpose_check
    check (purpose in ('first-administrator', 'confirm-email', 'change-email', 'reset-password')),
  add constraint one_time_link_receiver
    check ((purpose = 'first-administrator') = (person_id is null) and (person_id is null) = (email is null));
create index one_time_link_open on one_time_link (person_id, purpose) where used_at is null;

-- Somebody is invited to act for a company, or to be an officer.
create table invitation (
  id uuid primary key,
  organisation_id uuid references organisation,
  role text not null,
  team text,
  email text not null check (length(email) <= 254),
  email_key text not null check (email_key = lower(email_key)),
  locale text not null check (locale in ('id', 'en')),
  token_sha256 bytea not null unique,
  invited_by uuid not null references person,
  created_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references person,
  withdrawn_at timestamptz,
  withdrawn_by uuid references person,
  check (accepted_at is null or withdrawn_at is null),
  check ((accepted_at is null) = (accepted_by is null)),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create unique index invitation_company_once on invitation (organisation_id, email_key)
  where organisation_id is not null and accepted_at is null and withdrawn_at is null;
create unique index invitation_officer_once on invitation (email_key, role, coalesce(team, ''))
  where organisation_id is null and accepted_at is null and withdrawn_at is null;
create index invitation_newest on invitation (organisation_id, created_at desc);

-- A new authenticator takes the place of the old one once a code of it was given.
alter table second_factor
  add column pending_sealed_secret bytea,
  add column pending_at timestamptz,
  add check ((pending_sealed_secret is null) = (pending_at is null));

-- What became of each mail, and whether its reader has seen it here. `secret_link` is the address that a one-time token
-- is added to when the mail is written out: the token itself stands nowhere in the database.
alter table mail_message
  drop constraint mail_message_state_check,
  add constraint mail_message_state_check check (state in ('queued', 'in-mailbox', 'deferred', 'sent', 'failed')),
  add column secret_link text check (length(secret_link) <= 400),
  add column last_attempt_at timestamptz,
  add column read_at timestamptz;
update mail_message set read_at = created_at;
create index mail_message_unread on mail_message (to_person_id) where read_at is null;
create index mail_message_state on mail_message (state, created_at desc) where state in ('queued', 'deferred', 'failed');
create index mail_message_links on mail_message (lower(to_address), created_at) where secret_link is not null;
