-- SMS campaigns, and conversations that agents answer.

-- One text to many, each with values of his own, at a pace: an approved version of a template and the lines of a file.
create table sms_campaign (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  template_id uuid not null,
  template_version integer not null,
  sender text not null check (length(sender) between 3 and 15),
  zone text check (zone in ('WIB', 'WITA', 'WIT')),
  state text not null check (state in ('prepared', 'running', 'paused', 'stopped', 'done')),
  send_at timestamptz not null,
  per_hour integer not null check (per_hour between 1 and 1000000),
  valid_minutes integer not null check (valid_minutes between 1 and 4320),
  lines integer not null check (lines between 1 and 100000),
  -- As it was foreseen when it was prepared, and lines of the file that were left out.
  parts integer not null check (parts > 0),
  price_rupiah bigint not null check (price_rupiah >= 0),
  faulty integer not null check (faulty >= 0),
  doubled integer not null check (doubled >= 0),
  -- A repeated request finds the campaign that the first one made.
  request_key uuid not null,
  -- Up to when its pace was used.
  paced_at timestamptz not null,
  -- Why it waits by itself; null while it goes on.
  held_why text check (length(held_why) <= 40),
  version integer not null default 1,
  created_by uuid not null references person,
  created_at timestamptz not null,
  started_by uuid references person,
  started_at timestamptz,
  ended_at timestamptz,
  check ((started_by is null) = (started_at is null)),
  check (state = 'stopped' or (state = 'prepared') = (started_at is null)),
  check ((state in ('stopped', 'done')) = (ended_at is not null)),
  constraint sms_campaign_request unique (tenant_id, request_key),
  foreign key (template_id, template_version) references sms_template_version
);
create index sms_campaign_made_by on sms_campaign (created_by);
create index sms_campaign_started_by on sms_campaign (started_by) where started_by is not null;
create index sms_campaign_newest on sms_campaign (tenant_id, created_at desc, id desc);
create index sms_campaign_running on sms_campaign (paced_at) where state = 'running';
create index sms_campaign_prepared on sms_campaign (created_at) where state = 'prepared';
create index sms_campaign_template on sms_campaign (template_id, template_version);
alter table sms_campaign enable row level security;
create policy sms_campaign_own on sms_campaign using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Recipients of a campaign.
create table sms_campaign_line (
  campaign_id uuid references sms_campaign on delete cascade,
  -- The row of the file, its heading being the first.
  line integer check (line >= 2),
  tenant_id uuid not null,
  recipient text not null check (recipient ~ '^[1-9]\d{7,14}$'),
  -- Its values; they are in the text of its message once it is over, and nowhere when nothing was sent.
  fields jsonb not null check (jsonb_typeof(fields) = 'object' and pg_column_size(fields) <= 8192),
  state text not null default 'waiting' check (state in ('waiting', 'taken', 'refused')),
  message_id uuid,
  why text check (length(why) <= 40),
  check ((state = 'taken') = (message_id is not null) and (state = 'refused') = (why is not null)),
  primary key (campaign_id, line),
  constraint sms_campaign_recipient unique (campaign_id, recipient)
);
create index sms_campaign_line_waiting on sms_campaign_line (campaign_id, line) where state = 'waiting';
create index sms_campaign_line_recipient on sms_campaign_line (tenant_id, recipient);
alter table sms_campaign_line enable row level security;
create policy sms_campaign_line_own on sms_campaign_line using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Which queue what is written to a number of a call centre goes to: by its first word, or all of it where the word is null.
create table sms_thread_route (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  sender_id uuid not null references sms_sender,
  word text check (word ~ '^[A-Z0-9]{1,20}$'),
  queue_id uuid not null references queue,
  -- A conversation ends by itself when nobody has written for so long.
  idle_hours smallint not null check (idle_hours between 1 and 720),
  -- Opening hours, and what is answered outside them.
  hours_id uuid references named_hours,
  away_text text not null default '' check (length(away_text) <= 500),
  created_by uuid not null references person,
  created_at timestamptz not null,
  check ((hours_id is null) = (away_text = '')),
  constraint sms_thread_route_once unique nulls not distinct (sender_id, word)
);
create index sms_thread_route_tenant on sms_thread_route (tenant_id);
create index sms_thread_route_queue on sms_thread_route (queue_id);
create index sms_thread_route_hours on sms_thread_route (hours_id) where hours_id is not null;
create index sms_thread_route_created_by on sms_thread_route (created_by);
alter table sms_thread_route enable row level security;
create policy sms_thread_route_own on sms_thread_route using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Conversations between a number of a call centre and a recipient.
create table sms_thread (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  sender_id uuid not null references sms_sender,
  own text not null check (length(own) between 3 and 15),
  customer text not null check (customer ~ '^[1-9]\d{7,14}$'),
  queue_id uuid not null references queue,
  idle_hours smallint not null check (idle_hours between 1 and 720),
  -- As the route had them when it began.
  hours_id uuid,
  away_text text not null default '' check (length(away_text) <= 500),
  opened_at timestamptz not null,
  last_in_at timestamptz not null,
  last_out_at timestamptz,
  -- When the first message was written that no agent has dealt with.
  waiting_since timestamptz,
  -- When it is looked at next whether nobody is there, which is answered by itself; null where that is settled.
  away_due_at timestamptz,
  last_agent_id uuid references agent,
  -- The contact with whose end it ends, as its agent wished.
  closes_with uuid,
  closed_at timestamptz,
  closed_why text check (closed_why in ('disposition', 'idle', 'queue-gone')),
  check ((closed_at is null) = (closed_why is null))
);
create unique index sms_thread_open on sms_thread (tenant_id, sender_id, customer) where closed_at is null;
create index sms_thread_customer on sms_thread (tenant_id, customer, opened_at desc);
create index sms_thread_newest on sms_thread (tenant_id, opened_at desc, id desc);
create index sms_thread_away on sms_thread (tenant_id, away_due_at) where away_due_at is not null;
create index sms_thread_open_newest on sms_thread (tenant_id, opened_at desc, id desc) where closed_at is null;
create index sms_thread_idle on sms_thread (last_in_at) where closed_at is null;
create index sms_thread_sender on sms_thread (sender_id);
create index sms_thread_queue on sms_thread (queue_id);
create index sms_thread_last_agent on sms_thread (last_agent_id) where last_agent_id is not null;
create index sms_thread_old on sms_thread (closed_at) where closed_at is not null;
alter table sms_thread enable row level security;
create policy sms_thread_own on sms_thread using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Which message from a recipient belongs to which conversation.
create table sms_thread_entry (
  inbound_id uuid primary key references sms_inbound on delete cascade,
  thread_id uuid not null references sms_thread on delete cascade,
  tenant_id uuid not null
);
create index sms_thread_entry_thread on sms_thread_entry (thread_id);
alter table sms_thread_entry enable row level security;
create policy sms_thread_entry_own on sms_thread_entry using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Turns of a conversation as contacts of a queue.
create table message_contact (
  contact_id uuid primary key,
  tenant_id uuid not null references tenant,
  thread_id uuid not null references sms_thread on delete cascade,
  queue_id uuid not null references queue,
  -- Who talked with him last, and who has it or had it.
  sticky_agent_id uuid references agent,
  agent_id uuid references agent,
  caller text not null check (length(caller) <= 64),
  called text not null check (length(called) <= 64),
  joined_at timestamptz not null,
  closed_at timestamptz,
  outcome text check (length(outcome) <= 40),
  check ((closed_at is null) = (outcome is null))
);
create unique index message_contact_open on message_contact (thread_id) where closed_at is null;
create index message_contact_waiting on message_contact (tenant_id, joined_at) where closed_at is null;
create index message_contact_thread on message_contact (thread_id, joined_at);
create index message_contact_line on message_contact (queue_id, joined_at, contact_id) where closed_at is null;
create index message_contact_queue on message_contact (queue_id);
create index message_contact_tenant on message_contact (tenant_id);
create index message_contact_sticky_agent on message_contact (sticky_agent_id) where sticky_agent_id is not null;
create index message_contact_agent on message_contact (agent_id) where agent_id is not null;
-- Queues in which what somebody wrote waits, one after the other.
create index message_contact_lines on message_contact (tenant_id, queue_id) where closed_at is null;
alter table message_contact enable row level security;
create policy message_contact_own on message_contact using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
