-- Takes short messages to and from a request's number away, what is over; the request itself says whose they are. That somebody wants no
-- messages stays: it is what keeps others from being sent.
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
  delete from sms_segment where message_id = any (found);
  delete from sms_message where id = any (found);
  delete from sms_inbound where id = any (heard);
  if not exists (select from sms_message where tenant_id = current_tenant() and recipient = sms_number(wanted)) then
    delete from sms_reference where tenant_id = current_tenant() and recipient = sms_number(wanted);
    delete from sms_group where tenant_id = current_tenant() and recipient = sms_number(wanted);
    delete from sms_receipt where standing = 'unmatched' and recipient = sms_number(wanted);
  end if;
  return coalesce(cardinality(found), 0) + coalesce(cardinality(heard), 0) + planned;
end $$;
revoke execute on function erase_sms_of_request(uuid, integer) from public;
grant execute on function erase_sms_of_request(uuid, integer) to sambung_app;
