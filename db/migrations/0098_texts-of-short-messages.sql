-- Texts of short messages go when their rule says so. What proves the delivery stays: the message, its parts with their states and times,
-- and a digest of the text under a key that stands beside the database, so that whoever has the text can still show that it was this one.
alter table sms_message
  add column text_digest bytea check (octet_length(text_digest) = 32),
  add constraint sms_message_text_of_what_is_over check (text_digest is null or final_at is not null);
-- A part without text is one that is over: nothing that is still to be sent can lose what is sent.
alter table sms_part drop constraint sms_part_payload_check;
alter table sms_part add constraint sms_part_payload_check
  check (octet_length(payload) between 0 and 160 and (octet_length(payload) > 0 or final_at is not null));
create index sms_part_text on sms_part (priority, final_at) where final_at is not null and octet_length(payload) > 0;

alter table sms_inbound
  add column is_text_gone boolean not null default false,
  add constraint sms_inbound_text_gone check (not is_text_gone or octet_length(payload) = 0);
create index sms_inbound_text on sms_inbound (received_at) where not is_text_gone;
create index sms_notice_inbound on sms_notice (inbound_id) where inbound_id is not null;

-- Messages of a priority that have been over since an instant and whose texts still stand, locked until the transaction ends. Whoever
-- decides what becomes of a message holds it; what somebody holds is passed over.
create function lock_sms_texts(the_priority integer, final_before timestamptz, at_most integer)
returns table (tenant_id uuid, message_id uuid, coding text, payloads bytea[])
language sql volatile security definer set search_path = public, pg_temp as $$
  with due as (
    select m.id, m.tenant_id, m.coding from sms_part p join sms_message m on m.id = p.message_id
    where p.priority = the_priority and p.final_at is not null and octet_length(p.payload) > 0 and p.final_at <= final_before
      and m.final_at <= final_before and m.text_digest is null
    order by p.final_at limit at_most for update of m skip locked)
  select d.tenant_id, d.id, d.coding, (select array_agg(p.payload order by p.sequence) from sms_part p where p.message_id = d.id)
  from (select distinct id, due.tenant_id, due.coding from due) d
$$;

-- Takes the texts away that recipients wrote before an instant; how many. A program that has not asked for them since is told no more.
create function take_sms_inbound_texts(received_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare gone uuid[];
begin
  select array_agg(i.id) into gone from (select id from sms_inbound
    where not is_text_gone and received_at <= received_before order by received_at limit at_most for update skip locked) i;
  update sms_notice set state = 'given-up', leased_by = null where inbound_id = any (gone) and state = 'waiting';
  update sms_inbound set payload = '', is_text_gone = true where id = any (gone);
  return coalesce(cardinality(gone), 0);
end $$;

-- Forgets keys of requests with the digests of what they brought: whoever guesses a short text could find it by them. How many.
create function forget_sms_requests(created_before timestamptz, at_most integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare forgotten integer;
begin
  delete from sms_request where (tenant_id, key) in (
    select tenant_id, key from sms_request where created_at <= created_before order by created_at limit at_most for update skip locked);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;

do $$
declare name text;
begin
  foreach name in array array['lock_sms_texts(integer, timestamptz, integer)', 'take_sms_inbound_texts(timestamptz, integer)',
    'forget_sms_requests(timestamptz, integer)'] loop
    execute format('revoke execute on function %s from public', name);
    execute format('grant execute on function %s to sambung_app', name);
  end loop;
end $$;
