-- Receipts are stamped for licence applications too: a receipt belongs to one application of either kind.
alter table case_receipt alter column application_id drop not null;
alter table case_receipt add column licence_application_id uuid references licence_application;
alter table case_receipt add constraint case_receipt_of_one_case
  check (num_nonnulls(application_id, licence_application_id) = 1);
create unique index case_receipt_of_licence on case_receipt (licence_application_id, round)
  where licence_application_id is not null;
