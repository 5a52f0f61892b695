-- Knowledge base: articles and imported lists that agents read to customers.

-- What a call centre tells its customers. A draft is one row that is written over, and each save must have seen the one before; what was
-- published never changes, and is in force from a day to a day.
create table information_article (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  title text not null check (length(title) between 1 and 120),
  body text not null check (length(body) <= 20000),
  -- Who answers for it: a person, a unit.
  owner text not null check (length(owner) <= 80),
  -- Version of the draft; a save names the version it began from.
  version integer not null default 1,
  -- The number of the newest version; 0 while nothing was published.
  newest integer not null default 0 check (newest between 0 and 9999),
  reviewed_on date,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid not null references person,
  ended_at timestamptz,
  constraint information_article_of_tenant unique (tenant_id, id)
);
create index information_article_title on information_article (tenant_id, lower(title), id) where ended_at is null;
alter table information_article enable row level security;
create policy information_article_own on information_article using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Published versions of articles, each in force from a day to a day.
create table information_version (
  article_id uuid,
  number integer check (number between 1 and 9999),
  tenant_id uuid not null references tenant,
  title text not null,
  body text not null,
  owner text not null,
  in_force_from date not null,
  -- The last day on which it holds; null for as long as nothing takes its place.
  in_force_until date,
  note text not null check (length(note) <= 300),
  published_by uuid not null references person,
  published_at timestamptz not null,
  -- As they are written and by their Indonesian stems: of the title alone, and of title and text, titles before texts.
  title_words tsvector not null,
  words tsvector not null,
  check (in_force_until >= in_force_from),
  primary key (article_id, number),
  foreign key (tenant_id, article_id) references information_article (tenant_id, id)
);
create index information_version_title_words on information_version using gin (title_words);
create index information_version_words on information_version using gin (words);
alter table information_version enable row level security;
create policy information_version_own on information_version using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on information_version from sambung_app;

-- Where an article is shown automatically: to agents with a caller of a queue, or with one who made a choice in a flow.
create table information_queue (
  article_id uuid,
  tenant_id uuid not null references tenant,
  queue_id uuid references queue,
  primary key (article_id, queue_id),
  foreign key (tenant_id, article_id) references information_article (tenant_id, id)
);
create index information_queue_queue on information_queue (tenant_id, queue_id);
alter table information_queue enable row level security;
create policy information_queue_own on information_queue using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- IVR choices for which an article is suggested to the agent.
create table information_choice (
  article_id uuid,
  tenant_id uuid not null references tenant,
  flow_id uuid,
  step_id text collate "C" check (length(step_id) <= 40),
  keys text collate "C" check (length(keys) <= 4),
  primary key (article_id, flow_id, step_id, keys),
  foreign key (tenant_id, article_id) references information_article (tenant_id, id),
  foreign key (tenant_id, flow_id) references flow (tenant_id, id)
);
create index information_choice_flow on information_choice (tenant_id, flow_id, step_id);
alter table information_choice enable row level security;
create policy information_choice_own on information_choice using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- What was looked for and not found, and how often; no numbers that could be somebody's.
create table information_miss (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  words text collate "C" not null check (length(words) between 2 and 80),
  times integer not null check (times >= 1),
  last_at timestamptz not null,
  constraint information_miss_words unique (tenant_id, words)
);
create index information_miss_last on information_miss (tenant_id, last_at);
alter table information_miss enable row level security;
create policy information_miss_own on information_miss using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- The version of an article that an agent gave to a caller; it stays with the contact.
create table information_use (
  contact_id uuid,
  article_id uuid,
  number integer,
  agent_id uuid references agent,
  tenant_id uuid not null references tenant,
  at timestamptz not null,
  primary key (contact_id, article_id, number, agent_id),
  foreign key (article_id, number) references information_version
);
alter table information_use enable row level security;
create policy information_use_own on information_use using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on information_use from sambung_app;

-- Places and prices of a call centre, as lists that are imported whole. What was imported never changes: the next import is another
-- version, in force from its day on.
create table information_list (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  kind text not null check (kind in ('locations', 'prices')),
  name text not null check (length(name) between 1 and 80),
  -- The number of the newest version; 0 while nothing was imported.
  newest integer not null default 0 check (newest between 0 and 999),
  created_at timestamptz not null,
  created_by uuid not null references person,
  ended_at timestamptz,
  constraint information_list_of_tenant unique (tenant_id, id)
);
create unique index information_list_name on information_list (tenant_id, lower(name)) where ended_at is null;
alter table information_list enable row level security;
create policy information_list_own on information_list using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Imported versions of a list.
create table information_list_version (
  list_id uuid,
  number integer check (number between 1 and 999),
  tenant_id uuid not null references tenant,
  in_force_from date not null,
  note text not null check (length(note) <= 300),
  file_name text not null check (length(file_name) <= 100),
  entries integer not null check (entries >= 1),
  imported_by uuid not null references person,
  imported_at timestamptz not null,
  primary key (list_id, number),
  foreign key (tenant_id, list_id) references information_list (tenant_id, id)
);
alter table information_list_version enable row level security;
create policy information_list_version_own on information_list_version using (tenant_id = current_tenant()) with
  check (tenant_id = current_tenant());
revoke update, delete on information_list_version from sambung_app;

-- Rows of an imported list version.
create table information_entry (
  list_id uuid,
  number integer,
  -- The line of the file it stood in.
  line integer check (line >= 1),
  tenant_id uuid not null references tenant,
  code text collate "C" not null check (length(code) between 1 and 40),
  -- What is pressed for it on a telephone; null for a code with letters.
  keys text collate "C" check (keys ~ '^[0-9]{1,20}$'),
  postcode text collate "C" check (postcode ~ '^[0-9]{5}$'),
  name text not null check (length(name) between 1 and 120),
  price_rupiah bigint check (price_rupiah >= 0 and price_rupiah <= '999999999999'::bigint),
  valid_from date,
  valid_until date,
  -- The other columns of its kind, texts by their names.
  fields jsonb not null,
  words tsvector not null,
  check (valid_until >= valid_from),
  primary key (list_id, number, line),
  foreign key (list_id, number) references information_list_version
);
create index information_entry_keys on information_entry (list_id, number, keys);
create index information_entry_postcode on information_entry (list_id, number, postcode);
alter table information_entry enable row level security;
create policy information_entry_own on information_entry using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on information_entry from sambung_app;

-- The entry of a list, with its version, that an agent gave to a caller; it stays with the contact.
create table information_entry_use (
  contact_id uuid,
  list_id uuid,
  number integer,
  line integer,
  agent_id uuid references agent,
  tenant_id uuid not null references tenant,
  at timestamptz not null,
  primary key (contact_id, list_id, number, line, agent_id),
  foreign key (list_id, number, line) references information_entry
);
alter table information_entry_use enable row level security;
create policy information_entry_use_own on information_entry_use using (tenant_id = current_tenant()) with
  check (tenant_id = current_tenant());
revoke update, delete on information_entry_use from sambung_app;
