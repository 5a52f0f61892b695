-- A decree may be about a licence application instead of an access code: the "Penetapan Komitmen Layanan". It counts its
-- own numbers, and there is one for each application.
alter table decree drop constraint decree_kind_check;
alter table decree
  add constraint decree_kind_check check (kind in ('assignment', 'change', 'return', 'revocation', 'commitment')),
  alter column application_id drop not null,
  alter column code drop not null,
  add column licence_application_id uuid unique references licence_application,
  add constraint decree_about_one check (
    case when kind = 'commitment'
      then licence_application_id is not null and application_id is null and code is null
      else licence_application_id is null and application_id is not null and code is not null
    end
  ),
  drop constraint decree_year_sequence_key;
create unique index decree_sequence on decree ((kind = 'commitment'), year, sequence);

alter table decree_mandate drop constraint decree_mandate_decree_kind_check;
alter table decree_mandate add constraint decree_mandate_decree_kind_check
  check (decree_kind in ('assignment', 'change', 'return', 'revocation', 'commitment'));
-- The made-up office of an installation that was given one signs this kind too.
insert into decree_mandate
    (id, decree_kind, office, legal_basis, demonstration, valid_from, valid_to, added_at)
  select gen_random_uuid(), 'commitment', jsonb_set(office, '{unit}', '"Bagian Perizinan Layanan"'), legal_basis, demonstration, valid_from, valid_to, added_at
  from decree_mandate
  where decree_kind = 'assignment' and demonstration and added_by is null and not cancelled and valid_to is null;
