-- Receipts are stamped for licence applications too: a receipt belongs to one application of either kind.
alter table case_receipt alter column application_id drop not null;
alter table case_receipt add column licence_application_id uuid references licence_application;
alter table case_receipt add constraint case_receipt_of_one_case
  check (num_nonnulls(application_id, licence_application_id) = 1);
create unique index case_receipt_of_licence on case_receipt (licence_application_id, round)
  where licence_application_id is not null;

-- OSS hears of licence applications by the same reports; an application of either kind is tied to a licence of OSS.
create view reported_case as
  select id, number, organisation_id from numbering_application
  union all
  select id, number, organisation_id from licence_application;
alter table oss_case drop constraint oss_case_application_id_fkey;
alter table oss_report drop constraint oss_report_application_id_fkey;
create function refuse_report_of_no_case() returns trigger language plpgsql as $$
begin
  if not exists (select from reported_case where id = new.application_id) then
    raise exception 'no such case' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
create trigger oss_case_of_a_case before insert on oss_case for each row execute function refuse_report_of_no_case();
create trigger oss_report_of_a_case before insert on oss_report for each row execute function refuse_report_of_no_case();
