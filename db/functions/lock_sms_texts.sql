-- Messages of a priority that have been over since an instant and whose texts still stand, locked until the transaction ends. Whoever
-- decides what becomes of a message holds it; what somebody holds is passed over.
create or replace function lock_sms_texts(the_priority integer, final_before timestamptz, at_most integer)
returns table (tenant_id uuid, message_id uuid, coding text, payloads bytea[])
language sql volatile security definer set search_path = public, pg_temp as $$
  with due as (
    select m.id, m.tenant_id, m.coding from sms_segment p join sms_message m on m.id = p.message_id
    where p.priority = the_priority and p.final_at is not null and octet_length(p.payload) > 0 and p.final_at <= final_before
      and m.final_at <= final_before and m.text_digest is null
    order by p.final_at limit at_most for update of m skip locked)
  select d.tenant_id, d.id, d.coding, (select array_agg(p.payload order by p.sequence) from sms_segment p where p.message_id = d.id)
  from (select distinct id, due.tenant_id, due.coding from due) d
$$;
revoke execute on function lock_sms_texts(integer, timestamptz, integer) from public;
grant execute on function lock_sms_texts(integer, timestamptz, integer) to sambung_app;
