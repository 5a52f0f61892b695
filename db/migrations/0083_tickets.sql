-- What customers ask and a call centre promises to answer: tickets with a number of their own, a promise counted in opening hours, and a page
-- without an account for whoever has number and code.
create table ticket_setting (
  tenant_id uuid primary key references tenant,
  -- The address of the page for customers; it is no secret.
  page text collate "C" not null unique check (page ~ '^[a-z2-9]{10}$'),
  -- The last number that was given.
  last_number integer not null default 1000 check (last_number between 1000 and 99999999),
  -- At which percent of a promise who is told.
  assignee_percent integer not null default 50 check (assignee_percent between 10 and 200),
  supervisor_percent integer not null default 80 check (supervisor_percent between 10 and 200),
  administrator_percent integer not null default 100 check (administrator_percent between 10 and 200),
  -- Days after which what is solved closes by itself.
  close_after_days integer not null default 7 check (close_after_days between 1 and 90),
  version integer not null default 1
);

-- A kind of ticket and what is promised for it: minutes of opening hours to the first answer and to the solution, by priority.
create table ticket_category (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  hours_id uuid not null,
  promises jsonb not null check (jsonb_typeof(promises) = 'object' and pg_column_size(promises) <= 2048),
  version integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint ticket_category_of_tenant unique (tenant_id, id),
  foreign key (tenant_id, hours_id) references named_hours (tenant_id, id)
);
create unique index ticket_category_name on ticket_category (tenant_id, lower(name)) where ended_at is null;

create table ticket (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  number integer not null check (number between 1001 and 99999999),
  -- What whoever looks without an account names beside the number. It opens less than this row holds, so it is kept as it is and can be read out again.
  code text collate "C" not null check (code ~ '^[0-9]{8}$'),
  category_id uuid not null,
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  subject text not null check (length(subject) between 1 and 160),
  description text not null check (length(description) <= 4000),
  customer_number text check (length(customer_number) between 3 and 32),
  number_key text collate "C" generated always as (number_key(customer_number)) stored,
  customer_name text not null check (length(customer_name) <= 120),
  -- Where the customer wants to be written to, and who noted down when that he does.
  customer_email text check (length(customer_email) between 3 and 254),
  consent_at timestamptz,
  consent_by uuid references person,
  locale text not null check (locale in ('id', 'en')),
  state text not null check (state in ('open', 'in-work', 'waiting', 'solved', 'closed', 'reopened')),
  assignee_id uuid references person,
  queue_id uuid references queue,
  opened_by uuid not null references person,
  opened_at timestamptz not null,
  -- The number of the last event; all below is what the events say, written down again with each for lists.
  version integer not null check (version between 1 and 500),
  answer_due_at timestamptz,
  answer_state text not null check (answer_state in ('running', 'paused', 'late', 'kept', 'missed')),
  solve_due_at timestamptz,
  solve_state text not null check (solve_state in ('running', 'paused', 'late', 'kept', 'missed')),
  -- The next that is due; null while nothing is.
  due_at timestamptz,
  -- When something happens by itself.
  look_at timestamptz,
  -- The highest percent that somebody was told of.
  escalated integer not null default 0,
  changed_at timestamptz not null,
  constraint ticket_number unique (tenant_id, number),
  constraint ticket_of_tenant unique (tenant_id, id),
  foreign key (tenant_id, category_id) references ticket_category (tenant_id, id),
  check ((customer_email is null) = (consent_at is null)),
  check ((consent_at is null) = (consent_by is null))
);
create index ticket_due on ticket (tenant_id, due_at nulls last, number desc);
create index ticket_look on ticket (tenant_id, look_at) where look_at is not null;
create index ticket_customer on ticket (tenant_id, number_key) where number_key is not null;
create index ticket_assignee on ticket (tenant_id, assignee_id) where state <> 'closed';

-- All that happened to a ticket, in order; nothing of it is ever changed.
create table ticket_event (
  ticket_id uuid not null,
  number integer not null check (number between 1 and 500),
  tenant_id uuid not null references tenant,
  -- Made by whoever writes, so that what is sent twice is kept once.
  wish_id uuid not null,
  kind text not null check (length(kind) <= 30),
  body jsonb not null check (jsonb_typeof(body) = 'object' and length(body::text) <= 16000),
  at timestamptz not null,
  -- Null for the customer and for what happens by itself.
  by_person uuid references person,
  primary key (ticket_id, number),
  constraint ticket_event_wish unique (ticket_id, wish_id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);

-- Who was told that a share of a promise is over; the key keeps each from being told twice.
create table ticket_escalation (
  ticket_id uuid not null,
  goal text not null check (goal in ('answer', 'solution')),
  told text not null check (told in ('assignee', 'supervisor', 'administrator')),
  tenant_id uuid not null references tenant,
  percent integer not null,
  person_ids uuid[] not null check (cardinality(person_ids) <= 200),
  due_at timestamptz,
  at timestamptz not null,
  primary key (ticket_id, goal, told),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
create index ticket_escalation_person on ticket_escalation using gin (person_ids);

-- The contacts that a ticket is about.
create table ticket_contact (
  ticket_id uuid not null,
  contact_id uuid not null,
  tenant_id uuid not null references tenant,
  linked_at timestamptz not null,
  linked_by uuid not null references person,
  primary key (ticket_id, contact_id),
  foreign key (tenant_id, ticket_id) references ticket (tenant_id, id)
);
create index ticket_contact_contact on ticket_contact (tenant_id, contact_id);

-- Events leave with their call centre once that is closed, in portions before all else of it, or by a request of the person that the
-- ticket is about; by functions of this file only.
create function refuse_change_of_tickets() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user <> 'sambung_app' and (
    exists (select from tenant t where t.id = old.tenant_id and t.closed_at is not null)
    or exists (select from personal_request r where r.tenant_id = old.tenant_id and r.state = 'deleting')) then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger ticket_event_append_only before update or delete on ticket_event
  for each row execute function refuse_change_of_tickets();
create trigger ticket_event_no_truncate before truncate on ticket_event for each statement execute function refuse_change();
create trigger ticket_escalation_append_only before update or delete on ticket_escalation
  for each row execute function refuse_change_of_tickets();
revoke update, delete on ticket_event, ticket_escalation from sambung_app;
revoke delete on ticket, ticket_category, ticket_setting, ticket_contact from sambung_app;

do $$
declare name text;
begin
  foreach name in array array['ticket_setting', 'ticket_category', 'ticket', 'ticket_event', 'ticket_escalation', 'ticket_contact'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- Whose page an address is, before the call centre is known; a closed one has none.
create function tenant_of_ticket_page(wanted text) returns table (tenant_id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.tenant_id, t.name from ticket_setting s join tenant t on t.id = s.tenant_id and t.closed_at is null
  where s.page = wanted
$$;
revoke execute on function tenant_of_ticket_page(text) from public;
grant execute on function tenant_of_ticket_page(text) to sambung_app;

create function erase_ticket_rows(wanted uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- What was written to the customer; each mail has the number of its event in its key, and nobody is written of an event after the 60th.
  delete from mail_message where dedupe_key in (select 'ticket-customer ' || t.id || ' ' || n
    from ticket t, generate_series(1, least(t.version, 60)) n where t.id = any(wanted));
  delete from ticket_contact where ticket_id = any(wanted);
  delete from ticket_escalation where ticket_id = any(wanted);
  delete from ticket_event where ticket_id = any(wanted);
  delete from ticket where id = any(wanted);
end $$;
revoke execute on function erase_ticket_rows(uuid[]) from public, sambung_app;

-- Takes the tickets of a request's number away, whole; the request itself says whose they are.
create function erase_tickets_of_request(request uuid, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted text;
  found uuid[];
begin
  select number_key(r.number) into wanted from personal_request r
    where r.id = request and r.tenant_id = current_tenant() and r.state = 'deleting';
  if wanted is null then
    return 0;
  end if;
  select array_agg(t.id) into found from (select id from ticket
    where tenant_id = current_tenant() and number_key = wanted order by number limit most) t;
  perform erase_ticket_rows(found);
  return coalesce(cardinality(found), 0);
end $$;
revoke execute on function erase_tickets_of_request(uuid, integer) from public;
grant execute on function erase_tickets_of_request(uuid, integer) to sambung_app;

-- Takes tickets of the transaction's call centre away once it is closed and its day has come: one statement for all would take too long.
create function erase_tickets_of_closed(today date, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found uuid[];
begin
  if not exists (select from tenant where id = current_tenant() and closed_at is not null and removed_at is null and remove_on <= today) then
    return 0;
  end if;
  select array_agg(t.id) into found from (select id from ticket where tenant_id = current_tenant() order by number limit most) t;
  perform erase_ticket_rows(found);
  return coalesce(cardinality(found), 0);
end $$;
revoke execute on function erase_tickets_of_closed(date, integer) from public;
grant execute on function erase_tickets_of_closed(date, integer) to sambung_app;

-- What is left of them goes when their call centre does, before the hours and queues that they name.
create function remove_tickets() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform erase_ticket_rows(array(select id from ticket where tenant_id = new.id));
  delete from ticket_category where tenant_id = new.id;
  delete from ticket_setting where tenant_id = new.id;
  return null;
end $$;
create trigger a_tenant_removes_tickets after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_tickets();
