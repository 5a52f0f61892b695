-- Recordings and their access log.

-- Recordings of calls, voicemails and conferences: key, files, state and retention.
create table recording (
  id uuid primary key,
  call_id uuid not null,
  tenant_id uuid not null references tenant,
  state text not null check (state in ('recording', 'kept', 'lost', 'deleted')),
  sealed_key bytea not null,
  segments jsonb not null default '[]',
  duration_ms bigint,
  bytes bigint,
  sha256 text,
  began_at timestamptz not null,
  ended_at timestamptz,
  keep_until date not null,
  -- Why a recording is lost, and what a sweep looks for: recordings whose call is over and whose files are not there.
  lost_reason text check (lost_reason in ('no-sound', 'unreadable', 'key-unreadable')),
  -- The queue that is to hear it; null for a recording of a conversation.
  message_queue text check (length(message_queue) between 1 and 64),
  -- Recordings of conferences: of a conference and not of one call, though a call has begun each. What many say is one sound.
  conference_id uuid,
  -- Since when it stands still; null while it goes on.
  paused_at timestamptz
);
create index recording_call on recording (call_id);
create index recording_ending on recording (keep_until) where state = 'kept';
create index recording_unfinished on recording (tenant_id, began_at) where state = 'recording';
create index recording_messages on recording (tenant_id, message_queue, began_at) where message_queue is not null;
-- Recordings of a call centre by their time, for lists and sums.
create index recording_newest on recording (tenant_id, began_at desc, id desc);
create index recording_conference on recording (conference_id, began_at desc, id desc) where conference_id is not null;
alter table recording enable row level security;
create policy recording_own on recording using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Access log of recordings.
create table recording_access (
  id uuid primary key,
  recording_id uuid not null references recording,
  tenant_id uuid not null references tenant,
  person_id uuid not null references person,
  what text not null check (what in ('listened', 'downloaded')),
  at timestamptz not null
);
create index recording_access_recording on recording_access (recording_id, at);
-- A person's listening counts once for a sitting; see service/recordings/listening.store.ts.
create index recording_access_person on recording_access (recording_id, person_id, what, at);
alter table recording_access enable row level security;
create policy recording_access_own on recording_access using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke update, delete on recording_access from sambung_app;
