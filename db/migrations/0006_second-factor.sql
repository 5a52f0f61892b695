-- The second factor of officers: one TOTP secret a person (RFC 6238), sealed by a key outside the database.
create table second_factor (
  person_id uuid primary key references person,
  sealed_secret bytea not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  -- The time step last used: a code works once (RFC 6238 §5.2).
  last_step bigint not null default 0
);

create table recovery_code (
  person_id uuid not null references person,
  code_sha256 bytea not null,
  used_at timestamptz,
  primary key (person_id, code_sha256)
);

alter table session add column second_factor_at timestamptz;
