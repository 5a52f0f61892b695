-- Whose an entry of the audit log is: the call centre that it concerns, or nobody's. What a transaction of a call centre writes is its own
-- without saying so. No reference: an entry outlives what it names. Entries from before keep null, and their seals.
alter table audit_entry add column tenant_id uuid default current_tenant();

create index audit_entry_centre on audit_entry (tenant_id, occurred_at, id) where tenant_id is not null;
create index audit_entry_centre_actor on audit_entry (tenant_id, actor_person_id, occurred_at, id) where tenant_id is not null;
create index audit_entry_centre_action on audit_entry (tenant_id, action, occurred_at, id) where tenant_id is not null;
create index audit_entry_centre_subject on audit_entry (tenant_id, subject_kind, subject_id, occurred_at, id) where tenant_id is not null;

-- The chain is one for all and is sealed and verified outside of every call centre; inside of one nothing but its own is seen or written.
alter table audit_entry enable row level security;
create policy audit_entry_own on audit_entry
  using (current_tenant() is null or tenant_id = current_tenant())
  with check (current_tenant() is null or tenant_id = current_tenant());
