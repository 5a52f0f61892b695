-- SIP over TLS, and sound whose keys travel in it (RFC 4568).

-- Where phones reach a switch over TLS, and the authority its certificate is of when that is its own.
alter table switch_run
  add column sips_port integer check (sips_port between 1 and 65535),
  add column sips_authority text check (length(sips_authority) <= 8192);

alter table trunk
  drop constraint trunk_transport_check,
  add constraint trunk_transport_check check (transport in ('udp', 'tcp', 'tls')),
  add column is_encrypted boolean not null default false,
  -- RFC 4568 §7: the keys of sound stand in the message.
  add constraint trunk_keys_are_hidden check (not is_encrypted or transport = 'tls');

alter table phone
  add column is_encrypted boolean not null default false;
