-- Closes conversations without a message for the idle hours of their route. Returns how many.
create or replace function close_idle_threads(now_at timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare closed integer;
begin
  update sms_thread set closed_at = now_at, closed_why = 'idle' where id in (
    select t.id from sms_thread t where t.closed_at is null
      and greatest(t.last_in_at, t.last_out_at) < now_at - make_interval(hours => t.idle_hours)
      and not exists (select from message_contact c where c.thread_id = t.id and c.closed_at is null)
    order by t.last_in_at limit at_most for update skip locked);
  get diagnostics closed = row_count;
  return closed;
end $$;
revoke execute on function close_idle_threads(timestamptz, integer) from public;
grant execute on function close_idle_threads(timestamptz, integer) to sambung_app;
