-- What a hook was asked about a short message stands in the same log; `call_id` is the message that came.
alter table hook_exchange drop constraint hook_exchange_kind_check;
alter table hook_exchange add constraint hook_exchange_kind_check check (kind in ('voice', 'fallback', 'document', 'sound', 'message', 'speech', 'sms'));
