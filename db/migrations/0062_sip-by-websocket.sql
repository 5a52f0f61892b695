-- SIP of browsers (RFC 7118): the portal hands it to the switch on a port of this machine.
alter table switch_run
  add column ws_port integer check (ws_port between 1 and 65535);
