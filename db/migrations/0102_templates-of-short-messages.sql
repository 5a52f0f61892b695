-- Texts with places for values, that somebody else than their writers has approved. The name is what programs send by.
create table sms_template (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (name ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  -- Counts every act, so that nobody approves what was changed meanwhile.
  edition integer not null default 1 check (edition >= 1),
  created_by uuid not null references person,
  created_at timestamptz not null,
  retired_by uuid references person,
  retired_at timestamptz,
  check ((retired_by is null) = (retired_at is null))
);
create unique index sms_template_name on sms_template (tenant_id, name) where retired_at is null;
create index sms_template_tenant on sms_template (tenant_id);
create index sms_template_created_by on sms_template (created_by);
create index sms_template_retired_by on sms_template (retired_by) where retired_by is not null;

create table sms_template_version (
  template_id uuid not null references sms_template,
  version integer not null check (version between 1 and 1000),
  tenant_id uuid not null,
  category text not null check (category in ('otp', 'transactional', 'promotional')),
  body text not null check (length(body) between 1 and 1600),
  -- Of each place: its name, what it may hold and how long.
  variables jsonb not null check (jsonb_typeof(variables) = 'array' and jsonb_array_length(variables) <= 20),
  -- Sender ids it may be sent under; none for all of the call centre.
  senders text[] not null check (cardinality(senders) <= 50),
  state text not null check (state in ('draft', 'asked', 'approved', 'refused')),
  -- Everybody who wrote on this version.
  writers uuid[] not null check (cardinality(writers) between 1 and 50),
  written_at timestamptz not null,
  asked_at timestamptz,
  decided_by uuid references person,
  decided_at timestamptz,
  reason text not null default '' check (length(reason) <= 300),
  primary key (template_id, version),
  check ((state in ('approved', 'refused')) = (decided_by is not null) and (decided_by is null) = (decided_at is null)),
  check (state = 'draft' or asked_at is not null),
  constraint sms_template_by_another check (not (decided_by = any (writers)))
);
create index sms_template_version_tenant on sms_template_version (tenant_id);
create index sms_template_version_decided_by on sms_template_version (decided_by) where decided_by is not null;

-- Of a message: the text it was made of.
alter table sms_message
  add column template_id uuid,
  add column template_version integer,
  add constraint sms_message_template_fkey foreign key (template_id, template_version)
    references sms_template_version (template_id, version) match full;
create index sms_message_template on sms_message (template_id, template_version) where template_id is not null;

-- What a call centre wants of its short messages.
create table sms_setting (
  tenant_id uuid primary key references tenant,
  -- Promotion goes by approved templates alone.
  promotion_by_template boolean not null default false,
  changed_by uuid not null references person,
  changed_at timestamptz not null
);
create index sms_setting_changed_by on sms_setting (changed_by);

do $$
declare name text;
begin
  foreach name in array array['sms_template', 'sms_template_version', 'sms_setting'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- Templates leave with their call centre, after the messages that were made of them.
create function remove_sms_templates() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_template_version where tenant_id = new.id;
  delete from sms_template where tenant_id = new.id;
  delete from sms_setting where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_sms_templates() from public;
-- Triggers of one event run in the order of their names: this one after `tenant_drops_short_messages`.
create trigger tenant_drops_templates_of_messages after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_sms_templates();
