-- The chain of a numbering application: assigned or taken, checked, endorsed, proposed, decided; Nomor Baru, Nomor
-- Tambahan, and the kinds that change, return or revoke a code. A draft may still be without a code.
alter table numbering_application drop constraint numbering_application_kind_check;
alter table numbering_application add constraint numbering_application_kind_check
  check (kind in ('new', 'additional', 'change', 'return', 'revocation'));
alter table numbering_application drop constraint numbering_application_state_check;
alter table numbering_application add constraint numbering_application_state_check check (state in
  ('draft', 'submitted', 'checking', 'returned', 'checked', 'endorsed', 'proposed', 'approved', 'rejected', 'withdrawn'));
alter table numbering_application add column endorser_id uuid references person;
alter table numbering_application add column service text not null default 'call-centre' check (length(service) <= 60);
alter table numbering_application add column number_kind text not null default 'call-centre-access-code'
  check (length(number_kind) <= 60);
alter table numbering_application alter column code drop not null;
alter table numbering_application add constraint numbering_application_code_known
  check (code is not null or state in ('draft', 'withdrawn'));

-- One open Nomor Baru of a service and number kind, and one draft of every other kind.
drop index numbering_application_one_open;
create unique index numbering_application_one_open_new on numbering_application (organisation_id, service, number_kind)
  where kind = 'new' and state in ('draft', 'submitted', 'checking', 'returned', 'checked', 'endorsed', 'proposed');
create unique index numbering_application_one_draft on numbering_application (organisation_id, kind, service, number_kind)
  where kind = 'additional' and state = 'draft';
drop index numbering_application_one_per_code;
create unique index numbering_application_one_per_code on numbering_application (code)
  where state in ('submitted', 'checking', 'returned', 'checked', 'endorsed', 'proposed');
create index numbering_application_checker on numbering_application (checker_id, state) where checker_id is not null;
