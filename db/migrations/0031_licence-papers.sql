-- The licence that a Nomor Tambahan rests on was kept like evidence in a dispute, which an evaluator may not open.
update stored_file f set purpose = 'licence'
where f.purpose = 'evidence' and f.organisation_id is not null and exists (
  select from numbering_application a
  where a.organisation_id = f.organisation_id and a.form ->> 'basisFileId' = f.id::text
);
