-- The code of a refusal below /api/v1; null for a request that was not refused, and for those that have a number in `error`.
alter table api_request add column error_code text check (length(error_code) between 1 and 60);
