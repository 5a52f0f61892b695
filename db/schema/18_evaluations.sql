-- Quality management: forms, evaluations of contacts and random draws.

-- How a call centre judges contacts: forms whose versions never change, evaluations of contacts by one of them, and what was drawn to be
-- judged.
create table evaluation_form (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  -- The newest of its versions.
  version integer not null check (version between 1 and 500),
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index evaluation_form_name on evaluation_form (tenant_id, lower(name)) where ended_at is null;
alter table evaluation_form enable row level security;
create policy evaluation_form_own on evaluation_form using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Versions of evaluation forms; a version never changes.
create table evaluation_form_version (
  form_id uuid references evaluation_form,
  number integer check (number between 1 and 500),
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  sections jsonb not null check (jsonb_typeof(sections) = 'array' and length(sections::text) <= 100000),
  created_at timestamptz not null,
  created_by uuid not null references person,
  primary key (form_id, number)
);
alter table evaluation_form_version enable row level security;
create policy evaluation_form_version_own on evaluation_form_version using (tenant_id = current_tenant()) with
  check (tenant_id = current_tenant());

-- Evaluations of contacts. Facts of the contact are copied, because its events and recording are purged earlier.
create table evaluation (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  contact_id uuid not null,
  call_id uuid,
  -- Null for a contact that was not recorded.
  recording_id uuid,
  agent_id uuid not null references agent,
  queue_id uuid,
  answered_at timestamptz not null,
  talk_ms bigint not null check (talk_ms >= 0),
  form_id uuid not null,
  form_version integer not null,
  state text not null check (state in ('draft', 'sent', 'acknowledged')),
  answers jsonb not null check (jsonb_typeof(answers) = 'object' and length(answers::text) <= 150000),
  marks jsonb not null check (jsonb_typeof(marks) = 'array' and length(marks::text) <= 40000),
  remark text not null check (length(remark) <= 2000),
  -- In hundredths of a percent, by the formula of decision 0073; null where nothing applied, and in a draft.
  score integer check (score between 0 and 10000),
  is_fatal boolean not null,
  version integer not null check (version >= 1),
  made_by uuid not null references person,
  made_at timestamptz not null,
  sent_at timestamptz,
  acknowledged_at timestamptz,
  -- What the agent answered, once.
  reply text check (length(reply) between 1 and 2000),
  check ((state = 'draft') = (sent_at is null)),
  check ((state = 'acknowledged') = (acknowledged_at is not null)),
  check (reply is null or acknowledged_at is not null),
  unique (contact_id, agent_id, form_id),
  foreign key (form_id, form_version) references evaluation_form_version
);
create index evaluation_made on evaluation (tenant_id, made_at desc, id desc);
create index evaluation_agent on evaluation (tenant_id, agent_id, sent_at desc);
alter table evaluation enable row level security;
create policy evaluation_own on evaluation using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- A draw: by its seed, its days and its rules anybody finds the same contacts again while their events are there.
create table evaluation_draw (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  seed text not null check (length(seed) between 1 and 64),
  from_day date not null,
  to_day date not null,
  per_agent integer not null check (per_agent between 1 and 20),
  least_talk_ms bigint not null check (least_talk_ms >= 0),
  queue_id uuid,
  -- How many contacts it was drawn from.
  candidates integer not null check (candidates >= 0),
  made_by uuid not null references person,
  made_at timestamptz not null,
  check (to_day >= from_day)
);
create index evaluation_draw_made on evaluation_draw (tenant_id, made_at desc, id desc);
alter table evaluation_draw enable row level security;
create policy evaluation_draw_own on evaluation_draw using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Contacts that a draw selected.
create table evaluation_pick (
  draw_id uuid references evaluation_draw,
  contact_id uuid,
  tenant_id uuid not null references tenant,
  agent_id uuid references agent,
  queue_id uuid,
  answered_at timestamptz not null,
  talk_ms bigint not null check (talk_ms >= 0),
  -- Its place among those of its agent.
  place integer not null check (place between 1 and 20),
  primary key (draw_id, contact_id, agent_id)
);
alter table evaluation_pick enable row level security;
create policy evaluation_pick_own on evaluation_pick using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
