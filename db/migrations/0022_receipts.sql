-- The stamped receipt of what was handed in: one for the submission (round 0) and one for each correction. It is drawn,
-- signed and published step by step, so that the work may be cut off anywhere.
create table case_receipt (
  id uuid primary key,
  application_id uuid not null references numbering_application,
  organisation_id uuid not null references organisation,
  round integer not null check (round >= 0),
  -- In the receipt's QR: whoever has it may see where the case stands, without an account.
  secret text not null unique check (length(secret) >= 32),
  facts jsonb not null,
  state text not null default 'ordered' check (state in ('ordered', 'drawn', 'signed', 'published')),
  drawn_sha256 text,
  signed_sha256 text,
  ordered_at timestamptz not null,
  signed_at timestamptz,
  published_at timestamptz,
  file_id uuid references stored_file,
  unique (application_id, round),
  check ((state = 'published') = (file_id is not null))
);
