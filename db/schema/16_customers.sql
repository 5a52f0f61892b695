-- Customers: profiles by number, and requests and breaches under the personal data law (UU 27/2022).

-- What a call centre wants to know of its customers: fields it defines itself, as data with a version.
create table card_form (
  tenant_id uuid primary key references tenant,
  fields jsonb not null check (jsonb_typeof(fields) = 'array' and jsonb_array_length(fields) <= 20),
  version integer not null check (version >= 1),
  changed_at timestamptz not null
);
alter table card_form enable row level security;
create policy card_form_own on card_form using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- The card of one customer, found by the number he calls from. An empty card is no card.
create table customer_profile (
  tenant_id uuid references tenant,
  number_key text collate "C" check (number_key ~ '^[0-9]{3,20}$'),
  name text not null check (length(name) <= 120),
  -- By the ids of fields; text, as it was typed.
  field_values jsonb not null check (jsonb_typeof(field_values) = 'object' and length(field_values::text) <= 20000),
  version integer not null check (version >= 1),
  changed_at timestamptz not null,
  changed_by uuid not null references person,
  primary key (tenant_id, number_key)
);
alter table customer_profile enable row level security;
create policy customer_profile_own on customer_profile using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Requests of people whose numbers a call centre keeps (UU 27/2022): what is held of a number, a copy of it, its deletion.
create table personal_request (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  kind text not null check (kind in ('see', 'delete')),
  -- Whose data it is about; forgotten with the answer, when `shown` is all that is left of it.
  number text check (length(number) between 6 and 32),
  shown text not null check (length(shown) <= 32),
  identified_by text not null check (length(identified_by) between 5 and 500),
  received_at timestamptz not null,
  due_at timestamptz not null,
  opened_by uuid not null references person,
  state text not null default 'open' check (state in ('open', 'deleting', 'done')),
  ordered_by uuid references person,
  ordered_at timestamptz,
  -- How many of each class have gone by it, counted in the transactions that took them.
  removed jsonb not null default '{}' check (jsonb_typeof(removed) = 'object' and pg_column_size(removed) <= 2048),
  -- Whether something of the number was going on at the last look.
  is_waiting boolean not null default false,
  answer text check (length(answer) between 5 and 2000),
  done_at timestamptz,
  done_by uuid references person,
  version integer not null default 1,
  check ((state = 'done') = (done_at is not null)),
  check ((state = 'done') = (number is null)),
  check ((ordered_at is null) = (ordered_by is null)),
  check (state <> 'deleting' or kind = 'delete' and ordered_at is not null)
);
create index personal_request_newest on personal_request (tenant_id, received_at desc, id desc);
create index personal_request_deleting on personal_request (tenant_id) where state = 'deleting';
alter table personal_request enable row level security;
create policy personal_request_own on personal_request using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke delete on personal_request from sambung_app;

-- Failures to protect personal data that concern the whole installation (UU 27/2022, Art. 46): what applicants and officers entrusted to
-- it, or the data of several call centres at once.
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

-- Log of findings, notifications and hand-overs to call centres; append-only.
create table installation_breach_entry (
  breach_id uuid references installation_breach,
  number integer check (number between 1 and 200),
  kind text not null check (kind in ('findings', 'notice', 'closing', 'handing')),
  body jsonb not null check (jsonb_typeof(body) = 'object' and length(body::text) <= 24000),
  at timestamptz not null,
  written_by uuid not null references person,
  primary key (breach_id, number)
);
revoke update, delete on installation_breach_entry from sambung_app;

-- Failures to protect personal data (UU 27/2022, Art. 46): when they happened, when they became known, findings and notifications.
create table personal_breach (
  id uuid primary key,
  tenant_id uuid not null references tenant,
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
  -- A failure that the installation handed to a call centre stands in the register of that call centre, once.
  handed_from uuid references installation_breach,
  check (happened_at <= known_at and known_at < due_at)
);
create index personal_breach_newest on personal_breach (tenant_id, known_at desc);
create index personal_breach_due on personal_breach (tenant_id, due_at) where closed_at is null and reminded <> 'over';
create unique index personal_breach_handed_once on personal_breach (tenant_id, handed_from) where handed_from is not null;
alter table personal_breach enable row level security;
create policy personal_breach_own on personal_breach using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke delete on personal_breach from sambung_app;

-- Log of findings and notifications; append-only.
create table personal_breach_entry (
  breach_id uuid references personal_breach,
  number integer check (number between 1 and 200),
  tenant_id uuid not null references tenant,
  kind text not null check (kind in ('findings', 'notice', 'closing', 'handing')),
  body jsonb not null check (jsonb_typeof(body) = 'object' and length(body::text) <= 24000),
  at timestamptz not null,
  written_by uuid not null references person,
  primary key (breach_id, number)
);
alter table personal_breach_entry enable row level security;
create policy personal_breach_entry_own on personal_breach_entry using (tenant_id = current_tenant()) with
  check (tenant_id = current_tenant());
revoke update, delete on personal_breach_entry from sambung_app;
