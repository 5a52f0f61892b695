-- What became of an alert that was told to telephones. The numbers themselves are with the alert and with the messages.
create table alert_text (
  tenant_id uuid not null,
  alert_id uuid not null,
  event_id uuid not null,
  kind text not null check (kind in ('raised', 'cleared')),
  -- Its place among the numbers of the alert, and how the number ends.
  place smallint not null check (place between 1 and 10),
  number_end text not null check (number_end ~ '^\d{4}$'),
  -- The message as it was taken, or why there is none.
  message_id uuid,
  refusal text check (length(refusal) between 1 and 40),
  told_at timestamptz not null,
  primary key (event_id, kind, place),
  foreign key (tenant_id, event_id) references alert_event (tenant_id, id),
  check ((message_id is null) <> (refusal is null))
);
create index alert_text_of_hour on alert_text (alert_id, told_at) where kind = 'raised' and refusal is null;

alter table alert_text enable row level security;
create policy alert_text_own on alert_text using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());

-- They go with what was raised.
create or replace function forget_alerts(deliveries_before timestamptz, events_before timestamptz) returns void
language sql security definer set search_path = public, pg_temp as $$
  delete from alert_delivery where state <> 'waiting' and created_at < deliveries_before;
  delete from alert_text x using alert_event e where e.id = x.event_id and e.cleared_at < events_before
    and not exists (select from alert_delivery d where d.event_id = e.id);
  delete from alert_event e where e.cleared_at < events_before
    and not exists (select from alert_delivery d where d.event_id = e.id);
$$;

create or replace function remove_alerts() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from alert_text where tenant_id = new.id;
  delete from alert_delivery where tenant_id = new.id;
  delete from alert_webhook where tenant_id = new.id;
  delete from alert_event where tenant_id = new.id;
  delete from alert where tenant_id = new.id;
  return null;
end $$;
