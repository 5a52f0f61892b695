-- Recordings of conferences: of a conference and not of one call, though a call has begun each. What many say is one sound.
alter table recording add column conference_id uuid;
-- Since when it stands still; null while it goes on.
alter table recording add column paused_at timestamptz;
create index recording_conference on recording (conference_id, began_at desc, id desc) where conference_id is not null;

-- Whose sound such a recording holds, each call on disk before its first word: whoever asks for what was said by a number, or has it taken
-- away, finds it so.
create table recorded_call (
  recording_id uuid not null references recording,
  call_id uuid not null,
  tenant_id uuid not null references tenant,
  primary key (recording_id, call_id)
);
create index recorded_call_call on recorded_call (call_id);
create index recorded_call_tenant on recorded_call (tenant_id);

-- Where an application is told of a recording of a conference, until there is nothing left to tell.
create table told_recording (
  recording_id uuid primary key references recording,
  tenant_id uuid not null references tenant,
  told jsonb not null check (pg_column_size(told) <= 8192),
  -- Whether it was told that it had begun, or does not want to be.
  is_begin_told boolean not null,
  created_at timestamptz not null
);
create index told_recording_oldest on told_recording (tenant_id, created_at);

do $$
declare name text;
begin
  foreach name in array array['recorded_call', 'told_recording'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- Recordings of which there is something to tell; call centres take turns. One that was lost since `lost_before` may yet be found.
create function due_told_recordings(at_most integer, but uuid[], lost_before timestamptz)
returns table (tenant_id uuid, recording_id uuid)
language sql stable security definer set search_path = public, pg_temp as $$
  select d.tenant_id, d.recording_id from (
    select t.tenant_id, t.recording_id, t.created_at, row_number() over (partition by t.tenant_id order by t.created_at) as turn
    from told_recording t join recording r on r.id = t.recording_id where t.recording_id <> all (but) and (
      not t.is_begin_told or r.state in ('kept', 'deleted')
      or (r.state = 'lost' and coalesce(r.ended_at, r.began_at) <= lost_before))) d
  order by d.turn, d.created_at limit at_most
$$;
revoke execute on function due_told_recordings(integer, uuid[], timestamptz) from public;
grant execute on function due_told_recordings(integer, uuid[], timestamptz) to sambung_app;

create function remove_held_calls() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from told_recording where tenant_id = new.id;
  delete from recorded_call where tenant_id = new.id;
  return null;
end $$;
revoke execute on function remove_held_calls() from public;
create trigger tenant_removes_held_calls after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_held_calls();
