-- An officer may tie a licence of OSS to a case.
alter table oss_case drop constraint oss_case_linked_by_check, add constraint oss_case_linked_by_check
  check (linked_by in ('applicant', 'submission', 'arrival', 'officer'));
