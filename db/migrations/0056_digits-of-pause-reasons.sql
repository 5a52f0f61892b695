-- The key by which an agent names his reason for a pause at a desk phone; null where it is named on screens only.
alter table pause_reason add column digit smallint check (digit between 1 and 9);
create unique index pause_reason_digit on pause_reason (tenant_id, digit) where ended_at is null and digit is not null;
