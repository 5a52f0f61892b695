-- Orders of officers that reserve or block codes, with what each of them took and what it left alone.
create table code_order (
  id uuid primary key,
  kind text not null check (kind in ('reserve', 'block')),
  state text not null check (state in ('planned', 'in-force', 'ended', 'undone')),
  selection text not null check (length(selection) between 1 and 2000),
  reason text not null check (length(trim(reason)) between 1 and 500),
  legal_note text check (length(legal_note) <= 1000),
  starts_on date,
  ends_on date,
  created_by uuid not null references person,
  created_at timestamptz not null,
  began_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references person,
  ended_reason text check (length(ended_reason) <= 500),
  version integer not null default 1,
  check (ends_on is null or starts_on is null or starts_on <= ends_on),
  check ((state in ('ended', 'undone')) = (ended_at is not null))
);
create index code_order_newest on code_order (created_at desc, id desc);
create index code_order_due on code_order (state, starts_on, ends_on) where state in ('planned', 'in-force');

create table code_order_item (
  order_id uuid not null references code_order,
  code text not null references access_code,
  -- planned: the order has not begun; taken: it keeps the code; stayed: the code was not idle and stays as it was;
  -- freed: given back; passed-on: a later order took it over.
  outcome text not null check (outcome in ('planned', 'taken', 'stayed', 'freed', 'passed-on')),
  state_found text,
  primary key (order_id, code)
);
-- One order at most keeps a code.
create unique index code_order_item_keeper on code_order_item (code) where outcome = 'taken';
