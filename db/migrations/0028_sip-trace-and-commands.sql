-- The SIP messages of each call, for people who look for what went wrong, and what the switch is asked to do by itself.

-- Each message that a call sent or received, as it was read or written; secrets are masked before they come here.
create table sip_trace (
  call_id uuid not null,
  sequence integer not null check (sequence between 0 and 399),
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
  primary key (call_id, sequence),
  check ((method is null) <> (status is null))
);
create index sip_trace_age on sip_trace (tenant_id, at);

-- What the switch is asked to do. It takes each once; what nobody took in time is refused.
create table switch_command (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  kind text not null check (kind in ('test-call')),
  payload jsonb not null check (pg_column_size(payload) <= 2048),
  idempotency_key text not null check (length(idempotency_key) between 1 and 80),
  requested_by uuid references person,
  requested_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  outcome jsonb check (pg_column_size(outcome) <= 2048),
  done_at timestamptz,
  unique (tenant_id, idempotency_key),
  check ((state = 'waiting') = (done_at is null))
);
create index switch_command_waiting on switch_command (tenant_id, requested_at) where state = 'waiting';
-- The phones of a number are rung for one test at a time.
create unique index switch_command_one_test on switch_command (tenant_id, (payload ->> 'code'))
  where state = 'waiting' and kind = 'test-call';

-- A test call is nobody's call: the switch itself rings the phones of a number.
alter table cdr drop constraint cdr_direction_check;
alter table cdr add constraint cdr_direction_check check (direction in ('inbound', 'outbound', 'internal', 'test'));

do $$
declare name text;
begin
  foreach name in array array['sip_trace', 'switch_command'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;
