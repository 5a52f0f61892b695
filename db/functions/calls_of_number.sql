-- The calls of a number, over and in the transaction's call centre: those it made, and those it was called by.
create or replace function calls_of_number(wanted text) returns table (call_id uuid, began_at timestamptz, ended_at timestamptz)
language sql stable set search_path = public, pg_temp as $$
  select c.call_id, c.began_at, c.ended_at from cdr c where c.tenant_id = current_tenant()
    and (c.caller_key = wanted or (c.direction <> 'inbound' and c.called_key = wanted))
$$;
