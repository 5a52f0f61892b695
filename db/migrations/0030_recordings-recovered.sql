-- Why a recording is lost, and what a sweep looks for: recordings whose call is over and whose files are not there.
alter table recording add column lost_reason text
  check (lost_reason in ('no-sound', 'unreadable', 'key-unreadable'));
create index recording_unfinished on recording (tenant_id, began_at) where state = 'recording';
