-- One text to many, each with values of his own, at a pace: an approved version of a template and the lines of a file.
create table sms_campaign (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  template_id uuid not null,
  template_version integer not null,
  sender text not null check (length(sender) between 3 and 15),
  zone text check (zone in ('WIB', 'WITA', 'WIT')),
  state text not null check (state in ('prepared', 'running', 'paused', 'stopped', 'done')),
  send_at timestamptz not null,
  per_hour integer not null check (per_hour between 1 and 1000000),
  valid_minutes integer not null check (valid_minutes between 1 and 4320),
  lines integer not null check (lines between 1 and 100000),
  -- As it was foreseen when it was prepared, and lines of the file that were left out.
  parts integer not null check (parts > 0),
  price_rupiah bigint not null check (price_rupiah >= 0),
  faulty integer not null check (faulty >= 0),
  doubled integer not null check (doubled >= 0),
  -- A repeated request finds the campaign that the first one made.
  request_key uuid not null,
  -- Up to when its pace was used.
  paced_at timestamptz not null,
  -- Why it waits by itself; null while it goes on.
  held_why text check (length(held_why) <= 40),
  version integer not null default 1,
  created_by uuid not null references person,
  created_at timestamptz not null,
  started_by uuid references person,
  started_at timestamptz,
  ended_at timestamptz,
  constraint sms_campaign_request unique (tenant_id, request_key),
  foreign key (template_id, template_version) references sms_template_version (template_id, version),
  check ((started_by is null) = (started_at is null)),
  check (state = 'stopped' or (state = 'prepared') = (started_at is null)),
  check ((state in ('stopped', 'done')) = (ended_at is not null))
);
create index sms_campaign_newest on sms_campaign (tenant_id, created_at desc, id desc);
create index sms_campaign_running on sms_campaign (paced_at) where state = 'running';
create index sms_campaign_prepared on sms_campaign (created_at) where state = 'prepared';
create index sms_campaign_template on sms_campaign (template_id, template_version);

create table sms_campaign_line (
  campaign_id uuid not null references sms_campaign on delete cascade,
  -- The row of the file, its heading being the first.
  line integer not null check (line >= 2),
  tenant_id uuid not null,
  recipient text not null check (recipient ~ '^[1-9]\d{7,14}$'),
  -- Its values; they are in the text of its message once it is over, and nowhere when nothing was sent.
  fields jsonb not null check (jsonb_typeof(fields) = 'object' and pg_column_size(fields) <= 8192),
  state text not null default 'waiting' check (state in ('waiting', 'taken', 'refused')),
  message_id uuid,
  why text check (length(why) <= 40),
  primary key (campaign_id, line),
  constraint sms_campaign_recipient unique (campaign_id, recipient),
  check ((state = 'taken') = (message_id is not null) and (state = 'refused') = (why is not null))
);
create index sms_campaign_line_waiting on sms_campaign_line (campaign_id, line) where state = 'waiting';
create index sms_campaign_line_recipient on sms_campaign_line (tenant_id, recipient);

do $$
declare name text;
begin
  foreach name in array array['sms_campaign', 'sms_campaign_line'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- The campaign of any call centre that is due longest, locked until the transaction ends; those that another process is at, and those that
-- this look was at already, are passed over.
create function lock_due_campaign(now_at timestamptz, seen uuid[])
returns table (tenant_id uuid, id uuid)
language sql volatile security definer set search_path = public, pg_temp as $$
  select c.tenant_id, c.id from sms_campaign c
  where c.state = 'running' and c.send_at <= now_at and c.paced_at < now_at and not (c.id = any (seen))
  order by c.paced_at limit 1 for update skip locked
$$;
revoke execute on function lock_due_campaign(timestamptz, uuid[]) from public;
grant execute on function lock_due_campaign(timestamptz, uuid[]) to sambung_app;

-- Ends campaigns that nobody started, of every call centre: what was written for them is not kept for nothing.
create function end_forgotten_campaigns(before timestamptz, now_at timestamptz, most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  old uuid[];
begin
  select array_agg(id) into old from (
    select id from sms_campaign where state = 'prepared' and created_at < before order by created_at limit most for update skip locked) f;
  update sms_campaign_line set fields = '{}' where campaign_id = any (old);
  update sms_campaign set state = 'stopped', ended_at = now_at, version = version + 1 where id = any (old);
  return coalesce(cardinality(old), 0);
end $$;
revoke execute on function end_forgotten_campaigns(timestamptz, timestamptz, integer) from public;
grant execute on function end_forgotten_campaigns(timestamptz, timestamptz, integer) to sambung_app;

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

-- As before, and lines of campaigns: nothing more is sent to whoever asked for that.
create or replace function erase_sms_of_request(request uuid, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted text;
  found uuid[];
  heard uuid[];
  planned integer;
begin
  select number_key(r.number) into wanted from personal_request r
    where r.id = request and r.tenant_id = current_tenant() and r.state = 'deleting';
  if wanted is null then
    return 0;
  end if;
  delete from sms_campaign_line l using (
    select campaign_id, line from sms_campaign_line where tenant_id = current_tenant() and recipient = sms_number(wanted)
    order by campaign_id, line limit most for update) o
  where l.campaign_id = o.campaign_id and l.line = o.line;
  get diagnostics planned = row_count;
  select array_agg(m.id) into found from (select id from sms_message
    where tenant_id = current_tenant() and recipient = sms_number(wanted) and final_at is not null order by id limit most for update) m;
  select array_agg(i.id) into heard from (select id from sms_inbound
    where tenant_id = current_tenant() and number_key(case when sender like '62%' then '+' || sender else sender end) = wanted
    order by id limit most for update) i;
  delete from sms_notice where message_id = any (found) or inbound_id = any (heard);
  delete from sms_receipt where message_id = any (found);
  delete from sms_part where message_id = any (found);
  delete from sms_message where id = any (found);
  delete from sms_inbound where id = any (heard);
  if not exists (select from sms_message where tenant_id = current_tenant() and recipient = sms_number(wanted)) then
    delete from sms_reference where tenant_id = current_tenant() and recipient = sms_number(wanted);
    delete from sms_group where tenant_id = current_tenant() and recipient = sms_number(wanted);
    delete from sms_receipt where standing = 'unmatched' and recipient = sms_number(wanted);
  end if;
  return coalesce(cardinality(found), 0) + coalesce(cardinality(heard), 0) + planned;
end $$;
