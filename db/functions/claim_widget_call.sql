-- Takes one of the turns that a number has in a day; false when they are used up.
create or replace function claim_widget_call(wanted bytea, now_at timestamptz, most integer) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from widget_number where mark in (
    select mark from widget_number where since <= now_at - interval '1 day' and mark <> wanted
    order by since limit 100 for update skip locked);
  insert into widget_number as n (mark, since, count) values (wanted, now_at, 1)
  on conflict (mark) do update set
    since = case when n.since <= now_at - interval '1 day' then now_at else n.since end,
    count = case when n.since <= now_at - interval '1 day' then 1 else n.count + 1 end
  where n.since <= now_at - interval '1 day' or n.count < most;
  return found;
end $$;
revoke execute on function claim_widget_call(bytea, timestamptz, integer) from public;
grant execute on function claim_widget_call(bytea, timestamptz, integer) to sambung_app;
