-- Whether a trunk is not called because its host is an address of this machine or of its links.
alter table trunk_state add column is_forbidden boolean not null default false;
