-- A request that is repeated with its key makes no second application.
alter table application
  add column request_key text check (length(request_key) between 1 and 100),
  add column request_digest bytea,
  add constraint application_request_check check ((request_key is null) = (request_digest is null));
create unique index application_request on application (tenant_id, request_key) where request_key is not null;
