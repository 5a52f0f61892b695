-- Corrections that nobody has looked at again yet, of every call centre.
create or replace function proposed_sms_corrections(at_most integer)
returns table (id uuid, tenant_id uuid, tenant text, purse text, amount_rupiah bigint, reason text, proposed_by uuid, proposer text,
  proposed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.tenant_id, t.name, c.purse, c.amount_rupiah, c.reason, c.proposed_by, p.name, c.proposed_at
  from sms_correction c join tenant t on t.id = c.tenant_id join person p on p.id = c.proposed_by
  where c.state = 'proposed' order by c.proposed_at, c.id limit at_most
$$;
revoke execute on function proposed_sms_corrections(integer) from public;
grant execute on function proposed_sms_corrections(integer) to sambung_app;
