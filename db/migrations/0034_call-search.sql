-- Calls found by number: as it begins, however it was written, and as it ends. Row policies let an index serve only
-- comparisons that PostgreSQL calls leakproof, which LIKE is not: both ways are ranges over columns of their own.
create function number_key(said text) returns text language sql immutable parallel safe as $$
  select case
    when said like '+62%' then '0' || substr(digits, 3)
    when said like '+%' then '00' || digits
    when digits like '0062%' then '0' || substr(digits, 5)
    when digits like '62%' and length(digits) >= 10 then '0' || substr(digits, 3)
    else digits
  end from (select regexp_replace(said, '\D', '', 'g') as digits) as d $$;

alter table cdr
  add column caller_key text collate "C" generated always as (number_key(caller)) stored,
  add column caller_tail text collate "C" generated always as (reverse(number_key(caller))) stored,
  add column called_key text collate "C" generated always as (number_key(called)) stored,
  add column called_tail text collate "C" generated always as (reverse(number_key(called))) stored;

drop index cdr_caller;
create index cdr_caller_key on cdr (tenant_id, caller_key);
create index cdr_caller_tail on cdr (tenant_id, caller_tail);
-- Who calls in has dialled the code, which has an index of its own.
create index cdr_called_key on cdr (tenant_id, called_key) where direction <> 'inbound';
create index cdr_called_tail on cdr (tenant_id, called_tail) where direction <> 'inbound';
create index cdr_outward on cdr (tenant_id, direction, began_at desc, call_id desc) where direction <> 'inbound';
create index cdr_code on cdr (tenant_id, code, began_at desc, call_id desc);
create index cdr_phone on cdr (tenant_id, phone_id, began_at desc, call_id desc);
create index cdr_outcome on cdr (tenant_id, outcome, began_at desc, call_id desc);
create index cdr_talk on cdr (tenant_id, talk_ms desc, call_id desc);
-- What a list that is open follows.
create index cdr_ended on cdr (tenant_id, ended_at desc);

-- A person's listening counts once for a sitting; see service/recordings/listening.store.ts.
create index recording_access_person on recording_access (recording_id, person_id, what, at);

alter table saved_view drop constraint saved_view_list_check;
alter table saved_view add constraint saved_view_list_check check (list in ('applications', 'verifications', 'calls'));
