-- A registered body is a business with a NIB, or a government body with the law it rests on.
alter table organisation drop constraint organisation_kind_check;
alter table organisation add constraint organisation_kind_check check (kind in ('business', 'government'));
alter table organisation alter column nib drop not null;
alter table organisation alter column oss_record drop not null;
-- Where name, address and line of business come from: OSS, or the applicant while OSS could not be asked.
alter table organisation add column record_source text not null default 'oss' check (record_source in ('oss', 'stated'));
alter table organisation add column legal_basis jsonb;
alter table organisation add column legal_basis_file_id uuid references stored_file;
alter table organisation add column nib_file_id uuid references stored_file;
alter table organisation add column assignment_file_id uuid references stored_file;
alter table organisation add constraint organisation_identity check (
  (kind = 'business' and nib is not null and oss_record is not null and legal_basis is null)
  or (kind = 'government' and nib is null and oss_record is null and legal_basis is not null)
);
-- What a verifier asks of every registration: who else has this tax number, this telephone, this file.
create index organisation_npwp on organisation (npwp);
create index organisation_phone on organisation (phone);
create index organisation_deed on organisation (deed_file_id) where deed_file_id is not null;
create index stored_file_sha256 on stored_file (sha256);
