-- One text to many, each with values of his own, at a pace: an approved version of a template and the lines of a file.
create table sms_campaign (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  template_id uuid not null,
  template_version integer not null,
  sender text not null check (length(sender) between 3 and 15),
  zone text check (zone in ('WIB', 'WITA', 'WIT')),
  state text not null check (state in ('running', 'paused', 'stopped', 'done')),
  send_at timestamptz not null,
  per_hour integer not null check (per_hour between 1 and 1000000),
  valid_minutes integer not null check (valid_minutes between 1 and 4320),
  lines integer not null check (lines between 1 and 100000),
  -- Up to when its pace was used.
  paced_at timestamptz not null,
  version integer not null default 1,
  created_by uuid not null references person,
  created_at timestamptz not null,
  ended_at timestamptz,
  foreign key (template_id, template_version) references sms_template_version (template_id, version),
  check ((state in ('stopped', 'done')) = (ended_at is not null))
);
create index sms_campaign_newest on sms_campaign (tenant_id, created_at desc, id desc);
create index sms_campaign_running on sms_campaign (paced_at) where state = 'running';
create index sms_campaign_template on sms_campaign (template_id, template_version);

create table sms_campaign_line (
  campaign_id uuid not null references sms_campaign on delete cascade,
  -- The row of the file, its heading being the first.
  line integer not null check (line >= 2),
  tenant_id uuid not null,
  recipient text not null check (recipient ~ '^[1-9]\d{7,14}$'),
  fields jsonb not null check (jsonb_typeof(fields) = 'object' and pg_column_size(fields) <= 8192),
  state text not null default 'waiting' check (state in ('waiting', 'taken', 'refused')),
  message_id uuid,
  why text check (length(why) <= 40),
  primary key (campaign_id, line),
  constraint sms_campaign_recipient unique (campaign_id, recipient),
  check ((state = 'taken') = (message_id is not null) and (state = 'refused') = (why is not null))
);
create index sms_campaign_line_waiting on sms_campaign_line (campaign_id, line) where state = 'waiting';

do $$
declare name text;
begin
  foreach name in array array['sms_campaign', 'sms_campaign_line'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- Campaigns that may go on, of every call centre, locked until the transaction ends; those that another process is at are passed over.
create function lock_due_campaigns(now_at timestamptz, at_most integer)
returns table (tenant_id uuid, id uuid)
language sql volatile security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id from sms_campaign c
  where c.state = 'running' and c.send_at <= now_at and c.paced_at < now_at order by c.paced_at limit at_most for update skip locked
$$;
revoke execute on function lock_due_campaigns(timestamptz, integer) from public;
grant execute on function lock_due_campaigns(timestamptz, integer) to sambung_app;

-- Campaigns leave with their call centre, before the templates they are made of.
create function remove_campaigns() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_campaign_line where tenant_id = new.id;
  delete from sms_campaign where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_campaigns() from public;
create trigger tenant_clears_campaigns after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_campaigns();
