-- What a call centre may spend on calls to outside, and how much sound it may keep. Null = no limit.
alter table tenant
  add column spending_max_rupiah bigint check (spending_max_rupiah between 1 and 1000000000000),
  add column storage_max_bytes bigint check (storage_max_bytes between 1 and 1000000000000000),
  -- Rupiah for a minute, by what is dialled; 0 = nothing is charged for it.
  add column price_national integer not null default 0 check (price_national between 0 and 1000000),
  add column price_short integer not null default 0 check (price_short between 0 and 1000000),
  add column price_abroad integer not null default 0 check (price_abroad between 0 and 1000000),
  add column price_premium integer not null default 0 check (price_premium between 0 and 1000000);

-- What the calls to outside of this call have cost, as its events add up.
alter table cdr add column charge_rupiah bigint not null default 0 check (charge_rupiah >= 0);

-- What was spent in a month of the call centre's own zone: the sum of its records, kept by a trigger with each of them.
create table tenant_spending (
  tenant_id uuid not null references tenant,
  month date not null check (extract(day from month) = 1),
  rupiah bigint not null check (rupiah >= 0),
  primary key (tenant_id, month)
);

-- The bytes of sound that a call centre keeps, and how many recordings are under way: kept by triggers.
create table tenant_storage (
  tenant_id uuid primary key references tenant,
  recording_bytes bigint not null default 0 check (recording_bytes >= 0),
  prompt_bytes bigint not null default 0 check (prompt_bytes >= 0),
  running integer not null default 0 check (running >= 0)
);

do $$
declare name text;
begin
  foreach name in array array['tenant_spending', 'tenant_storage'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;
-- Only the triggers write them; whoever begins a recording locks the row of its call centre.
revoke insert, delete on tenant_spending, tenant_storage from sambung_app;
revoke update on tenant_spending from sambung_app;

insert into tenant_storage (tenant_id, recording_bytes, prompt_bytes, running)
  select t.id,
    coalesce((select sum(r.bytes) from recording r where r.tenant_id = t.id), 0),
    coalesce((select sum(f.bytes) from prompt_upload p join stored_file f on f.id = p.file_id where p.tenant_id = t.id), 0),
    (select count(*) from recording r where r.tenant_id = t.id and r.state = 'recording')
  from tenant t;

create function keep_tenant_storage_row() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into tenant_storage (tenant_id) values (new.id);
  return null;
end $$;
create trigger tenant_storage_row after insert on tenant for each row execute function keep_tenant_storage_row();

create function keep_recording_bytes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  more_bytes bigint := case when tg_op = 'DELETE' then 0 else coalesce(new.bytes, 0) end
    - case when tg_op = 'INSERT' then 0 else coalesce(old.bytes, 0) end;
  more_running integer := case when tg_op <> 'DELETE' and new.state = 'recording' then 1 else 0 end
    - case when tg_op <> 'INSERT' and old.state = 'recording' then 1 else 0 end;
begin
  if more_bytes <> 0 or more_running <> 0 then
    update tenant_storage s set recording_bytes = s.recording_bytes + more_bytes, running = s.running + more_running
      where s.tenant_id = coalesce(new.tenant_id, old.tenant_id);
  end if;
  return null;
end $$;
create trigger recording_bytes after insert or delete or update of bytes, state on recording
  for each row execute function keep_recording_bytes();

create function keep_prompt_bytes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update tenant_storage s set prompt_bytes = s.prompt_bytes
      + case when tg_op = 'DELETE' then 0 else (select f.bytes from stored_file f where f.id = new.file_id) end
      - case when tg_op = 'INSERT' then 0 else (select f.bytes from stored_file f where f.id = old.file_id) end
    where s.tenant_id = coalesce(new.tenant_id, old.tenant_id);
  return null;
end $$;
create trigger prompt_upload_bytes after insert or delete or update of file_id on prompt_upload
  for each row execute function keep_prompt_bytes();

create function keep_tenant_spending() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into tenant_spending (tenant_id, month, rupiah)
    select t.id, date_trunc('month', new.ended_at at time zone t.time_zone)::date, new.charge_rupiah
    from tenant t where t.id = new.tenant_id
  on conflict (tenant_id, month) do update set rupiah = tenant_spending.rupiah + excluded.rupiah;
  return null;
end $$;
create trigger cdr_spending after insert on cdr
  for each row when (new.charge_rupiah > 0) execute function keep_tenant_spending();

-- How much each call centre uses at an instant: numbers only, as before, and what its limits are about.
drop function tenant_usage();
create function tenant_usage(at timestamptz)
returns table (tenant_id uuid, served integer, calls integer, phones integer, agents integer, lines integer,
  administrators integer, spent_rupiah bigint, stored_bytes bigint)
language sql stable security definer set search_path = public, pg_temp as $$
  select t.id,
    (select count(*)::integer from service_number n where n.tenant_id = t.id),
    (select count(*)::integer from open_call c where c.tenant_id = t.id),
    (select count(*)::integer from phone p where p.tenant_id = t.id and p.ended_at is null),
    (select count(*)::integer from agent a where a.tenant_id = t.id and a.ended_at is null),
    (select count(*)::integer from trunk l where l.tenant_id = t.id and l.ended_at is null),
    (select count(*)::integer from membership m join person p on p.id = m.person_id
      where m.tenant_id = t.id and m.role = 'operator-administrator' and m.ended_at is null and p.disabled_at is null),
    coalesce((select s.rupiah from tenant_spending s
      where s.tenant_id = t.id and s.month = date_trunc('month', at at time zone t.time_zone)::date), 0),
    coalesce((select s.recording_bytes + s.prompt_bytes from tenant_storage s where s.tenant_id = t.id), 0)
  from tenant t
$$;
revoke execute on function tenant_usage(timestamptz) from public;
grant execute on function tenant_usage(timestamptz) to sambung_app;
