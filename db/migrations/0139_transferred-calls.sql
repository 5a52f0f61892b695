-- Calls that were handed on are also found by the phones that talked before the last one.
create index cdr_transferred on cdr (tenant_id, began_at desc, call_id desc) where transfers > 0;
