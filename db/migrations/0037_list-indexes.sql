-- A search for the beginning of a number: its three-letter pieces are in every row, so the text index is no help.
create index numbering_application_number_prefix on numbering_application (number text_pattern_ops) where number is not null;
-- Usage reports and revocations are few among all cases; the lists of holders look for nothing else.
create index numbering_application_usage_reports on numbering_application (organisation_id, submitted_at desc)
  where kind = 'additional' and number is not null;
create index numbering_application_revocations on numbering_application (organisation_id) where kind = 'revocation';
