-- An operator may have the switch end a call that goes on, once; the record says that it was he.
alter table switch_command drop constraint switch_command_kind_check;
alter table switch_command add constraint switch_command_kind_check check (kind in ('test-call', 'end-call'));
create unique index switch_command_one_end on switch_command (tenant_id, (payload ->> 'callId'))
  where state = 'waiting' and kind = 'end-call';

alter table cdr drop constraint cdr_ended_by_check;
alter table cdr add constraint cdr_ended_by_check check (ended_by in ('caller', 'called', 'system', 'operator'));
