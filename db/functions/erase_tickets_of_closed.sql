-- Takes tickets of the transaction's call centre away once it is closed and its day has come: one statement for all would take too long.
create or replace function erase_tickets_of_closed(today date, most integer) returns integer
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
