-- Another document may be ordered to lead a call that goes on.
alter table switch_command drop constraint switch_command_kind_check;
alter table switch_command add constraint switch_command_kind_check
  check (kind in ('test-call', 'end-call', 'call-act', 'redirect-call'));
-- The document may come with the order.
alter table switch_command drop constraint switch_command_payload_check;
alter table switch_command add constraint switch_command_payload_check check (pg_column_size(payload) <= 20480);
