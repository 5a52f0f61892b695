-- Forgets conferences that are over and old. Long ones have thousands of events: these go first and by portions, so that no statement takes
-- more than it may. Returns the number deleted, or `at_most` where more remain.
create or replace function purge_conferences(created_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  aged uuid[];
  rows_max constant integer := at_most * 20;
  gone integer;
begin
  aged := array(
    select id from conference where created_at < created_before and ended_at is not null
    order by created_at limit at_most for update skip locked);
  delete from conference_event where ctid = any (array(
    select ctid from conference_event where conference_id = any (aged) limit rows_max));
  get diagnostics gone = row_count;
  if gone = rows_max then return at_most; end if;
  delete from conference_participant where ctid = any (array(
    select ctid from conference_participant where conference_id = any (aged) limit rows_max));
  get diagnostics gone = row_count;
  if gone = rows_max then return at_most; end if;
  delete from conference where id = any (aged);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function purge_conferences(timestamptz, integer) from public;
grant execute on function purge_conferences(timestamptz, integer) to sambung_app;
