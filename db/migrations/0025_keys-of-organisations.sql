-- Where organisations are pointed to: without these, removing one reads each table whole.
create index stored_file_organisation on stored_file (organisation_id) where organisation_id is not null;
create index access_code_holder on access_code (holder_organisation_id) where holder_organisation_id is not null;
create index decree_organisation on decree (organisation_id);
create index oss_message_organisation on oss_message (organisation_id) where organisation_id is not null;
