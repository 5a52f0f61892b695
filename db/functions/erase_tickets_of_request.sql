-- Takes the tickets of a request's number away, whole; the request itself says whose they are.
create or replace function erase_tickets_of_request(request uuid, most integer) returns integer
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
