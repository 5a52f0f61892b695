-- Calls: events, open calls, call detail records, media quality and SIP traces.

-- Everything that happens to a call, from its INVITE on, on disk before its effect.
create table call_event (
  call_id uuid,
  sequence integer check (sequence between 0 and 9999),
  tenant_id uuid not null references tenant,
  kind text not null check (length(kind) <= 40),
  at timestamptz not null,
  -- Microseconds of the switch's own clock since its start, for durations.
  elapsed_us bigint not null,
  data jsonb not null check (pg_column_size(data) <= 8192),
  primary key (call_id, sequence)
);
create index call_event_tenant on call_event (tenant_id, at);
alter table call_event enable row level security;
create policy call_event_own on call_event using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on call_event from sambung_app;

-- Calls that have begun and not ended, with the switch that carries them.
create table open_call (
  call_id uuid primary key,
  tenant_id uuid not null references tenant,
  switch_id uuid not null references switch_run,
  began_at timestamptz not null
);
create index open_call_switch on open_call (switch_id);
alter table open_call enable row level security;
create policy open_call_own on open_call using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- The call detail record: what the events of a call add up to, written with its last event.
create table cdr (
  call_id uuid primary key,
  tenant_id uuid not null references tenant,
  direction text not null check (direction in ('inbound', 'outbound', 'internal', 'test', 'desk')),
  code text,
  caller text not null check (length(caller) <= 64),
  called text not null check (length(called) <= 64),
  trunk_id uuid references trunk,
  phone_id uuid references phone,
  began_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz not null,
  ring_ms bigint not null check (ring_ms >= 0),
  talk_ms bigint not null check (talk_ms >= 0),
  hold_ms bigint not null check (hold_ms >= 0),
  outcome text not null check (length(outcome) <= 40),
  cause integer check (cause between 1 and 127),
  ended_by text not null check (ended_by in ('caller', 'called', 'system', 'operator')),
  transfers integer not null default 0,
  recording_id uuid,
  sip_call_id text not null check (length(sip_call_id) <= 256),
  caller_key text collate "C" generated always as (number_key(caller)) stored,
  caller_tail text collate "C" generated always as (reverse(number_key(caller))) stored,
  called_key text collate "C" generated always as (number_key(called)) stored,
  called_tail text collate "C" generated always as (reverse(number_key(called))) stored,
  -- What the calls to outside of this call have cost, as its events add up.
  charge_rupiah bigint not null default 0 check (charge_rupiah >= 0)
);
create index cdr_newest on cdr (tenant_id, began_at desc, call_id desc);
create index cdr_caller_key on cdr (tenant_id, caller_key);
create index cdr_caller_tail on cdr (tenant_id, caller_tail);
-- Who calls in has dialled the code, which has an index of its own.
create index cdr_called_key on cdr (tenant_id, called_key) where direction <> 'inbound';
create index cdr_called_tail on cdr (tenant_id, called_tail) where direction <> 'inbound';
create index cdr_outward on cdr (tenant_id, direction, began_at desc, call_id desc) where direction <> 'inbound';
create index cdr_code on cdr (tenant_id, code, began_at desc, call_id desc);
create index cdr_phone on cdr (tenant_id, phone_id, began_at desc, call_id desc);
create index cdr_outcome on cdr (tenant_id, outcome, began_at desc, call_id desc);
create index cdr_talk on cdr (tenant_id, talk_ms desc, call_id desc);
-- What a list that is open follows.
create index cdr_ended on cdr (tenant_id, ended_at desc);
-- Calls that were handed on are also found by the phones that talked before the last one.
create index cdr_transferred on cdr (tenant_id, began_at desc, call_id desc) where transfers > 0;
alter table cdr enable row level security;
create policy cdr_own on cdr using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on cdr from sambung_app;

-- What each leg's sound was like, as measured here when it closed.
create table call_leg_figures (
  leg_id uuid primary key,
  call_id uuid not null,
  tenant_id uuid not null references tenant,
  received integer not null,
  lost integer not null,
  sent integer not null,
  jitter_ms real not null,
  round_trip_ms real,
  -- Mean opinion score 1.0 to 4.5 (ITU-T G.107).
  mos real,
  at timestamptz not null
);
create index call_leg_figures_call on call_leg_figures (call_id);
alter table call_leg_figures enable row level security;
create policy call_leg_figures_own on call_leg_figures using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Each message that a call sent or received, as it was read or written; secrets are masked before they come here.
create table sip_trace (
  call_id uuid,
  sequence integer check (sequence between 0 and 399),
  tenant_id uuid not null references tenant,
  leg_id uuid not null,
  at timestamptz not null,
  -- Microseconds of the switch's own clock since its start, for the order of messages.
  elapsed_us bigint not null,
  direction text not null check (direction in ('received', 'sent')),
  from_address text not null check (length(from_address) <= 60),
  to_address text not null check (length(to_address) <= 60),
  transport text not null check (transport in ('udp', 'tcp', 'tls', 'ws', 'wss')),
  -- The method of a request; null for a response, which has a status.
  method text check (length(method) <= 40),
  status integer check (status between 100 and 699),
  cseq text not null check (length(cseq) <= 60),
  -- Whether the same message went this way before.
  is_repeated boolean not null,
  message text not null check (length(message) <= 4000),
  check ((method is null) <> (status is null)),
  primary key (call_id, sequence)
);
create index sip_trace_age on sip_trace (tenant_id, at);
alter table sip_trace enable row level security;
create policy sip_trace_own on sip_trace using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
