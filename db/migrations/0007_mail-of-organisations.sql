-- A mail about a company's matter says which company, so that its people and officers find it.
alter table mail_message add column organisation_id uuid;
create index mail_message_organisation on mail_message (organisation_id, created_at desc) where organisation_id is not null;
