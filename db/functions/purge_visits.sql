-- Takes away what stands for addresses once it is too old, and visits that came to no call; of one that did the rest stays as long as its
-- call, whose widget it names. Blocks go when they are over. Answers how much that was.
create or replace function purge_visits(now_at timestamptz, marked_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare gone integer; forgotten integer := 0;
begin
  delete from widget_visit where id in (
    select id from widget_visit where opened_at is null and expires_at < now_at - interval '1 day'
    limit at_most for update skip locked);
  get diagnostics gone = row_count;
  forgotten := forgotten + gone;
  delete from widget_visit where id in (
    select v.id from widget_visit v where v.address_mark is not null and v.created_at < marked_before
      and not exists (select from cdr c where c.call_id = v.id)
    limit at_most for update skip locked);
  get diagnostics gone = row_count;
  forgotten := forgotten + gone;
  update widget_visit set address_mark = null where id in (
    select id from widget_visit where address_mark is not null and created_at < marked_before
    limit at_most for update skip locked);
  get diagnostics gone = row_count;
  forgotten := forgotten + gone;
  delete from widget_caller_block where until_at < now_at;
  return forgotten;
end $$;
revoke execute on function purge_visits(timestamptz, timestamptz, integer) from public;
grant execute on function purge_visits(timestamptz, timestamptz, integer) to sambung_app;
