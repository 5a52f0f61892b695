-- What is written to a number is asked about where the number says so: an application answers it by a document of messages.
alter table number_hook add column sms_url text check (length(sms_url) between 1 and 2048);
alter table number_hook add column sms_method text not null default 'POST' check (sms_method in ('GET', 'POST'));
alter table number_hook add column sms_fallback_url text check (length(sms_fallback_url) between 1 and 2048);
alter table number_hook add column sms_fallback_method text not null default 'POST' check (sms_fallback_method in ('GET', 'POST'));

create table sms_question (
  inbound_id uuid primary key references sms_inbound on delete cascade,
  tenant_id uuid not null references tenant,
  code text not null check (length(code) between 1 and 20),
  state text not null default 'waiting' check (state in ('waiting', 'answered', 'failed')),
  -- How often it was begun; one that a dying process had in hand is begun again.
  tries smallint not null default 0,
  due_at timestamptz not null,
  -- The field's number of why nobody answered it.
  error integer,
  done_at timestamptz,
  check ((state = 'waiting') = (done_at is null))
);
create index sms_question_due on sms_question (tenant_id, due_at) where state = 'waiting';
create index sms_question_begun on sms_question (due_at) where state = 'waiting' and tries > 0;
create index sms_question_tenant on sms_question (tenant_id);
alter table sms_question enable row level security;
create policy sms_question_own on sms_question using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- Words that say that somebody wants no messages, or messages again, are the call centre's and no question. Of a long one its first part asks.
create function ask_about_inbound() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into sms_question (inbound_id, tenant_id, code, due_at)
    select new.id, new.tenant_id, h.code, new.received_at from sms_sender s
      join number_hook h on h.tenant_id = new.tenant_id and h.code = s.value and h.sms_url is not null
      where s.id = new.sender_id and s.tenant_id = new.tenant_id;
  return null;
end $$;
revoke execute on function ask_about_inbound() from public;
create trigger sms_inbound_asks after insert on sms_inbound
  for each row when (new.act is null and coalesce(new.place, 1) = 1) execute function ask_about_inbound();

-- Gives questions out that are due, each for a minute and the call centres by turns; one that was begun too often has failed.
-- `going` names the call centre of each that goes on: none has more than `each` of them at once.
create function take_sms_questions(now_at timestamptz, at_most integer, each integer, going uuid[], tries_max integer)
returns setof sms_question
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update sms_question set state = 'failed', error = 12400, done_at = now_at
    where state = 'waiting' and due_at <= now_at and tries > 0 and tries >= tries_max;
  return query
    with recursive asking as (
      (select q.tenant_id from sms_question q where q.state = 'waiting' order by q.tenant_id limit 1)
      union all
      select (select q.tenant_id from sms_question q where q.state = 'waiting' and q.tenant_id > a.tenant_id
        order by q.tenant_id limit 1)
      from asking a where a.tenant_id is not null),
    waiting as materialized (
      select o.inbound_id, o.due_at, g.count + row_number() over (partition by a.tenant_id order by o.due_at) as turn
      from asking a
      cross join lateral (select count(*) from unnest(going) as one where one = a.tenant_id) g
      cross join lateral (select q.inbound_id, q.due_at from sms_question q
        where q.tenant_id = a.tenant_id and q.state = 'waiting' and q.due_at <= now_at
        order by q.due_at limit greatest(each - g.count, 0)) o),
    due as materialized (
      select q.inbound_id from waiting w join sms_question q on q.inbound_id = w.inbound_id
      where q.state = 'waiting' and q.due_at <= now_at
      order by w.turn, w.due_at limit at_most for update of q skip locked)
    update sms_question q set due_at = now_at + interval '1 minute', tries = q.tries + 1 from due
      where q.inbound_id = due.inbound_id returning q.*;
end $$;
revoke execute on function take_sms_questions(timestamptz, integer, integer, uuid[], integer) from public;
grant execute on function take_sms_questions(timestamptz, integer, integer, uuid[], integer) to sambung_app;
