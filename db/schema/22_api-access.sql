-- API access: keys and tokens of client programs, and the log of their requests.

-- Keys by which programs of a call centre sign their requests. Only the SHA-256 of a key is kept: it has 256 random bits.
create table api_key (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  -- Its first characters, by which people tell keys apart.
  hint text not null check (length(hint) between 4 and 16),
  secret_hash bytea not null check (octet_length(secret_hash) = 32) unique,
  scopes text[] not null check (cardinality(scopes) between 1 and 20),
  created_by uuid not null references person,
  created_at timestamptz not null,
  expires_at timestamptz,
  -- To the minute.
  used_at timestamptz,
  ended_by uuid references person,
  ended_at timestamptz,
  check (expires_at > created_at)
);
create unique index api_key_name on api_key (tenant_id, lower(name)) where ended_at is null;
alter table api_key enable row level security;
create policy api_key_own on api_key using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Tokens of Twilio-compatible API accounts. Webhooks are signed with the same token, so it is stored sealed and not hashed.
create table account_token (
  tenant_id uuid primary key references tenant,
  primary_sealed bytea not null,
  primary_made_at timestamptz not null,
  -- Counts beside the primary one until programs have changed over.
  secondary_sealed bytea,
  secondary_made_at timestamptz,
  test_id uuid unique,
  test_sealed bytea,
  test_made_at timestamptz,
  check ((secondary_sealed is null) = (secondary_made_at is null)),
  check ((test_id is null) = (test_sealed is null) and (test_id is null) = (test_made_at is null))
);
alter table account_token enable row level security;
create policy account_token_own on account_token using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Keys that sign access tokens of browser clients; sealed, because verification needs the key itself.
create table signing_key (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  sealed_secret bytea not null check (octet_length(sealed_secret) >= 1 and octet_length(sealed_secret) <= 500),
  created_by uuid not null references person,
  created_at timestamptz not null,
  expires_at timestamptz,
  -- To the minute.
  used_at timestamptz,
  ended_by uuid references person,
  ended_at timestamptz,
  check (expires_at > created_at)
);
create unique index signing_key_name on signing_key (tenant_id, lower(name)) where ended_at is null;
create index signing_key_by_age on signing_key (tenant_id, created_at desc, id);
create index signing_key_created_by on signing_key (created_by);
create index signing_key_ended_by on signing_key (ended_by);
alter table signing_key enable row level security;
create policy signing_key_own on signing_key using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Log of requests to the Twilio-compatible and the native API; purged after a few days.
create table api_request (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  at timestamptz not null,
  method text not null check (length(method) between 1 and 10),
  -- The route, not what was asked for: `/2010-04-01/Accounts/:AccountSid/Calls/:Sid.json`.
  path text not null check (length(path) between 1 and 200),
  status integer not null check (status between 100 and 599),
  -- The field's number of what was wrong; null for nothing.
  error integer,
  duration_ms integer not null check (duration_ms >= 0),
  -- Null for the account's own token. A key may be gone before its requests are.
  key_id uuid,
  -- By the token of tests, which reaches no carrier.
  is_test boolean not null,
  -- What was asked about or made.
  sid text check (sid ~ '^[A-Z]{2}[0-9a-f]{32}$'),
  -- Numbers, texts and keys are masked in it.
  params jsonb not null,
  -- The code of a refusal below /api/v1; null for a request that was not refused, and for those that have a number in `error`.
  error_code text check (length(error_code) between 1 and 60)
);
create index api_request_age on api_request (tenant_id, at desc, id desc);
create index api_request_sid on api_request (tenant_id, sid, at) where sid is not null;
alter table api_request enable row level security;
create policy api_request_own on api_request using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
