-- Removes what a closed call centre has of its people and contents. What stays: records of calls with their costs and figures, and events
-- of calls and queues until they are forgotten by their own rules; rows that those name lose their names and secrets. False when it is
-- open, removed already, or its day has not come.
create or replace function remove_closed_tenant(tenant uuid, today date, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update tenant t set removed_at = at, version = t.version + 1
    where t.id = remove_closed_tenant.tenant and t.closed_at is not null and t.removed_at is null and t.remove_on <= today;
  if not found then
    return false;
  end if;
  update stored_file f set uploaded_by = p.uploaded_by from prompt_upload p where p.file_id = f.id and p.tenant_id = tenant;
  delete from prompt_upload where tenant_id = tenant;
  delete from service_number where tenant_id = tenant;
  delete from flow_version where tenant_id = tenant;
  delete from flow where tenant_id = tenant;
  delete from contact_note where tenant_id = tenant;
  delete from queue_callback where tenant_id = tenant;
  delete from agent_status where tenant_id = tenant;
  delete from agent_command where tenant_id = tenant;
  delete from agent_queue where tenant_id = tenant;
  delete from agent_pin_lock where tenant_id = tenant;
  delete from softphone_session where tenant_id = tenant;
  delete from supervision_setting where tenant_id = tenant;
  delete from switch_command where tenant_id = tenant;
  delete from phone_binding where tenant_id = tenant;
  delete from trunk_address where tenant_id = tenant;
  delete from trunk_state where tenant_id = tenant;
  delete from invitation where tenant_id = tenant;
  update agent set name = '-', person_id = null, desk_number = null, desk_pin_hash = null, skills = '{}',
    ended_at = coalesce(ended_at, at) where tenant_id = tenant;
  update phone set name = '-', sealed_secret = ''::bytea, ended_at = coalesce(ended_at, at) where tenant_id = tenant;
  update trunk set host = '-', ended_at = coalesce(ended_at, at) where tenant_id = tenant;
  update membership set ended_at = at where tenant_id = tenant and ended_at is null;
  return true;
end $$;
revoke execute on function remove_closed_tenant(uuid, date, timestamptz) from public;
grant execute on function remove_closed_tenant(uuid, date, timestamptz) to sambung_app;
