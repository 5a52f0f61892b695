-- A message that a caller leaves is a recording like any other: its key, its files and its last day are kept the same way.

-- The queue that is to hear it; null for a recording of a conversation.
alter table recording add column message_queue text check (length(message_queue) between 1 and 64);

create index recording_messages on recording (tenant_id, message_queue, began_at) where message_queue is not null;
