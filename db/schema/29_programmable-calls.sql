-- Programmable calls: applications, call webhooks, calls by API, conferences, and status callbacks not yet sent.

-- Applications that lead calls by documents: where they are asked, and what a number asks.
create table application (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  voice_url text check (length(voice_url) between 1 and 2048),
  voice_method text not null default 'POST' check (voice_method in ('GET', 'POST')),
  fallback_url text check (length(fallback_url) between 1 and 2048),
  fallback_method text not null default 'POST' check (fallback_method in ('GET', 'POST')),
  status_url text check (length(status_url) between 1 and 2048),
  status_method text not null default 'POST' check (status_method in ('GET', 'POST')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  request_key text check (length(request_key) between 1 and 100),
  request_digest bytea,
  unique (tenant_id, id),
  constraint application_request_check check ((request_key is null) = (request_digest is null))
);
create index application_by_age on application (tenant_id, created_at, id);
create unique index application_request on application (tenant_id, request_key) where request_key is not null;
alter table application enable row level security;
create policy application_own on application using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- What leads the calls of a number: an application, or addresses of its own. One with neither has settings and is led by nobody.
create table number_hook (
  code text primary key,
  tenant_id uuid not null references tenant,
  application_id uuid,
  voice_url text check (length(voice_url) between 1 and 2048),
  voice_method text not null default 'POST' check (voice_method in ('GET', 'POST')),
  fallback_url text check (length(fallback_url) between 1 and 2048),
  fallback_method text not null default 'POST' check (fallback_method in ('GET', 'POST')),
  status_url text check (length(status_url) between 1 and 2048),
  status_method text not null default 'POST' check (status_method in ('GET', 'POST')),
  -- Who serves a caller whom no document leads on.
  fallback_queue_id uuid references queue,
  changed_at timestamptz not null,
  -- What is written to a number is asked about where the number says so: an application answers it by a document of messages.
  sms_url text check (length(sms_url) between 1 and 2048),
  sms_method text not null default 'POST' check (sms_method in ('GET', 'POST')),
  sms_fallback_url text check (length(sms_fallback_url) between 1 and 2048),
  sms_fallback_method text not null default 'POST' check (sms_fallback_method in ('GET', 'POST')),
  foreign key (tenant_id, code) references service_number (tenant_id, code) on delete cascade,
  foreign key (tenant_id, application_id) references application (tenant_id, id)
);
create index number_hook_application on number_hook (application_id);
create index number_hook_queue on number_hook (fallback_queue_id);
create index number_hook_tenant on number_hook (tenant_id, code);
alter table number_hook enable row level security;
create policy number_hook_own on number_hook using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Log of webhook requests about calls and messages, and their responses; purged after a few days.
create table hook_exchange (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  call_id uuid not null,
  -- The question of its call, so that what was asked of the hook behind stands beside it.
  nth integer not null check (nth >= 0),
  at timestamptz not null,
  kind text not null check (kind in ('voice', 'fallback', 'document', 'sound', 'message', 'speech', 'sms')),
  method text not null check (method in ('GET', 'POST')),
  -- Without what stands behind the question mark; empty for a document that came with the order of its call.
  url text not null check (length(url) <= 2048),
  status integer check (status between 100 and 999),
  duration_ms integer not null check (duration_ms >= 0),
  -- The field's number of what was wrong; null for nothing.
  error integer,
  -- Numbers and what callers entered are masked in it.
  fields jsonb not null,
  -- Its beginning.
  answer text not null check (length(answer) <= 4096),
  -- What was passed over in a document: [{"number": 12200, "verb": "Say", "attribute": "pitch"}]
  warnings jsonb not null default '[]'
);
create index hook_exchange_call on hook_exchange (tenant_id, call_id, at);
create index hook_exchange_age on hook_exchange (tenant_id, at);
alter table hook_exchange enable row level security;
create policy hook_exchange_own on hook_exchange using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Calls ordered by API: stored before the response, begun once by a switch, rate-limited by call centre.
create table api_call (
  call_id uuid primary key,
  tenant_id uuid not null references tenant,
  from_code text not null check (length(from_code) between 1 and 20),
  to_kind text not null check (to_kind in ('number', 'phone')),
  to_address text not null check (length(to_address) between 1 and 40),
  -- Asked once the call is answered; or the document that came with the order.
  voice_url text check (length(voice_url) between 1 and 2048),
  voice_method text not null default 'POST' check (voice_method in ('GET', 'POST')),
  fallback_url text check (length(fallback_url) between 1 and 2048),
  fallback_method text not null default 'POST' check (fallback_method in ('GET', 'POST')),
  document text check (length(document) between 1 and 4000),
  timeout_seconds integer not null check (timeout_seconds between 1 and 600),
  time_limit_seconds integer check (time_limit_seconds between 1 and 86400),
  send_digits text check (length(send_digits) between 1 and 32),
  is_recorded boolean not null,
  -- A repeated request with this key is answered as the first one was.
  request_key text check (length(request_key) between 1 and 100),
  request_digest bytea check (octet_length(request_digest) = 32),
  state text not null default 'queued' check (state in ('queued', 'taken', 'begun', 'refused', 'cancelled')),
  taken_by uuid references switch_run,
  refusal text check (length(refusal) between 1 and 40),
  created_at timestamptz not null,
  begun_at timestamptz,
  -- Nothing is to be decided about it any more: it never came to a call, or its call stands in events of its own.
  done_at timestamptz,
  check ((voice_url is null) <> (document is null)),
  check ((request_key is null) = (request_digest is null)),
  check ((state = 'refused') = (refusal is not null))
);
create unique index api_call_request on api_call (tenant_id, request_key) where request_key is not null;
create index api_call_queued on api_call (tenant_id, created_at, call_id) where state = 'queued';
create index api_call_newest on api_call (tenant_id, created_at desc, call_id desc);
-- What a switch looks at each second is what is still to be decided, and not what was ordered in seven days.
create index api_call_switch on api_call (taken_by) where state = 'taken';
create index api_call_unsettled on api_call (begun_at) where state = 'begun' and done_at is null;
create index api_call_going on api_call (tenant_id) where (state in ('taken', 'begun')) and done_at is null;
create index api_call_waiting on api_call (created_at) where state in ('queued', 'taken');
create index api_call_age on api_call (created_at);
alter table api_call enable row level security;
create policy api_call_own on api_call using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- How fast a call centre's orders are given out, and how many of their calls go on at once; a row stands from its first order on.
create table api_call_pace (
  tenant_id uuid primary key references tenant,
  per_second real not null default 5 check (per_second > 0::double precision and per_second <= 1000::double precision),
  burst real not null default 10 check (burst >= 1::double precision and burst <= 10000::double precision),
  at_once integer not null default 100 check (at_once between 1 and 10000),
  -- What may be given out at once at the instant.
  tokens real not null default 10,
  counted_at timestamptz not null
);
alter table api_call_pace enable row level security;
create policy api_call_pace_own on api_call_pace using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Conferences: talks of several calls of one call centre under a name. Who hears whom is the switch's, which writes here what came of it;
-- programs read it, and order changes by commands to the switch that has the calls.
create table conference (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 128),
  -- Null for one that was named by an order of a call and that nobody has joined yet.
  switch_id uuid references switch_run,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  ended_why text check (ended_why in ('ended-by-program', 'ended-by-exit', 'last-left', 'nobody-came', 'system-restart')),
  check ((ended_at is null) = (ended_why is null))
);
-- One of a name goes on at a time.
create unique index conference_open on conference (tenant_id, name) where ended_at is null;
create index conference_newest on conference (tenant_id, created_at desc, id desc);
create index conference_switch on conference (switch_id) where ended_at is null;
create index conference_age on conference (created_at);
alter table conference enable row level security;
create policy conference_own on conference using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Calls in a conference.
create table conference_participant (
  conference_id uuid references conference on delete cascade,
  call_id uuid,
  tenant_id uuid not null references tenant,
  label text check (length(label) between 1 and 128),
  is_muted boolean not null,
  is_held boolean not null default false,
  starts boolean not null,
  ends boolean not null,
  coached_call_id uuid,
  created_at timestamptz not null,
  -- Null for a call that was ordered and has not come yet.
  joined_at timestamptz,
  left_at timestamptz,
  primary key (conference_id, call_id)
);
create index conference_participant_there on conference_participant (tenant_id, conference_id, created_at, call_id) where left_at is null;
alter table conference_participant enable row level security;
create policy conference_participant_own on conference_participant using (tenant_id = current_tenant()) with
  check (tenant_id = current_tenant());

-- Events of a conference, in order; status callbacks are derived from them.
create table conference_event (
  conference_id uuid references conference on delete cascade,
  sequence integer check (sequence >= 0),
  tenant_id uuid not null references tenant,
  -- told: a status callback is registered; start: the conference began; member: a participant joined or changed; leave: one left.
  kind text not null check (kind in ('told', 'start', 'member', 'leave')),
  at timestamptz not null,
  data jsonb not null check (pg_column_size(data) <= 8192),
  primary key (conference_id, sequence)
);
create index conference_event_tenant on conference_event (tenant_id);
alter table conference_event enable row level security;
create policy conference_event_own on conference_event using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Calls whose audio a conference recording contains.
create table recorded_call (
  recording_id uuid references recording,
  call_id uuid,
  tenant_id uuid not null references tenant,
  primary key (recording_id, call_id)
);
create index recorded_call_call on recorded_call (call_id);
create index recorded_call_tenant on recorded_call (tenant_id);
alter table recorded_call enable row level security;
create policy recorded_call_own on recorded_call using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Progress of the status callbacks of calls.
create table call_status_callback (
  call_id uuid primary key,
  tenant_id uuid not null references tenant,
  -- Callback options of the request that ordered the call; null where only events of the call name callbacks.
  options jsonb check (pg_column_size(options) <= 8192),
  -- The last event that was read, and how many of the callbacks that the events add up to were sent.
  seen integer not null default '-1' check (seen >= '-1'::integer),
  sent_count integer not null default 0 check (sent_count >= 0),
  -- Whether recordings of the call have callbacks, and the recordings whose callback was sent.
  wants_recordings boolean not null default false,
  recordings uuid[] not null default '{}' check (cardinality(recordings) <= 2000),
  created_at timestamptz not null,
  -- All callbacks were sent.
  over_at timestamptz
);
create index call_status_callback_open on call_status_callback (tenant_id, created_at) where over_at is null;
create index call_status_callback_tenant on call_status_callback (tenant_id);
create index call_status_callback_age on call_status_callback (created_at);
alter table call_status_callback enable row level security;
create policy call_status_callback_own on call_status_callback using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Messages with a status callback.
create table message_status_callback (
  message_id uuid primary key references sms_message on delete cascade,
  tenant_id uuid not null references tenant,
  url text not null check (length(url) between 9 and 2048)
);
create index message_status_callback_tenant on message_status_callback (tenant_id);
alter table message_status_callback enable row level security;
create policy message_status_callback_own on message_status_callback using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Progress of the status callbacks of conferences.
create table conference_status_callback (
  conference_id uuid primary key references conference on delete cascade,
  tenant_id uuid not null references tenant,
  seen integer not null default '-1' check (seen >= '-1'::integer),
  sent_count integer not null default 0 check (sent_count >= 0),
  created_at timestamptz not null,
  -- All callbacks were sent.
  over_at timestamptz,
  -- Status of the conference at the last event that was sent, so that earlier events are not read again. Null where all events are read.
  snapshot jsonb check (pg_column_size(snapshot) <= 65536)
);
create index conference_status_callback_open on conference_status_callback (tenant_id, created_at) where over_at is null;
create index conference_status_callback_tenant on conference_status_callback (tenant_id);
alter table conference_status_callback enable row level security;
create policy conference_status_callback_own on conference_status_callback using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Progress of the status callbacks of conference recordings.
create table recording_status_callback (
  recording_id uuid primary key references recording,
  tenant_id uuid not null references tenant,
  options jsonb not null check (pg_column_size(options) <= 8192),
  -- The callback of the start was sent, or is not wanted.
  is_start_sent boolean not null,
  created_at timestamptz not null
);
create index recording_status_callback_oldest on recording_status_callback (tenant_id, created_at);
alter table recording_status_callback enable row level security;
create policy recording_status_callback_own on recording_status_callback using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
