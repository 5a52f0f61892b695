-- Visitors of websites call by their browsers' sound: one visit is one call to the one number that its widget says.
alter table widget add column talk_code text check (length(talk_code) between 1 and 32);
-- How long such a call may last, waiting included, and how many may go on at once.
alter table widget add column talk_minutes integer not null default 30 check (talk_minutes between 1 and 60);
alter table widget add column talk_max integer not null default 5 check (talk_max between 1 and 50);
alter table widget drop constraint widget_check;
alter table widget add constraint widget_offers check (offers_now or offers_later or talk_code is not null);

create table widget_visit (
  -- The call's own id, should it come to one.
  id uuid primary key,
  tenant_id uuid not null references tenant,
  widget_id uuid not null,
  code text not null check (length(code) between 1 and 32),
  -- Of what the page opens its connection with.
  secret_digest bytea not null unique check (length(secret_digest) = 32),
  -- What stands for his address, by a key that is not in the database; taken away after a month.
  address_mark bytea check (length(address_mark) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- When its one connection was opened; null while it may be, and where it never was.
  opened_at timestamptz,
  foreign key (tenant_id, widget_id) references widget (tenant_id, id)
);
create index widget_visit_of_widget on widget_visit (tenant_id, widget_id, created_at);
create index widget_visit_unused on widget_visit (expires_at) where opened_at is null;
create index widget_visit_marked on widget_visit (created_at) where address_mark is not null;

-- Whoever called to be a nuisance calls by no widget of the call centre for a while: many people may share his address.
create table widget_caller_block (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  address_mark bytea not null check (length(address_mark) = 32),
  -- By which widget he called.
  widget_id uuid not null,
  blocked_at timestamptz not null,
  until_at timestamptz not null,
  blocked_by uuid not null references person,
  foreign key (tenant_id, widget_id) references widget (tenant_id, id)
);
create unique index widget_caller_block_mark on widget_caller_block (tenant_id, address_mark);
create index widget_caller_block_at on widget_caller_block (tenant_id, blocked_at desc, id);
create index widget_caller_block_widget on widget_caller_block (tenant_id, widget_id);
create index widget_caller_block_by on widget_caller_block (blocked_by);

do $$
declare name text;
begin
  foreach name in array array['widget_visit', 'widget_caller_block'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- Takes away what stands for addresses once it is too old, and visits that came to no call; of one that did the rest stays as long as its
-- call, whose widget it names. Blocks go when they are over. Answers how much that was.
create function forget_visits(now_at timestamptz, marked_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare gone integer; forgotten integer := 0;
begin
  delete from widget_visit where id in (
    select id from widget_visit where opened_at is null and expires_at < now_at - interval '1 day'
    limit at_most for update skip locked);
  get diagnostics gone = row_count;
  forgotten := forgotten + gone;
  delete from widget_visit where id in (
    select v.id from widget_visit v where v.address_mark is not null and v.created_at < marked_before
      and not exists (select from cdr c where c.call_id = v.id)
    limit at_most for update skip locked);
  get diagnostics gone = row_count;
  forgotten := forgotten + gone;
  update widget_visit set address_mark = null where id in (
    select id from widget_visit where address_mark is not null and created_at < marked_before
    limit at_most for update skip locked);
  get diagnostics gone = row_count;
  forgotten := forgotten + gone;
  delete from widget_caller_block where until_at < now_at;
  return forgotten;
end $$;
revoke execute on function forget_visits(timestamptz, timestamptz, integer) from public;
grant execute on function forget_visits(timestamptz, timestamptz, integer) to sambung_app;

-- They leave with their call centre, before the widgets that they name.
create or replace function remove_widgets() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from planned_callback where tenant_id = new.id;
  delete from widget_caller_block where tenant_id = new.id;
  delete from widget_visit where tenant_id = new.id;
  delete from widget_block where tenant_id = new.id;
  delete from widget_ticket where tenant_id = new.id;
  delete from widget_count where tenant_id = new.id;
  delete from widget where tenant_id = new.id;
  return null;
end $$;
