-- Deletes queue events older than an instant, except those that the ACD state and reports still need, and notes the horizon.
create or replace function purge_queue_events(before timestamptz, most integer) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  own uuid := current_tenant();
  until_at timestamptz := least(before, now() - interval '3 months');
  forgotten integer;
begin
  if not exists (select from queue_event e where e.tenant_id = own and e.at < until_at) then
    return 0;
  end if;
  -- On record before the first one goes, and never taken back.
  insert into queue_horizon as h (tenant_id, kept_from) values (own, until_at)
    on conflict (tenant_id) do update set kept_from = greatest(h.kept_from, excluded.kept_from);
  delete from queue_event where (tenant_id, sequence) in (
    select e.tenant_id, e.sequence from queue_event e
    where e.tenant_id = own and e.at < until_at
      and e.sequence < (select max(l.sequence) from queue_event l where l.tenant_id = own)
      and not exists (select from open_contact o where o.contact_id = e.contact_id and o.tenant_id = own)
      and not exists (select from queue_callback c where c.contact_id = e.contact_id and c.tenant_id = own
        and c.closed_at is null)
      and (e.kind <> 'contact.answered' or exists (select from queue_event l where l.tenant_id = own
        and l.queue_id = e.queue_id and l.kind = 'contact.answered' and l.sequence > e.sequence))
      and (e.kind <> 'agent.changed' or exists (select from queue_event l where l.tenant_id = own
        and l.agent_id = e.agent_id and l.kind = 'agent.changed' and l.at < until_at
        and (l.at, l.sequence) > (e.at, e.sequence)))
    order by e.at limit most);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
revoke execute on function purge_queue_events(timestamptz, integer) from public;
grant execute on function purge_queue_events(timestamptz, integer) to sambung_app;
