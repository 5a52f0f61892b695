-- Call centres (tenants): appearance, settings, usage, retention, and access of the installation to their content.

-- How a call centre looks to its own people: the name they read, one colour, a logo. No row: as the program looks.
create table branding (
  tenant_id uuid primary key references tenant,
  version integer not null,
  name text check (length(name) between 1 and 40),
  colour text check (colour ~ '^#[0-9a-f]{6}$'),
  -- Pixels that this program has written itself; never the file that was sent.
  logo bytea check (length(logo) <= 300000),
  logo_sha256 text check (logo_sha256 ~ '^[0-9a-f]{64}$'),
  changed_at timestamptz not null,
  check ((logo is null) = (logo_sha256 is null))
);
alter table branding enable row level security;
create policy branding_own on branding using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Whether the agents of a call centre see at their desks that a supervisor takes part; they do where nothing is written.
create table supervision_setting (
  tenant_id uuid primary key references tenant,
  is_shown boolean not null,
  changed_at timestamptz not null
);
alter table supervision_setting enable row level security;
create policy supervision_setting_own on supervision_setting using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- What was spent in a month of the call centre's own zone: the sum of its records, kept by a trigger with each of them.
create table tenant_spending (
  tenant_id uuid references tenant,
  month date check (extract(day from month) = 1::numeric),
  rupiah bigint not null check (rupiah >= 0),
  primary key (tenant_id, month)
);
alter table tenant_spending enable row level security;
create policy tenant_spending_own on tenant_spending using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke insert, update, delete on tenant_spending from sambung_app;

-- The bytes of sound that a call centre keeps, and how many recordings are under way: kept by triggers.
create table tenant_storage (
  tenant_id uuid primary key references tenant,
  recording_bytes bigint not null default 0 check (recording_bytes >= 0),
  prompt_bytes bigint not null default 0 check (prompt_bytes >= 0),
  running integer not null default 0 check (running >= 0)
);
alter table tenant_storage enable row level security;
create policy tenant_storage_own on tenant_storage using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke insert, delete on tenant_storage from sambung_app;

-- Events of queues leave when their time is over. What the floor, open contacts and reports still stand on stays: the last event, since the
-- sequence and the steady clock go on from it; the last answer of each queue, which says how quickly it moves; how each agent stood as the
-- kept time begins; and whatever belongs to a contact that is not over. How far events have left is on record, so that a report never shows
-- zero for what nobody knows any more.
create table queue_horizon (
  tenant_id uuid primary key references tenant,
  -- Events before this instant may be gone.
  kept_from timestamptz not null
);
alter table queue_horizon enable row level security;
create policy queue_horizon_own on queue_horizon using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke insert, update, delete on queue_horizon from sambung_app;

-- For how many days a call centre keeps a class of its data, where it has chosen; null days: as the rule says again. A choice never goes
-- away, so that what it gave other days is given those of the rule back.
create table retention_choice (
  tenant_id uuid references tenant,
  class text check (class in ('recordings', 'traces')),
  days integer check (days between 1 and 3650),
  version integer not null check (version >= 1),
  chosen_by uuid not null references person,
  chosen_at timestamptz not null,
  primary key (tenant_id, class)
);
alter table retention_choice enable row level security;
create policy retention_choice_own on retention_choice using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke delete on retention_choice from sambung_app;

-- Permission of a call centre's administrator for a named person of the installation to view content, for a reason and some hours.
create table content_grant (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  person_id uuid not null references person,
  -- The role that lets him read; it ends with the grant.
  membership_id uuid not null unique references membership,
  email text not null check (length(email) <= 254),
  reason text not null check (length(reason) between 10 and 500),
  granted_by uuid not null references person,
  granted_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references person,
  check (ends_at > granted_at and ends_at <= (granted_at + '72:00:00'::interval)),
  check ((ended_at is null) = (ended_by is null))
);
create index content_grant_newest on content_grant (tenant_id, granted_at desc);
create unique index content_grant_person on content_grant (tenant_id, person_id) where ended_at is null;
alter table content_grant enable row level security;
create policy content_grant_own on content_grant using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Views of content under a grant; a trigger refuses a view without a grant in force.
create table content_view (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  grant_id uuid not null references content_grant,
  person_id uuid not null references person,
  -- The path that was asked for, without its query.
  path text not null check (length(path) between 1 and 300),
  at timestamptz not null
);
create index content_view_newest on content_view (tenant_id, at desc, id desc);
create index content_view_folded on content_view (grant_id, path, at desc);
alter table content_view enable row level security;
create policy content_view_own on content_view using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on content_view from sambung_app;
