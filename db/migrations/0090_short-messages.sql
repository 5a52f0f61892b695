-- Short messages. Carriers, ways to them and barred numbers are the installation's; everything else is a call centre's own.
create table sms_carrier (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  host text not null check (length(host) between 1 and 253),
  port integer not null check (port between 1 and 65535),
  is_tls boolean not null,
  system_id text not null check (length(system_id) between 1 and 15),
  sealed_password bytea not null,
  system_type text not null check (length(system_type) <= 12),
  bind_as text not null check (bind_as in ('transceiver', 'transmitter-and-receiver')),
  binds integer not null check (binds between 1 and 16),
  window_max integer not null check (window_max between 1 and 1000),
  rate_per_second integer not null check (rate_per_second between 1 and 10000),
  enquire_ms integer not null check (enquire_ms between 1000 and 600000),
  answer_ms integer not null check (answer_ms between 100 and 120000),
  -- Written from a form that was checked.
  quirks jsonb not null check (jsonb_typeof(quirks) = 'object' and length(quirks::text) <= 4000),
  is_on boolean not null,
  -- Since when no session to it can send; null while one can, or while no gateway has said anything.
  down_since timestamptz,
  version integer not null default 1 check (version >= 1),
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index sms_carrier_name on sms_carrier (lower(name)) where ended_at is null;

-- Which numbers a carrier takes, for what, and how well. The longest prefix that fits goes first.
create table sms_route (
  id uuid primary key,
  carrier_id uuid not null references sms_carrier,
  prefix text not null check (prefix ~ '^[1-9]\d{0,14}$'),
  -- For each part.
  price_rupiah integer not null check (price_rupiah between 0 and 1000000),
  quality integer not null check (quality between 0 and 100),
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index sms_route_once on sms_route (carrier_id, prefix) where ended_at is null;

-- Numbers that nothing is sent to, such as those of fraud by dear numbers.
create table sms_barred_prefix (
  prefix text primary key check (prefix ~ '^[1-9]\d{0,14}$'),
  reason text not null check (length(reason) between 1 and 200),
  created_by uuid not null references person,
  created_at timestamptz not null
);

-- A process that sends. Its leases are taken back when it stops beating.
create table sms_gateway_run (
  id uuid primary key,
  started_at timestamptz not null,
  beat_at timestamptz not null,
  ended_at timestamptz
);
create index sms_gateway_run_open on sms_gateway_run (beat_at) where ended_at is null;

-- A sender id belongs to one call centre of the installation, whichever letters' case it is written in.
create table sms_sender (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  value text not null check (value ~ '^[A-Za-z0-9 ._-]{3,15}$'),
  -- May look like a protected name, because it is that name's owner: the installation has seen the proof.
  owner_proof text check (length(owner_proof) between 1 and 200),
  created_by uuid not null references person,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index sms_sender_value on sms_sender (lower(value)) where ended_at is null;
create index sms_sender_tenant on sms_sender (tenant_id) where ended_at is null;

-- How a sender id stands with a carrier.
create table sms_registration (
  sender_id uuid not null references sms_sender,
  carrier_id uuid not null references sms_carrier,
  tenant_id uuid not null references tenant,
  state text not null check (state in ('draft', 'submitted', 'approved', 'rejected', 'suspended')),
  -- The letter of authority, and what the carrier said.
  letter text not null default '' check (length(letter) <= 120),
  note text not null default '' check (length(note) <= 300),
  submitted_at timestamptz,
  decided_at timestamptz,
  valid_until date,
  changed_at timestamptz not null,
  primary key (sender_id, carrier_id)
);

-- A program that binds by SMPP.
create table sms_account (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  -- Unique beyond the call centre: a bind names nothing else (SMPP 3.4 §5.2.1).
  system_id text not null unique check (system_id ~ '^[A-Za-z0-9_-]{3,15}$'),
  password_hash text not null,
  addresses cidr[] not null check (cardinality(addresses) between 0 and 20),
  rate_per_second integer not null check (rate_per_second between 1 and 5000),
  window_max integer not null check (window_max between 1 and 1000),
  binds_max integer not null check (binds_max between 1 and 64),
  default_coding text not null check (default_coding in ('gsm', 'latin1')),
  category text not null check (category in ('otp', 'transactional', 'promotional')),
  created_by uuid not null references person,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index sms_account_name on sms_account (tenant_id, lower(name)) where ended_at is null;

-- Who does not want messages: of one sender, or of the whole call centre where `sender_id` is null.
create table sms_opt_out (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  recipient text not null check (recipient ~ '^[1-9]\d{7,14}$'),
  sender_id uuid references sms_sender,
  source text not null check (source in ('word', 'by-hand', 'program')),
  created_by uuid references person,
  created_at timestamptz not null,
  constraint sms_opt_out_once unique nulls not distinct (tenant_id, recipient, sender_id)
);

create table sms_message (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  sender_id uuid not null references sms_sender,
  sender text not null check (length(sender) between 3 and 15),
  recipient text not null check (recipient ~ '^[1-9]\d{7,14}$'),
  category text not null check (category in ('otp', 'transactional', 'promotional')),
  coding text not null check (coding in ('gsm', 'ucs2')),
  -- The recipient's zone where the sender names one.
  zone text check (zone in ('WIB', 'WITA', 'WIT')),
  parts smallint not null check (parts between 1 and 10),
  -- `open` until every part is final; then it never changes.
  state text not null default 'open'
    check (state in ('open', 'delivered', 'undeliverable', 'expired', 'rejected', 'unknown', 'cancelled')),
  error_code text check (length(error_code) <= 40),
  -- By which program: an account of SMPP, or a key of REST.
  account_id uuid references sms_account,
  api_key_id uuid references api_key,
  receipt text not null check (receipt in ('always', 'on-failure', 'on-success', 'never')),
  -- What the sender's program calls it.
  own_reference text check (length(own_reference) between 1 and 100),
  accepted_at timestamptz not null,
  send_at timestamptz not null,
  valid_until timestamptz not null,
  final_at timestamptz,
  check ((state = 'open') = (final_at is null)),
  check (accepted_at <= valid_until and send_at <= valid_until)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create index sms_message_newest on sms_message (tenant_id, accepted_at desc, id desc);
create index sms_message_recipient on sms_message (tenant_id, recipient, accepted_at desc);

create table sms_part (
  message_id uuid not null references sms_message,
  sequence smallint not null check (sequence between 1 and 10),
  tenant_id uuid not null,
  carrier_id uuid not null references sms_carrier,
  state text not null default 'waiting' check (state in
    ('waiting', 'leased', 'sent', 'delivered', 'undeliverable', 'expired', 'rejected', 'unknown', 'cancelled')),
  -- User data without its header; septets unpacked.
  payload bytea not null check (octet_length(payload) between 1 and 160),
  -- Of a long message: what marks its parts, on the air.
  reference smallint check (reference between 0 and 255),
  total smallint check (total between 2 and 255),
  place smallint check (place between 1 and total),
  -- Lower goes first: 0 one-time passwords, 1 the ordinary, 2 promotion.
  priority smallint not null check (priority between 0 and 2),
  due_at timestamptz not null,
  valid_until timestamptz not null,
  leased_by uuid,
  attempts smallint not null default 0 check (attempts between 0 and 100),
  -- Carriers that refused it, so that another one has its turn.
  refused_by uuid[] not null default '{}' check (cardinality(refused_by) <= 20),
  -- Was on the wire without an answer: may have been delivered twice.
  sent_unsure boolean not null default false,
  -- Normalised by the carrier's quirks.
  carrier_message_id text check (length(carrier_message_id) between 1 and 80),
  sent_at timestamptz,
  final_at timestamptz,
  error_code text check (length(error_code) <= 40),
  primary key (message_id, sequence),
  check ((reference is null) = (total is null) and (reference is null) = (place is null)),
  check ((state in ('waiting', 'leased', 'sent')) = (final_at is null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
create index sms_part_due on sms_part (carrier_id, priority, due_at) where state = 'waiting';
create index sms_part_leased on sms_part (leased_by) where state = 'leased';
create index sms_part_open on sms_part (valid_until) where final_at is null;
create index sms_part_answer on sms_part (carrier_id, carrier_message_id) where carrier_message_id is not null;

-- A repeated request is answered as the first one.
create table sms_request (
  tenant_id uuid not null references tenant,
  key text not null check (length(key) between 1 and 100),
  digest bytea not null check (octet_length(digest) = 32),
  answer jsonb not null check (jsonb_typeof(answer) = 'array'),
  created_at timestamptz not null,
  primary key (tenant_id, key)
);
create index sms_request_old on sms_request (created_at);

-- The next reference of long messages of one sender to one recipient.
create table sms_reference (
  tenant_id uuid not null,
  sender text not null,
  recipient text not null,
  next_reference smallint not null check (next_reference between 0 and 255),
  changed_at timestamptz not null,
  primary key (tenant_id, sender, recipient)
);
create index sms_reference_old on sms_reference (changed_at);

-- Parts that a program marks by itself, under the whole key, and the reference that stands for theirs.
create table sms_group (
  account_id uuid not null references sms_account,
  sender text not null,
  recipient text not null,
  their_reference integer not null check (their_reference between 0 and 65535),
  total smallint not null check (total between 2 and 255),
  tenant_id uuid not null,
  reference smallint not null check (reference between 0 and 255),
  -- Places that came already.
  seen smallint[] not null,
  begun_at timestamptz not null,
  primary key (account_id, sender, recipient, their_reference, total)
);
create index sms_group_old on sms_group (begun_at);

-- Receipts as carriers wrote them, before anybody knows whose they are.
create table sms_receipt (
  id uuid primary key,
  carrier_id uuid not null references sms_carrier,
  carrier_message_id text not null check (length(carrier_message_id) between 1 and 80),
  recipient text check (length(recipient) <= 21),
  state text not null check (state in
    ('accepted', 'enroute', 'delivered', 'undeliverable', 'expired', 'rejected', 'deleted', 'unknown')),
  error_code text check (length(error_code) <= 40),
  received_at timestamptz not null,
  -- `early` waits for its message; `applied` made it final; `noted` changed nothing (it came late, twice, or says nothing final).
  standing text not null default 'early' check (standing in ('early', 'applied', 'noted', 'unmatched')),
  -- Looked for again until then.
  look_until timestamptz not null,
  message_id uuid,
  sequence smallint,
  check ((message_id is null) = (sequence is null))
);
create index sms_receipt_early on sms_receipt (carrier_id, carrier_message_id) where standing = 'early';
create index sms_receipt_look on sms_receipt (look_until) where standing = 'early';
create index sms_receipt_of_part on sms_receipt (message_id, sequence) where message_id is not null;
-- They name numbers of every call centre: only the functions below reach them.
revoke all on sms_receipt from sambung_app;

-- What recipients wrote.
create table sms_inbound (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  carrier_id uuid not null references sms_carrier,
  sender_id uuid not null references sms_sender,
  -- Who wrote, and to which of our numbers.
  sender text not null check (length(sender) between 1 and 21),
  recipient text not null check (length(recipient) between 1 and 21),
  coding text not null check (coding in ('gsm', 'latin1', 'ucs2')),
  payload bytea not null check (octet_length(payload) <= 1600),
  reference integer,
  total smallint,
  place smallint,
  -- What it did: asked for no more, or for messages again.
  act text check (act in ('opt-out', 'opt-out-of-all', 'opt-in')),
  received_at timestamptz not null
);
create index sms_inbound_newest on sms_inbound (tenant_id, received_at desc, id desc);

-- What a program is owed.
create table sms_notice (
  id uuid primary key,
  tenant_id uuid not null,
  account_id uuid not null references sms_account,
  message_id uuid references sms_message,
  inbound_id uuid references sms_inbound,
  state text not null default 'waiting' check (state in ('waiting', 'taken', 'given-up')),
  due_at timestamptz not null,
  leased_by uuid,
  attempts smallint not null default 0,
  created_at timestamptz not null,
  check ((message_id is null) <> (inbound_id is null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create index sms_notice_due on sms_notice (account_id, due_at) where state = 'waiting';
create unique index sms_notice_message on sms_notice (message_id) where message_id is not null;

do $$
declare name text;
begin
  foreach name in array array['sms_sender', 'sms_registration', 'sms_account', 'sms_opt_out', 'sms_message', 'sms_part', 'sms_request',
    'sms_reference', 'sms_group', 'sms_inbound', 'sms_notice'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;
