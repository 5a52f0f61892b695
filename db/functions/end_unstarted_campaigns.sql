-- Ends campaigns that nobody started, of every call centre: what was written for them is not kept for nothing.
create or replace function end_unstarted_campaigns(before timestamptz, now_at timestamptz, most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  old uuid[];
begin
  select array_agg(id) into old from (
    select id from sms_campaign where state = 'prepared' and created_at < before order by created_at limit most for update skip locked) f;
  update sms_campaign_line set fields = '{}' where campaign_id = any (old);
  update sms_campaign set state = 'stopped', ended_at = now_at, version = version + 1 where id = any (old);
  return coalesce(cardinality(old), 0);
end $$;
revoke execute on function end_unstarted_campaigns(timestamptz, timestamptz, integer) from public;
grant execute on function end_unstarted_campaigns(timestamptz, timestamptz, integer) to sambung_app;
