-- What a call centre wants to know of its customers: fields it defines itself, as data with a version.
create table card_form (
  tenant_id uuid primary key references tenant,
  fields jsonb not null check (jsonb_typeof(fields) = 'array' and jsonb_array_length(fields) <= 20),
  version integer not null check (version >= 1),
  changed_at timestamptz not null
);
alter table card_form enable row level security;
create policy card_form_own on card_form using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- The card of one customer, found by the number he calls from. An empty card is no card.
create table customer_card (
  tenant_id uuid not null references tenant,
  number_key text collate "C" not null check (number_key ~ '^[0-9]{3,20}$'),
  name text not null check (length(name) <= 120),
  -- By the ids of fields; text, as it was typed.
  field_values jsonb not null check (jsonb_typeof(field_values) = 'object' and length(field_values::text) <= 20000),
  version integer not null check (version >= 1),
  changed_at timestamptz not null,
  changed_by uuid not null references person,
  primary key (tenant_id, number_key)
);
alter table customer_card enable row level security;
create policy customer_card_own on customer_card using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- What agents of a queue say, as the call centre wrote it.
create table queue_script (
  queue_id uuid primary key references queue,
  tenant_id uuid not null references tenant,
  script text not null check (length(script) <= 4000),
  version integer not null check (version >= 1),
  changed_at timestamptz not null
);
alter table queue_script enable row level security;
create policy queue_script_own on queue_script using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
