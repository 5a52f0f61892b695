-- Requests of people whose numbers a call centre keeps (UU 27/2022): what is held of a number, a copy of it, its deletion.
create table personal_request (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  kind text not null check (kind in ('see', 'delete')),
  -- Whose data it is about; forgotten with the answer, when `shown` is all that is left of it.
  number text check (length(number) between 6 and 32),
  shown text not null check (length(shown) <= 32),
  identified_by text not null check (length(identified_by) between 5 and 500),
  received_at timestamptz not null,
  due_at timestamptz not null,
  opened_by uuid not null references person,
  state text not null default 'open' check (state in ('open', 'deleting', 'done')),
  ordered_by uuid references person,
  ordered_at timestamptz,
  -- How many of each class have gone by it, counted in the transactions that took them.
  removed jsonb not null default '{}' check (jsonb_typeof(removed) = 'object' and pg_column_size(removed) <= 2048),
  -- Whether something of the number was going on at the last look.
  is_waiting boolean not null default false,
  answer text check (length(answer) between 5 and 2000),
  done_at timestamptz,
  done_by uuid references person,
  version integer not null default 1,
  check ((state = 'done') = (done_at is not null)),
  check ((state = 'done') = (number is null)),
  check ((ordered_at is null) = (ordered_by is null)),
  check (state <> 'deleting' or (kind = 'delete' and ordered_at is not null))
);
create index personal_request_newest on personal_request (tenant_id, received_at desc, id desc);
create index personal_request_deleting on personal_request (tenant_id) where state = 'deleting';
alter table personal_request enable row level security;
create policy personal_request_own on personal_request using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
revoke delete on personal_request from sambung_app;

alter table queue_callback add column number_key text collate "C" generated always as (number_key(number)) stored;
create index queue_callback_number on queue_callback (tenant_id, number_key);

-- The calls of a number, over and in the transaction's call centre: those it made, and those it was called by.
create function calls_of_number(wanted text) returns table (call_id uuid, began_at timestamptz, ended_at timestamptz)
language sql stable set search_path = public, pg_temp as $$
  select c.call_id, c.began_at, c.ended_at from cdr c where c.tenant_id = current_tenant()
    and (c.caller_key = wanted or (c.direction <> 'inbound' and c.called_key = wanted))
$$;

-- Its contacts in queues, as long as the events that name their calls are kept.
create function contacts_of_number(wanted text) returns table (contact_id uuid)
language sql stable set search_path = public, pg_temp as $$
  select e.contact_id from calls_of_number(wanted) c join queue_event e on e.tenant_id = current_tenant()
    and e.at between c.began_at - interval '1 minute' and c.ended_at + interval '1 minute'
    and e.kind in ('contact.entered', 'contact.refused', 'contact.dialled')
    and e.contact_id is not null and e.body ->> 'callId' = c.call_id::text
  union
  select q.contact_id from queue_callback q where q.tenant_id = current_tenant() and q.number_key = wanted
$$;

-- Notes leave by a request of the person they are about as well, by one function that looks at the request itself.
create function refuse_change_of_notes() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_user <> 'sambung_app' and (
    exists (select from tenant t where t.id = old.tenant_id and t.closed_at is not null and t.removed_at is not null)
    or exists (select from personal_request r where r.tenant_id = old.tenant_id and r.state = 'deleting')) then
    return old;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
drop trigger contact_note_append_only on contact_note;
create trigger contact_note_append_only before update or delete on contact_note
  for each row execute function refuse_change_of_notes();

create function erase_notes_of_request(request uuid, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted text;
  erased integer;
begin
  select number_key(r.number) into wanted from personal_request r
    where r.id = request and r.tenant_id = current_tenant() and r.state = 'deleting';
  if wanted is null then
    return 0;
  end if;
  delete from contact_note where id in (select n.id from contact_note n
    where n.tenant_id = current_tenant() and n.contact_id in (select k.contact_id from contacts_of_number(wanted) k) limit most);
  get diagnostics erased = row_count;
  return erased;
end $$;
revoke execute on function erase_notes_of_request(uuid, integer) from public;
grant execute on function erase_notes_of_request(uuid, integer) to sambung_app;

-- What a removed call centre knew of its customers goes with the rest of it, whatever was being asked about them.
create function forget_customers() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from customer_card where tenant_id = new.id;
  update personal_request r set number = null, state = 'done', done_at = new.removed_at, version = r.version + 1
    where r.tenant_id = new.id and r.state <> 'done';
  return null;
end $$;
create trigger tenant_forgets_customers after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function forget_customers();
