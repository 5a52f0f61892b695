-- How a call centre judges contacts: forms whose versions never change, evaluations of contacts by one of them, and
-- what was drawn to be judged.
create table evaluation_form (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  -- The newest of its versions.
  version integer not null check (version between 1 and 500),
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index evaluation_form_name on evaluation_form (tenant_id, lower(name)) where ended_at is null;

create table evaluation_form_version (
  form_id uuid not null references evaluation_form,
  number integer not null check (number between 1 and 500),
  tenant_id uuid not null references tenant,
  name text not null check (length(name) between 1 and 80),
  sections jsonb not null check (jsonb_typeof(sections) = 'array' and length(sections::text) <= 100000),
  created_at timestamptz not null,
  created_by uuid not null references person,
  primary key (form_id, number)
);
create trigger evaluation_form_version_append_only before update or delete on evaluation_form_version
  for each row execute function refuse_change_but_removal();

-- What is told of the contact is copied: its events are forgotten one day, and its recording before them.
create table evaluation (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  contact_id uuid not null,
  call_id uuid,
  -- Null for a contact that was not recorded.
  recording_id uuid,
  agent_id uuid not null references agent,
  queue_id uuid,
  answered_at timestamptz not null,
  talk_ms bigint not null check (talk_ms >= 0),
  form_id uuid not null,
  form_version integer not null,
  state text not null check (state in ('draft', 'sent', 'acknowledged')),
  answers jsonb not null check (jsonb_typeof(answers) = 'object' and length(answers::text) <= 150000),
  marks jsonb not null check (jsonb_typeof(marks) = 'array' and length(marks::text) <= 40000),
  remark text not null check (length(remark) <= 2000),
  -- In hundredths of a percent, by the formula of decision 0073; null where nothing applied, and in a draft.
  score integer check (score between 0 and 10000),
  is_fatal boolean not null,
  version integer not null check (version >= 1),
  made_by uuid not null references person,
  made_at timestamptz not null,
  sent_at timestamptz,
  acknowledged_at timestamptz,
  -- What the agent answered, once.
  reply text check (length(reply) between 1 and 2000),
  foreign key (form_id, form_version) references evaluation_form_version (form_id, number),
  unique (contact_id, agent_id, form_id),
  check ((state = 'draft') = (sent_at is null)),
  check ((state = 'acknowledged') = (acknowledged_at is not null)),
  check (reply is null or acknowledged_at is not null)
);
create index evaluation_made on evaluation (tenant_id, made_at desc, id desc);
create index evaluation_agent on evaluation (tenant_id, agent_id, sent_at desc);

-- What was sent is what the agent reads: he may answer it once, and nothing of it changes.
create function keep_sent_evaluation() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' and tg_op = 'UPDATE' then
    return new;
  end if;
  if tg_op = 'UPDATE' and old.state = 'sent' and new.state = 'acknowledged'
    and (to_jsonb(new) - array['state', 'acknowledged_at', 'reply', 'version'])
      = (to_jsonb(old) - array['state', 'acknowledged_at', 'reply', 'version']) then
    return new;
  end if;
  if tg_op = 'DELETE' and (old.state = 'draft' or (current_user <> 'sambung_app'
    and exists (select from tenant t where t.id = old.tenant_id and t.removed_at is not null))) then
    return old;
  end if;
  raise exception 'an evaluation that was sent stays as it is' using errcode = 'insufficient_privilege';
end $$;
create trigger evaluation_kept before update or delete on evaluation for each row execute function keep_sent_evaluation();

-- A draw: by its seed, its days and its rules anybody finds the same contacts again while their events are there.
create table evaluation_draw (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  seed text not null check (length(seed) between 1 and 64),
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  per_agent integer not null check (per_agent between 1 and 20),
  least_talk_ms bigint not null check (least_talk_ms >= 0),
  queue_id uuid,
  -- How many contacts it was drawn from.
  candidates integer not null check (candidates >= 0),
  made_by uuid not null references person,
  made_at timestamptz not null
);
create index evaluation_draw_made on evaluation_draw (tenant_id, made_at desc, id desc);
create trigger evaluation_draw_append_only before update or delete on evaluation_draw
  for each row execute function refuse_change_but_removal();

create table evaluation_pick (
  draw_id uuid not null references evaluation_draw,
  contact_id uuid not null,
  tenant_id uuid not null references tenant,
  agent_id uuid not null references agent,
  queue_id uuid,
  answered_at timestamptz not null,
  talk_ms bigint not null check (talk_ms >= 0),
  -- Its place among those of its agent.
  place integer not null check (place between 1 and 20),
  primary key (draw_id, contact_id, agent_id)
);
create trigger evaluation_pick_append_only before update or delete on evaluation_pick
  for each row execute function refuse_change_but_removal();

do $$
declare name text;
begin
  foreach name in array array['evaluation_form', 'evaluation_form_version', 'evaluation', 'evaluation_draw', 'evaluation_pick'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- They leave with their call centre.
create function remove_evaluations() returns trigger language plpgsql as $$
begin
  delete from evaluation_pick where tenant_id = new.id;
  delete from evaluation_draw where tenant_id = new.id;
  delete from evaluation where tenant_id = new.id;
  delete from evaluation_form_version where tenant_id = new.id;
  delete from evaluation_form where tenant_id = new.id;
  return null;
end $$;
create trigger tenant_evaluations_removed after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_evaluations();
