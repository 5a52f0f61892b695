-- Decides what became of orders that were begun: one whose call stands in events is that call's; one that left none within a minute, or
-- whose switch has ended, is refused, and nobody rings again. Some at a time, the oldest first.
create or replace function settle_api_calls(now_at timestamptz, at_most integer) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  with unsettled as materialized (
    select a.call_id, r.ended_at is not null as is_over, a.begun_at < now_at - interval '1 minute' as is_late,
      (exists (select from open_call o where o.call_id = a.call_id) or exists (select from cdr c where c.call_id = a.call_id)) as is_call
    from api_call a left join switch_run r on r.id = a.taken_by
    where a.state = 'begun' and a.done_at is null
    order by a.begun_at limit at_most for update of a skip locked)
  update api_call a set done_at = now_at,
    state = case when u.is_call then 'begun' else 'refused' end,
    refusal = case when u.is_call then null when u.is_over then 'switch-died' else 'switch-busy' end
    from unsettled u where a.call_id = u.call_id and (u.is_call or u.is_over or u.is_late);
end $$;
revoke execute on function settle_api_calls(timestamptz, integer) from public;
