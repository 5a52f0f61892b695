-- Contacts of a number in the call centre of the transaction, while the events that name their calls exist.
create or replace function contacts_of_number(wanted text) returns table (contact_id uuid)
language sql stable set search_path = public, pg_temp as $$
  select e.contact_id from calls_of_number(wanted) c join queue_event e on e.tenant_id = current_tenant()
    and e.at between c.began_at - interval '1 minute' and c.ended_at + interval '1 minute'
    and e.kind in ('contact.entered', 'contact.refused', 'contact.dialled')
    and e.contact_id is not null and e.body ->> 'callId' = c.call_id::text
  union
  select q.contact_id from queue_callback q where q.tenant_id = current_tenant() and q.number_key = wanted
$$;
