-- Sessions, mailed links, invitations, mails and jobs go once their time is over (UU 27/2022 Art. 44). The program deletes none of them by
-- itself: they leave by one function, which takes only what is over and old enough, whatever is asked for.
create or replace function purge_rows(kind text, before timestamptz, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  over_before timestamptz := least(before, now() - interval '7 days');
  sent_before timestamptz := least(before, now() - interval '180 days');
  purged integer;
begin
  if before is null or most is null or most not between 1 and 10000 then
    raise exception 'purge_rows needs an instant and 1 to 10000 rows' using errcode = 'invalid_parameter_value';
  end if;
  case kind
    when 'session' then
      delete from session where id = any (array(
        select s.id from session s where least(s.ended_at, s.expires_at) < over_before
        limit most for update skip locked));
    when 'one_time_link' then
      delete from one_time_link where token_sha256 = any (array(
        select l.token_sha256 from one_time_link l where least(l.used_at, l.expires_at) < over_before
        limit most for update skip locked));
    when 'invitation' then
      delete from invitation where id = any (array(
        select i.id from invitation i where least(i.accepted_at, i.withdrawn_at, i.expires_at) < over_before
        limit most for update skip locked));
    when 'mail_message' then
      delete from mail_message where id = any (array(
        select m.id from mail_message m where m.state in ('sent', 'in-mailbox') and m.sent_at < sent_before
        limit most for update skip locked));
    when 'outbox' then
      delete from outbox where id = any (array(
        select o.id from outbox o where o.done_at < over_before
        limit most for update skip locked));
  end case;
  get diagnostics purged = row_count;
  return purged;
end $$;
revoke execute on function purge_rows(text, timestamptz, integer) from public;
grant execute on function purge_rows(text, timestamptz, integer) to sambung_app;
