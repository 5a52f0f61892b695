-- What may be dialled over a line: a phone that was broken into must not be able to call abroad.
alter table trunk add column dials text[] not null default '{national,short}'
  check (dials <@ array['national', 'short', 'abroad', 'premium']);

-- Whether a line answers, as the switch found by asking it (OPTIONS).
create table trunk_state (
  trunk_id uuid primary key references trunk on delete cascade,
  tenant_id uuid not null references tenant,
  state text not null check (state in ('up', 'down')),
  since timestamptz not null,
  checked_at timestamptz not null,
  -- The last answer: its status, and how long it took; null for none.
  status integer check (status between 100 and 699),
  round_trip_ms integer check (round_trip_ms >= 0)
);
alter table trunk_state enable row level security;
create policy trunk_state_own on trunk_state
  using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
