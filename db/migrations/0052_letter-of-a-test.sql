-- What was found in the letter of a request for a test when it came in; null for requests from before it was looked into.
alter table operational_test add column letter_findings jsonb;
