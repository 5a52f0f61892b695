-- What came of a short message that a document of a call sends stands beside the questions of the call.
alter table hook_exchange drop constraint hook_exchange_kind_check;
alter table hook_exchange add constraint hook_exchange_kind_check check (kind in ('voice', 'fallback', 'document', 'sound', 'message'));
