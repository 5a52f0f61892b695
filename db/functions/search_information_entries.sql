-- What stands on a day in the lists in force and has these words; asked here for the same reason as articles (see search_information).
-- Words have no index: it would hold every version of every call centre, and a common word would find them all. The lines of the versions
-- in force are read instead, which are bounded by what lists may be.
create or replace function search_information_entries(wanted tsquery, today date, most integer)
returns table (list_id uuid, number integer, line integer, rank real)
language sql stable security definer set search_path = public, pg_temp as $$
  with in_force as materialized (
    select l.id, (select max(v.number) from information_list_version v
      where v.list_id = l.id and v.in_force_from <= today) as number
    from information_list l where l.tenant_id = current_tenant() and l.ended_at is null),
  found as materialized (
    select e.list_id, e.number, e.line, e.name, e.words
    from in_force i join information_entry e on e.list_id = i.id and e.number = i.number
    where e.words @@ wanted
      and (e.valid_from is null or e.valid_from <= today) and (e.valid_until is null or e.valid_until >= today)
    limit 200)
  select f.list_id, f.number, f.line, ts_rank(f.words, wanted)::real as rank from found f
  order by rank desc, lower(f.name), f.list_id, f.line limit least(most, 100)
$$;
revoke execute on function search_information_entries(tsquery, date, integer) from public;
grant execute on function search_information_entries(tsquery, date, integer) to sambung_app;
