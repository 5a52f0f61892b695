-- How fast calls that programs order are begun, and how many of them go on at once, stands with the other limits of a call centre.
alter table tenant
  add column ordered_per_second integer not null default 5 check (ordered_per_second between 1 and 1000),
  add column ordered_at_once integer not null default 100 check (ordered_at_once between 1 and 10000);

update tenant t set ordered_per_second = greatest(1, round(p.per_second))::integer, ordered_at_once = p.at_once
  from api_call_pace p where p.tenant_id = t.id;

-- What is given out by follows at once; nobody gets a pause that he has not had.
create function follow_call_pace() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update api_call_pace set per_second = new.ordered_per_second, burst = 2 * new.ordered_per_second, at_once = new.ordered_at_once,
    tokens = least(tokens, 2 * new.ordered_per_second) where tenant_id = new.id;
  return null;
end $$;
revoke execute on function follow_call_pace() from public;
create trigger tenant_call_pace after update of ordered_per_second, ordered_at_once on tenant
  for each row when ((old.ordered_per_second, old.ordered_at_once) is distinct from (new.ordered_per_second, new.ordered_at_once))
  execute function follow_call_pace();
