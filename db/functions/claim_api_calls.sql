-- Gives orders out to a switch, oldest first within a call centre, each call centre by its own pace and none before another's share. An
-- order of a switch that has ended is given out again where nothing had rung, and is refused where something may have.
create or replace function claim_api_calls(the_switch uuid, now_at timestamptz, at_most integer, wait_max interval) returns setof api_call
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  pace record;
  fair integer;
  share integer;
  allowed integer;
  left_over integer := at_most;
  given integer;
  filled real;
begin
  update api_call a set state = 'queued', taken_by = null from switch_run r
    where r.id = a.taken_by and r.ended_at is not null and a.state = 'taken';
  perform settle_api_calls(now_at, 1000);
  update api_call a set state = 'refused', refusal = 'switch-busy', done_at = now_at
    where a.state in ('queued', 'taken') and a.created_at < now_at - wait_max;
  select greatest(1, at_most / greatest(1, count(*)))::integer into fair from api_call_pace p
    where exists (select from api_call a where a.tenant_id = p.tenant_id and a.state = 'queued');
  -- First the share of each call centre, then what is left to call centres with more calls.
  foreach share in array array[fair, at_most] loop
    for pace in
      select p.* from api_call_pace p where exists (select from api_call a where a.tenant_id = p.tenant_id and a.state = 'queued')
      order by p.counted_at, p.tenant_id for update skip locked
    loop
      exit when left_over <= 0;
      filled := least(pace.burst, pace.tokens + greatest(0, extract(epoch from now_at - pace.counted_at)) * pace.per_second);
      allowed := least(floor(filled)::integer, share, left_over, pace.at_once
        - (select count(*) from api_call a where a.tenant_id = pace.tenant_id and a.state in ('taken', 'begun')
            and a.done_at is null)::integer
        - (select count(*) from open_call o join api_call a on a.call_id = o.call_id where a.tenant_id = pace.tenant_id)::integer);
      if allowed > 0 then
        return query
          with next as materialized (
            select q.call_id from api_call q where q.tenant_id = pace.tenant_id and q.state = 'queued'
            order by q.created_at, q.call_id limit allowed for update skip locked)
          update api_call a set state = 'taken', taken_by = the_switch from next where a.call_id = next.call_id
          returning a.*;
        get diagnostics given = row_count;
        left_over := left_over - given;
        update api_call_pace p set tokens = filled - given, counted_at = now_at where p.tenant_id = pace.tenant_id;
      end if;
    end loop;
  end loop;
end $$;
revoke execute on function claim_api_calls(uuid, timestamptz, integer, interval) from public;
grant execute on function claim_api_calls(uuid, timestamptz, integer, interval) to sambung_app;
