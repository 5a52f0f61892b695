-- Whose page an address is, before the call centre is known; a closed one has none.
create or replace function tenant_of_ticket_page(wanted text) returns table (tenant_id uuid, name text)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.tenant_id, t.name from ticket_setting s join tenant t on t.id = s.tenant_id and t.closed_at is null
  where s.page = wanted
$$;
revoke execute on function tenant_of_ticket_page(text) from public;
grant execute on function tenant_of_ticket_page(text) to sambung_app;
