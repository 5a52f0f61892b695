-- Two letters of one instant still have an order: the one in which they were written.
alter table letter_of_authority add column entry bigint generated always as identity;
drop index letter_of_authority_person;
create index letter_of_authority_person on letter_of_authority (person_id, offered_at desc, entry desc);
