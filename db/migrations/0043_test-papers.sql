-- The papers of an operational test are decrees of three more kinds: the order to hold it, its report, and the statement of
-- fitness. Each counts its own numbers. Of one test there is one of each in force; of one application one statement.
alter table decree drop constraint decree_kind_check;
alter table decree drop constraint decree_about_one;
alter table decree drop constraint decree_licence_application_id_key;
drop index decree_sequence;
alter table decree
  add column test_id uuid,
  add constraint decree_kind_check check (kind in
    ('assignment', 'change', 'return', 'revocation', 'commitment', 'test-order', 'test-report', 'sklo')),
  add constraint decree_about_one check (
    case
      when kind = 'commitment' then
        licence_application_id is not null and application_id is null and code is null and test_id is null
      when kind in ('test-order', 'test-report', 'sklo') then
        licence_application_id is not null and application_id is null and code is null and test_id is not null
      else licence_application_id is null and application_id is not null and code is not null and test_id is null
    end
  );
create unique index decree_sequence on decree
  ((case when kind in ('assignment', 'change', 'return', 'revocation') then 'code' else kind end), year, sequence);
create unique index decree_commitment_once on decree (licence_application_id) where kind = 'commitment';
create unique index decree_test_paper_once on decree (test_id, kind)
  where superseded_at is null and revoked_at is null and ended_at is null;
create unique index decree_sklo_once on decree (licence_application_id)
  where kind = 'sklo' and superseded_at is null and revoked_at is null and ended_at is null;
create index decree_of_licence_application on decree (licence_application_id, decided_at)
  where licence_application_id is not null;

alter table decree_mandate drop constraint decree_mandate_decree_kind_check;
alter table decree_mandate add constraint decree_mandate_decree_kind_check check (decree_kind in
  ('assignment', 'change', 'return', 'revocation', 'commitment', 'test-order', 'test-report', 'sklo'));
-- The made-up office of an installation that was given one signs these kinds too.
insert into decree_mandate
    (id, decree_kind, office, legal_basis, demonstration, valid_from, valid_to, added_at)
  select gen_random_uuid(), kind, jsonb_set(office, '{unit}', '"Bagian Kelayakan Layanan"'), legal_basis, demonstration,
    valid_from, valid_to, added_at
  from decree_mandate, unnest(array['test-order', 'test-report', 'sklo']) as kind
  where decree_kind = 'assignment' and demonstration and added_by is null and not cancelled and valid_to is null;
