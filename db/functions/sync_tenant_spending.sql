-- Adds the charge of a call to the month of its call centre.
create or replace function sync_tenant_spending() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into tenant_spending (tenant_id, month, rupiah)
    select t.id, date_trunc('month', new.ended_at at time zone t.time_zone)::date, new.charge_rupiah
    from tenant t where t.id = new.tenant_id
  on conflict (tenant_id, month) do update set rupiah = tenant_spending.rupiah + excluded.rupiah;
  return null;
end $$;

create or replace trigger cdr_spending after insert on cdr
  for each row when (new.charge_rupiah > 0) execute function sync_tenant_spending();
