-- Failures to protect personal data (UU 27/2022, Art. 46): when it happened, when it became known, and all that was found and told since.
create table personal_breach (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  title text not null check (length(title) between 3 and 160),
  happened_at timestamptz not null,
  -- From here on the hours count.
  known_at timestamptz not null,
  due_at timestamptz not null,
  opened_by uuid references person,
  opened_at timestamptz not null,
  -- Up to which entry the state below is the sum.
  version integer not null check (version >= 1),
  told_persons_at timestamptz,
  told_authority_at timestamptz,
  closed_at timestamptz,
  -- The last reminder that was mailed.
  reminded text not null default 'none' check (reminded in ('none', 'soon', 'over')),
  check (happened_at <= known_at and known_at < due_at)
);
create index personal_breach_newest on personal_breach (tenant_id, known_at desc);
create index personal_breach_due on personal_breach (tenant_id, due_at) where closed_at is null and reminded <> 'over';
revoke delete on personal_breach from sambung_app;

-- What was found and told, in order; nothing of it is ever changed.
create table personal_breach_entry (
  breach_id uuid not null references personal_breach,
  number integer not null check (number between 1 and 200),
  tenant_id uuid not null references tenant,
  kind text not null check (kind in ('findings', 'notice', 'closing')),
  body jsonb not null check (jsonb_typeof(body) = 'object' and length(body::text) <= 24000),
  at timestamptz not null,
  written_by uuid not null references person,
  primary key (breach_id, number)
);
create trigger personal_breach_entry_append_only before update or delete on personal_breach_entry
  for each row execute function refuse_change();
create trigger personal_breach_entry_no_truncate before truncate on personal_breach_entry
  for each statement execute function refuse_change();
revoke update, delete on personal_breach_entry from sambung_app;

do $$
declare name text;
begin
  foreach name in array array['personal_breach', 'personal_breach_entry'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;
