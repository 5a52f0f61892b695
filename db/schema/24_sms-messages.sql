-- SMS messages, their segments, receipts and inbound messages.

-- Accepted SMS messages.
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
  state text not null default 'open' check (state in ('open', 'delivered', 'undeliverable', 'expired', 'rejected', 'unknown', 'cancelled')),
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
  text_digest bytea check (octet_length(text_digest) = 32),
  template_id uuid,
  template_version integer,
  price_id uuid,
  price_rupiah integer check (price_rupiah > 0),
  priced_carrier_id uuid,
  purse text check (purse in ('prepaid', 'postpaid')),
  check ((state = 'open') = (final_at is null)),
  check (accepted_at <= valid_until and send_at <= valid_until),
  constraint sms_message_text_of_what_is_over check (text_digest is null or final_at is not null),
  constraint sms_message_template_fkey foreign key (template_id, template_version) references sms_template_version match full,
  constraint sms_message_charged_whole
    check ((price_id is null) = (price_rupiah is null) and (price_id is null) = (priced_carrier_id is null)
    and (price_id is null) = (purse is null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
create index sms_message_newest on sms_message (tenant_id, accepted_at desc, id desc);
create index sms_message_recipient on sms_message (tenant_id, recipient, accepted_at desc);
create index sms_message_template on sms_message (template_id, template_version) where template_id is not null;
alter table sms_message enable row level security;
create policy sms_message_own on sms_message using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Segments of messages: state, carrier, lease of the gateway that sends them.
create table sms_segment (
  message_id uuid references sms_message,
  sequence smallint check (sequence between 1 and 10),
  tenant_id uuid not null,
  carrier_id uuid not null references sms_carrier,
  state text not null default 'waiting'
    check (state in ('waiting', 'leased', 'sent', 'delivered', 'undeliverable', 'expired', 'rejected', 'unknown', 'cancelled')),
  -- User data without its header; septets unpacked.
  payload bytea not null,
  -- Of a long message: what marks its parts, on the air.
  reference smallint check (reference between 0 and 255),
  total smallint check (total between 2 and 255),
  place smallint,
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
  -- By the clock of the database, which all gateways share.
  leased_at timestamptz,
  -- How often it was on the wire and no answer came.
  unanswered smallint not null default 0 check (unanswered between 0 and 100),
  is_refunded boolean not null default false,
  -- Whether a first part was in hand once: its message has begun then, and is counted among those that go to numbers that begin alike. The
  -- other parts wait for it, so that a message goes whole or not at all.
  is_begun boolean not null default false,
  check (place >= 1 and place <= total),
  check ((reference is null) = (total is null) and (reference is null) = (place is null)),
  check ((state in ('waiting', 'leased', 'sent')) = (final_at is null)),
  primary key (message_id, sequence),
  constraint sms_segment_payload_check
    check (octet_length(payload) >= 0 and octet_length(payload) <= 160 and (octet_length(payload) > 0 or final_at is not null)),
  constraint sms_segment_refunded_when_over check (not is_refunded or final_at is not null)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
create index sms_segment_leased on sms_segment (leased_by) where state = 'leased';
create index sms_segment_answer on sms_segment (carrier_id, carrier_message_id) where carrier_message_id is not null;
create index sms_segment_text on sms_segment (priority, final_at) where final_at is not null and octet_length(payload) > 0;
-- What was sent by a carrier in a time, for the comparison with what it says: neither texts nor whole numbers. Found by blocks of the
-- table, which cost next to nothing to keep: parts are sent about in the order in which they were written.
create index sms_segment_sent_at on sms_segment using brin (sent_at) with (pages_per_range='16', autosummarize='on');
-- What waits for a carrier is a queue for each call centre and category: a claim takes from all of them by their shares, and reads no more
-- than it takes, however long one of them is.
create index sms_segment_queue on sms_segment (carrier_id, priority, tenant_id, due_at) where state = 'waiting';
create index sms_segment_waits on sms_segment (valid_until, message_id, sequence) where state = 'waiting';
create index sms_segment_sent on sms_segment (valid_until, message_id, sequence) where state = 'sent';
alter table sms_segment enable row level security;
create policy sms_segment_own on sms_segment using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- A repeated request is answered as the first one.
create table sms_request (
  tenant_id uuid references tenant,
  key text check (length(key) between 1 and 100),
  digest bytea not null check (octet_length(digest) = 32),
  answer jsonb not null check (jsonb_typeof(answer) = 'array'),
  created_at timestamptz not null,
  primary key (tenant_id, key)
);
create index sms_request_old on sms_request (created_at);
alter table sms_request enable row level security;
create policy sms_request_own on sms_request using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- The next reference of long messages of one sender to one recipient.
create table sms_reference (
  tenant_id uuid,
  sender text,
  recipient text,
  next_reference smallint not null check (next_reference between 0 and 255),
  changed_at timestamptz not null,
  primary key (tenant_id, sender, recipient)
);
create index sms_reference_old on sms_reference (changed_at);
alter table sms_reference enable row level security;
create policy sms_reference_own on sms_reference using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Parts that a program marks by itself, under the whole key, and the reference that stands for theirs.
create table sms_group (
  account_id uuid references sms_account,
  sender text,
  recipient text,
  their_reference integer check (their_reference between 0 and 65535),
  total smallint check (total between 2 and 255),
  tenant_id uuid not null,
  reference smallint not null check (reference between 0 and 255),
  -- Places that came already.
  seen smallint[] not null,
  begun_at timestamptz not null,
  primary key (account_id, sender, recipient, their_reference, total)
);
create index sms_group_old on sms_group (begun_at);
alter table sms_group enable row level security;
create policy sms_group_own on sms_group using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Receipts as carriers wrote them, before anybody knows whose they are.
create table sms_receipt (
  id uuid primary key,
  carrier_id uuid not null references sms_carrier,
  carrier_message_id text not null check (length(carrier_message_id) between 1 and 80),
  recipient text check (length(recipient) <= 21),
  state text not null check (state in ('accepted', 'enroute', 'delivered', 'undeliverable', 'expired', 'rejected', 'deleted', 'unknown')),
  error_code text check (length(error_code) <= 40),
  received_at timestamptz not null,
  -- `early` waits for its message; `applied` made it final; `noted` changed nothing (it came late, twice, or says nothing final).
  standing text not null default 'early' check (standing in ('early', 'applied', 'noted', 'unmatched')),
  -- Looked for again until then.
  look_until timestamptz not null,
  message_id uuid,
  sequence smallint,
  check ((message_id is null) = (sequence is null))
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
create index sms_receipt_early on sms_receipt (carrier_id, carrier_message_id) where standing = 'early';
create index sms_receipt_of_segment on sms_receipt (message_id, sequence) where message_id is not null;
create index sms_receipt_unmatched on sms_receipt (recipient, received_at) where standing = 'unmatched';
create index sms_receipt_unmatched_old on sms_receipt (received_at) where standing = 'unmatched';
create index sms_receipt_look on sms_receipt (look_until, id) where standing = 'early' and look_until > '-infinity'::timestamptz;
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
  received_at timestamptz not null,
  is_text_gone boolean not null default false,
  constraint sms_inbound_text_gone check (not is_text_gone or octet_length(payload) = 0)
);
create index sms_inbound_newest on sms_inbound (tenant_id, received_at desc, id desc);
create index sms_inbound_text on sms_inbound (received_at) where not is_text_gone;
create index sms_inbound_sender on sms_inbound (sender_id, received_at);
alter table sms_inbound enable row level security;
create policy sms_inbound_own on sms_inbound using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Inbound messages to numbers without a call centre; assigned or purged within 30 days.
create table sms_unassigned_inbound (
  id uuid primary key,
  carrier_id uuid not null references sms_carrier,
  sender text not null check (length(sender) between 1 and 21),
  recipient text not null check (length(recipient) between 1 and 21),
  -- In which ways the number that was written to may be kept as a sender id.
  ways text[] not null check (cardinality(ways) between 1 and 5),
  coding text not null check (coding in ('gsm', 'latin1', 'ucs2')),
  payload bytea not null check (octet_length(payload) <= 1600),
  reference integer,
  total smallint,
  place smallint,
  received_at timestamptz not null,
  -- What could not be given to the call centre that has its number by now waits a while, and lets others go before it.
  not_before timestamptz
);
create index sms_unassigned_inbound_old on sms_unassigned_inbound (received_at);
create index sms_unassigned_inbound_carrier on sms_unassigned_inbound (carrier_id);
revoke all on sms_unassigned_inbound from sambung_app;

-- Delivery receipts and inbound messages waiting to be sent to an SMPP client.
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
create index sms_notice_inbound on sms_notice (inbound_id) where inbound_id is not null;
alter table sms_notice enable row level security;
create policy sms_notice_own on sms_notice using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

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
create index sms_opt_out_sender on sms_opt_out (sender_id);
create index sms_opt_out_created_by on sms_opt_out (created_by) where created_by is not null;
alter table sms_opt_out enable row level security;
create policy sms_opt_out_own on sms_opt_out using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Automatic replies, due and recent: a sender gets one in an hour at most. They are deleted with the message they answer.
create table sms_auto_reply (
  inbound_id uuid primary key references sms_inbound on delete cascade,
  tenant_id uuid not null,
  -- From which of our numbers, and to whom.
  sender text not null check (length(sender) between 3 and 15),
  recipient text not null check (recipient ~ '^[1-9]\d{7,14}$'),
  answer text not null check (length(answer) between 1 and 500),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'refused')),
  -- Why it was not sent.
  why text check (length(why) <= 40),
  created_at timestamptz not null,
  -- Answers by keyword are handed in by the same rule: in turns, each by itself, and one that cannot be taken just now holds up no other.
  due_at timestamptz not null default '-infinity',
  check ((state = 'refused') = (why is not null))
);
create index sms_auto_reply_recipient on sms_auto_reply (tenant_id, recipient, created_at desc);
create index sms_auto_reply_waiting on sms_auto_reply (tenant_id, due_at, created_at) where state = 'waiting';
alter table sms_auto_reply enable row level security;
create policy sms_auto_reply_own on sms_auto_reply using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Webhook requests to applications about inbound messages.
create table sms_question (
  inbound_id uuid primary key references sms_inbound on delete cascade,
  tenant_id uuid not null references tenant,
  code text not null check (length(code) between 1 and 20),
  state text not null default 'waiting' check (state in ('waiting', 'answered', 'failed')),
  -- How often it was begun; one that a dying process had in hand is begun again.
  tries smallint not null default 0,
  due_at timestamptz not null,
  -- The field's number of why nobody answered it.
  error integer,
  done_at timestamptz,
  check ((state = 'waiting') = (done_at is null))
);
create index sms_question_due on sms_question (tenant_id, due_at) where state = 'waiting';
create index sms_question_begun on sms_question (due_at) where state = 'waiting' and tries > 0;
create index sms_question_tenant on sms_question (tenant_id);
alter table sms_question enable row level security;
create policy sms_question_own on sms_question using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- How many messages of a call centre go to numbers that begin alike: fraud by dear numbers sends thousands to one block of them. One row
-- for each beginning that was asked for lately, counted when messages are taken and again when they go to a carrier.
create table sms_prefix_rate (
  tenant_id uuid references tenant,
  prefix text check (prefix ~ '^[1-9]\d{0,14}$'),
  kind text check (kind in ('taken', 'sent')),
  -- The minute and the hour that are counted, and what was granted in them.
  minute_at timestamptz not null,
  minute_count integer not null check (minute_count >= 0),
  hour_at timestamptz not null,
  hour_count integer not null check (hour_count >= 0),
  -- The last request for messages within the rate and what was granted, and the hour for which a shortage was notified.
  wanted integer not null,
  granted integer not null,
  is_news boolean not null,
  told_hour timestamptz,
  primary key (tenant_id, prefix, kind)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
create index sms_prefix_rate_old on sms_prefix_rate (hour_at);
alter table sms_prefix_rate enable row level security;
create policy sms_prefix_rate_own on sms_prefix_rate using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
