-- Failures to protect personal data that concern the whole installation (UU 27/2022, Art. 46): what applicants and officers entrusted to it,
-- or the data of several call centres at once.
create table installation_breach (
  id uuid primary key,
  title text not null check (length(title) between 3 and 160),
  happened_at timestamptz not null,
  -- From here on the hours count.
  known_at timestamptz not null,
  due_at timestamptz not null,
  opened_by uuid references person,
  opened_at timestamptz not null,
  -- Up to which entry the state below is the sum.
  version integer not null check (version >= 1),
  told_persons_at timestamptz,
  told_authority_at timestamptz,
  closed_at timestamptz,
  -- The last reminder that was mailed.
  reminded text not null default 'none' check (reminded in ('none', 'soon', 'over')),
  check (happened_at <= known_at and known_at < due_at)
);
create index installation_breach_newest on installation_breach (known_at desc);
create index installation_breach_due on installation_breach (due_at) where closed_at is null and reminded <> 'over';
revoke delete on installation_breach from sambung_app;

-- What was found, told and handed to call centres, in order; nothing of it is ever changed.
create table installation_breach_entry (
  breach_id uuid not null references installation_breach,
  number integer not null check (number between 1 and 200),
  kind text not null check (kind in ('findings', 'notice', 'closing', 'handing')),
  body jsonb not null check (jsonb_typeof(body) = 'object' and length(body::text) <= 24000),
  at timestamptz not null,
  written_by uuid not null references person,
  primary key (breach_id, number)
);
create trigger installation_breach_entry_append_only before update or delete on installation_breach_entry
  for each row execute function refuse_change();
create trigger installation_breach_entry_no_truncate before truncate on installation_breach_entry
  for each statement execute function refuse_change();
revoke update, delete on installation_breach_entry from sambung_app;

-- A failure that the installation handed to a call centre stands in the register of that call centre, once.
alter table personal_breach add column handed_from uuid references installation_breach;
create unique index personal_breach_handed_once on personal_breach (tenant_id, handed_from) where handed_from is not null;

-- What it was told of stands in its own register.
alter table personal_breach_entry drop constraint personal_breach_entry_kind_check;
alter table personal_breach_entry add constraint personal_breach_entry_kind_check
  check (kind in ('findings', 'notice', 'closing', 'handing'));
