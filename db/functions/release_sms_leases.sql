-- What runs that beat no more had in hand waits again: nobody knows whether it was on the wire.
create or replace function release_sms_leases(dead_after_ms integer, held_for_ms integer, now_at timestamptz) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  released integer;
  beat_before timestamptz := clock_timestamp() - make_interval(secs => dead_after_ms / 1000.0);
  leased_before timestamptz := clock_timestamp() - make_interval(secs => held_for_ms / 1000.0);
begin
  update sms_gateway_run set ended_at = clock_timestamp() where id in (
    select id from sms_gateway_run where ended_at is null and beat_at < beat_before for update skip locked);
  update sms_segment set state = 'waiting', leased_by = null, leased_at = null, due_at = now_at, sent_unsure = true
  where (message_id, sequence) in (
    select p.message_id, p.sequence from sms_segment p left join sms_gateway_run r on r.id = p.leased_by
    where p.state = 'leased' and (r.id is null or r.ended_at is not null or p.leased_at < leased_before)
    limit 5000 for update of p skip locked);
  get diagnostics released = row_count;
  return released;
end $$;
revoke execute on function release_sms_leases(integer, integer, timestamptz) from public;
grant execute on function release_sms_leases(integer, integer, timestamptz) to sambung_app;
