-- Sender ids of every call centre, as the installation speaks of them with carriers: no message is among it.
create or replace function sms_senders_of_installation(after_id uuid, at_most integer)
returns table (id uuid, tenant_id uuid, tenant text, value text, owner_proof text, created_at timestamptz, registrations jsonb)
language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, s.tenant_id, t.name, s.value, s.owner_proof, s.created_at, coalesce((
    select jsonb_agg(jsonb_build_object('carrierId', g.carrier_id, 'state', g.state, 'letter', g.letter, 'note', g.note,
      'validUntil', g.valid_until, 'changedAt', to_char(g.changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by g.carrier_id)
    from sms_registration g where g.sender_id = s.id), '[]')
  from sms_sender s join tenant t on t.id = s.tenant_id
  where s.ended_at is null and (after_id is null or s.id > after_id) order by s.id limit at_most
$$;
revoke execute on function sms_senders_of_installation(uuid, integer) from public;
grant execute on function sms_senders_of_installation(uuid, integer) to sambung_app;
