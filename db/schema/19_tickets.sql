-- Tickets: categories with promised times, tickets and their events.

-- Settings of tickets: customers' requests with a number, a promise counted in opening hours, and a public page that opens with number
-- and code.
create table ticket_setting (
  tenant_id uuid primary key references tenant,
  -- The address of the page for customers; it is no secret.
  page text collate "C" not null check (page ~ '^[a-z2-9]{10}$') unique,
  -- The last number that was given.
  last_number integer not null default 1000 check (last_number between 1000 and 99999999),
  -- Percentages of a promise at which the assignee, the supervisors and the administrators are notified.
  assignee_percent integer not null default 50 check (assignee_percent between 10 and 200),
  supervisor_percent integer not null default 80 check (supervisor_percent between 10 and 200),
  administrator_percent integer not null default 100 check (administrator_percent between 10 and 200),
  -- Days after which what is solved closes by itself.
  close_after_days integer not null default 7 check (close_after_days between 1 and 90),
  version integer not null default 1
);
alter table ticket_setting enable row level security;
create policy ticket_setting_own on ticket_setting using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke delete on ticket_setting from sambung_app;

-- A kind of ticket and what is promised for it: minutes of opening hours to the first answer and to the solution, by priority.
create table ticket_category (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  hours_id uuid not null,
  promises jsonb not null check (jsonb_typeof(promises) = 'object' and pg_column_size(promises) <= 2048),
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint ticket_category_of_tenant unique (tenant_id, id),
  foreign key (tenant_id, hours_id) references named_hours (tenant_id, id)
);
create unique index ticket_category_name on ticket_category (tenant_id, lower(name)) where ended_at is null;
alter table ticket_category enable row level security;
create policy ticket_category_own on ticket_category using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke delete on ticket_category from sambung_app;

-- Tickets of customers: the state that follows from the ticket's events.
create table ticket (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  number integer not null check (number between 1001 and 99999999),
  -- Code that opens the public page beside the number. The page shows less than this row, so the code is stored in plain text and can
  -- be read out again.
  code text collate "C" not null check (code ~ '^[0-9]{8}$'),
  category_id uuid not null,
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  subject text not null check (length(subject) between 1 and 160),
  description text not null check (length(description) <= 4000),
  customer_number text check (length(customer_number) between 3 and 32),
  number_key text collate "C" generated always as (number_key(customer_number)) stored,
  customer_name text not null check (length(customer_name) <= 120),
  -- Where the customer wants to be written to, and who noted down when that he does.
  customer_email text check (length(customer_email) between 3 and 254),
  consent_at timestamptz,
  consent_by uuid references person,
  locale text not null check (locale in ('id', 'en')),
  state text not null check (state in ('open', 'in-work', 'waiting', 'solved', 'closed', 'reopened')),
  assignee_id uuid references person,
  queue_id uuid references queue,
  opened_by uuid not null references person,
  opened_at timestamptz not null,
  -- The number of the last event; all below is what the events say, written down again with each for lists.
  version integer not null check (version between 1 and 500),
  answer_due_at timestamptz,
  answer_state text not null check (answer_state in ('running', 'paused', 'late', 'kept', 'missed')),
  solve_due_at timestamptz,
  solve_state text not null check (solve_state in ('running', 'paused', 'late', 'kept', 'missed')),
  -- The next that is due; null while nothing is.
  due_at timestamptz,
  -- When something happens by itself.
  look_at timestamptz,
  -- The highest percentage that was notified.
  escalated integer not null default 0,
  changed_at timestamptz not null,
  check ((customer_email is null) = (consent_at is null)),
  check ((consent_at is null) = (consent_by is null)),
  constraint ticket_number unique (tenant_id, number),
  constraint ticket_of_tenant unique (tenant_id, id),
  foreign key (tenant_id, category_id) references ticket_category (tenant_id, id)
);
create index ticket_due on ticket (tenant_id, due_at, number desc);
create index ticket_look on ticket (tenant_id, look_at) where look_at is not null;
create index ticket_customer on ticket (tenant_id, number_key) where number_key is not null;
create index ticket_assignee on ticket (tenant_id, assignee_id) where state <> 'closed';
alter table ticket enable row level security;
create policy ticket_own on ticket using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke delete on ticket from sambung_app;

-- All that happened to a ticket, in order; nothing of it is ever changed.
create table ticket_event (
  ticket_id uuid,
  number integer check (number between 1 and 500),
  tenant_id uuid not null references tenant,
  -- Idempotency key, made by the sender: a repeated request is stored once.
  wish_id uuid not null,
  kind text not null check (length(kind) <= 30),
  body jsonb not null check (jsonb_typeof(body) = 'object' and length(body::text) <= 16000),
  at timestamptz not null,
  -- Null for the customer and for what happens by itself.
  by_person uuid references person,
  primary key (ticket_id, number),
  constraint ticket_event_wish unique (ticket_id, wish_id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
alter table ticket_event enable row level security;
create policy ticket_event_own on ticket_event using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on ticket_event from sambung_app;

-- Notifications that a share of a promise has passed; the key allows one for each recipient and share.
create table ticket_escalation (
  ticket_id uuid,
  goal text check (goal in ('answer', 'solution')),
  told text check (told in ('assignee', 'supervisor', 'administrator')),
  tenant_id uuid not null references tenant,
  percent integer not null,
  person_ids uuid[] not null check (cardinality(person_ids) <= 200),
  due_at timestamptz,
  at timestamptz not null,
  primary key (ticket_id, goal, told),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
create index ticket_escalation_person on ticket_escalation using gin (person_ids);
alter table ticket_escalation enable row level security;
create policy ticket_escalation_own on ticket_escalation using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on ticket_escalation from sambung_app;

-- The contacts that a ticket is about.
create table ticket_contact (
  ticket_id uuid,
  contact_id uuid,
  tenant_id uuid not null references tenant,
  linked_at timestamptz not null,
  linked_by uuid not null references person,
  primary key (ticket_id, contact_id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
create index ticket_contact_contact on ticket_contact (tenant_id, contact_id);
alter table ticket_contact enable row level security;
create policy ticket_contact_own on ticket_contact using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke delete on ticket_contact from sambung_app;
