-- What somebody at a desk does with a call that goes on: holds it, asks a colleague, hands it on.
alter table switch_command drop constraint switch_command_kind_check;
alter table switch_command add constraint switch_command_kind_check check (kind in ('test-call', 'end-call', 'call-act'));
