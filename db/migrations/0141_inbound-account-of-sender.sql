-- The SMPP account that gets what recipients write to a sender id; null where nobody chose one.
alter table sms_sender add column inbound_account_id uuid references sms_account;
create index sms_sender_inbound_account on sms_sender (inbound_account_id);
