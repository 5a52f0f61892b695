-- Recordings of a call centre by their time, for lists and sums.
create index recording_newest on recording (tenant_id, began_at desc, id desc);

-- There are more scopes than a key could have.
alter table api_key drop constraint api_key_scopes_check;
alter table api_key add constraint api_key_scopes_check check (cardinality(scopes) between 1 and 20);
