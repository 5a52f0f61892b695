-- Gives questions out that are due, each for a minute and the call centres by turns; one that was begun too often has failed. `going` names
-- the call centre of each that goes on: none has more than `each` of them at once.
create or replace function claim_sms_questions(now_at timestamptz, at_most integer, each integer, going uuid[], tries_max integer)
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
revoke execute on function claim_sms_questions(timestamptz, integer, integer, uuid[], integer) from public;
grant execute on function claim_sms_questions(timestamptz, integer, integer, uuid[], integer) to sambung_app;
