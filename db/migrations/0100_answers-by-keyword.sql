-- Words that are answered by themselves when a recipient writes one to a number of a call centre.
create table sms_keyword (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  sender_id uuid not null references sms_sender,
  word text not null check (word ~ '^[A-Z0-9]{1,20}$'),
  answer text not null check (length(answer) between 1 and 500),
  created_by uuid not null references person,
  created_at timestamptz not null,
  constraint sms_keyword_once unique (sender_id, word)
);
create index sms_keyword_tenant on sms_keyword (tenant_id);

-- Answers that are owed, and those of the last times: whoever was answered is not answered again for an hour. They go with what they answer.
create table sms_auto_reply (
  inbound_id uuid primary key references sms_inbound on delete cascade,
  tenant_id uuid not null,
  -- From which of our numbers, and to whom.
  sender text not null check (length(sender) between 3 and 15),
  recipient text not null check (recipient ~ '^[1-9]\d{7,14}$'),
  answer text not null check (length(answer) between 1 and 500),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'refused')),
  -- Why it was not sent.
  why text check (length(why) <= 40),
  created_at timestamptz not null,
  check ((state = 'refused') = (why is not null))
);
create index sms_auto_reply_waiting on sms_auto_reply (created_at) where state = 'waiting';
create index sms_auto_reply_recipient on sms_auto_reply (tenant_id, recipient, created_at desc);

do $$
declare name text;
begin
  foreach name in array array['sms_keyword', 'sms_auto_reply'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- Answers that are owed, of every call centre, locked until the transaction ends; those that another gateway is sending are passed over.
create function lock_waiting_sms_replies(at_most integer)
returns table (tenant_id uuid, inbound_id uuid, sender text, recipient text, answer text, created_at timestamptz)
language sql volatile security definer set search_path = public, pg_temp as $$
  select r.tenant_id, r.inbound_id, r.sender, r.recipient, r.answer, r.created_at from sms_auto_reply r
  where r.state = 'waiting' order by r.created_at limit at_most for update skip locked
$$;
revoke execute on function lock_waiting_sms_replies(integer) from public;
grant execute on function lock_waiting_sms_replies(integer) to sambung_app;

-- Words leave with their call centre, before the numbers they are written to; answers go with what they answer.
create function remove_sms_keywords() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from sms_auto_reply where tenant_id = new.id;
  delete from sms_keyword where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_sms_keywords() from public;
-- Triggers of one event run in the order of their names.
create trigger tenant_drops_answers_by_keyword after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_sms_keywords();
