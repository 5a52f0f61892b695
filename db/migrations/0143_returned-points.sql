-- What the form answered to a point when it was returned, as a digest: a correction that leaves every one alike is refused.
alter table application_item add column returned_digest text check (length(returned_digest) = 64);
