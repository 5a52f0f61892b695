-- Parts that nothing can come of any more: they wait past their time, or no receipt came until long after it.
create or replace function overdue_sms_segments(of_state text, over_at timestamptz, after_until timestamptz, after_message uuid, after_sequence smallint,
  at_most integer)
returns table (tenant_id uuid, message_id uuid, sequence smallint, valid_until text)
language sql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
  (select p.tenant_id, p.message_id, p.sequence, p.valid_until::text from sms_segment p
    where of_state = 'waiting' and p.state = 'waiting' and p.valid_until <= over_at
      and (p.valid_until, p.message_id, p.sequence) > (after_until, after_message, after_sequence)
    order by p.valid_until, p.message_id, p.sequence limit at_most)
  union all
  (select p.tenant_id, p.message_id, p.sequence, p.valid_until::text from sms_segment p
    where of_state = 'sent' and p.state = 'sent' and p.valid_until <= over_at
      and (p.valid_until, p.message_id, p.sequence) > (after_until, after_message, after_sequence)
    order by p.valid_until, p.message_id, p.sequence limit at_most)
$$;
revoke execute on function overdue_sms_segments(text, timestamptz, timestamptz, uuid, smallint, integer) from public;
grant execute on function overdue_sms_segments(text, timestamptz, timestamptz, uuid, smallint, integer) to sambung_app;
