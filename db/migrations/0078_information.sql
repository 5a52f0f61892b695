-- What a call centre tells its customers. A draft is one row that is written over, and each save must have seen the one before; what
-- was published never changes, and is in force from a day to a day.
create table information_article (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  title text not null check (length(title) between 1 and 120),
  body text not null check (length(body) <= 20000),
  -- Who answers for it: a person, a unit.
  owner text not null check (length(owner) <= 80),
  -- Of the draft; whoever saves names the one he read.
  version integer not null default 1,
  -- The number of the newest version; 0 while nothing was published.
  newest integer not null default 0 check (newest between 0 and 9999),
  reviewed_on date,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid not null references person,
  ended_at timestamptz,
  constraint information_article_of_tenant unique (tenant_id, id)
);
create index information_article_title on information_article (tenant_id, lower(title), id) where ended_at is null;

create table information_version (
  article_id uuid not null,
  number integer not null check (number between 1 and 9999),
  tenant_id uuid not null references tenant,
  title text not null,
  body text not null,
  owner text not null,
  in_force_from date not null,
  -- The last day on which it holds; null for as long as nothing takes its place.
  in_force_until date check (in_force_until >= in_force_from),
  note text not null check (length(note) <= 300),
  published_by uuid not null references person,
  published_at timestamptz not null,
  -- As they are written and by their Indonesian stems: of the title alone, and of title and text, titles before texts.
  title_words tsvector not null,
  words tsvector not null,
  primary key (article_id, number),
  foreign key (tenant_id, article_id) references information_article (tenant_id, id)
);
create index information_version_title_words on information_version using gin (title_words);
create index information_version_words on information_version using gin (words);
create trigger information_version_append_only before update or delete on information_version
  for each row execute function refuse_change_but_removal();
create trigger information_version_no_truncate before truncate on information_version
  for each statement execute function refuse_change();
revoke update, delete on information_version from sambung_app;

-- Where an article is shown by itself: to whoever has a caller of a queue, or one who chose this in a flow.
create table information_queue (
  article_id uuid not null,
  tenant_id uuid not null references tenant,
  queue_id uuid not null references queue,
  primary key (article_id, queue_id),
  foreign key (tenant_id, article_id) references information_article (tenant_id, id)
);
create index information_queue_queue on information_queue (tenant_id, queue_id);
create table information_choice (
  article_id uuid not null,
  tenant_id uuid not null references tenant,
  flow_id uuid not null,
  step_id text collate "C" not null check (length(step_id) <= 40),
  keys text collate "C" not null check (length(keys) <= 4),
  primary key (article_id, flow_id, step_id, keys),
  foreign key (tenant_id, article_id) references information_article (tenant_id, id),
  foreign key (tenant_id, flow_id) references flow (tenant_id, id)
);
create index information_choice_flow on information_choice (tenant_id, flow_id, step_id);

-- What was looked for and not found, and how often; no numbers that could be somebody's.
create table information_miss (
  id uuid primary key,
  tenant_id uuid not null references tenant,
  words text collate "C" not null check (length(words) between 2 and 80),
  times integer not null check (times >= 1),
  last_at timestamptz not null,
  constraint information_miss_words unique (tenant_id, words)
);
create index information_miss_last on information_miss (tenant_id, last_at);

-- Which version an agent told his caller; it stays with the contact.
create table information_use (
  contact_id uuid not null,
  article_id uuid not null,
  number integer not null,
  agent_id uuid not null references agent,
  tenant_id uuid not null references tenant,
  at timestamptz not null,
  primary key (contact_id, article_id, number, agent_id),
  foreign key (article_id, number) references information_version (article_id, number)
);
create trigger information_use_append_only before update or delete on information_use
  for each row execute function refuse_change_but_removal();
revoke update, delete on information_use from sambung_app;

do $$
declare name text;
begin
  foreach name in array array['information_article', 'information_version', 'information_queue', 'information_choice',
    'information_miss', 'information_use'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())',
      name || '_own', name);
  end loop;
end $$;

-- What is in force on a day and has these words: those with all of them in the title first. A row policy keeps an index of words from being
-- used, since the comparison could tell of other rows; so the question is asked here, of the own tenant's rows and no others. A word that
-- thousands of texts have tells nothing: no more of them are weighed than the bound.
create function search_information(wanted tsquery, today date, most integer)
returns table (article_id uuid, number integer, rank real)
language sql stable security definer set search_path = public, pg_temp as $$
  with holding as not materialized (
    select v.article_id, v.number, v.title, v.title_words, v.words
    from information_version v join information_article a on a.id = v.article_id
    where v.tenant_id = current_tenant() and a.ended_at is null
      and v.in_force_from <= today and (v.in_force_until is null or v.in_force_until >= today)
      and not exists (select from information_version n
        where n.article_id = v.article_id and n.number > v.number and n.in_force_from <= today)),
  titled as materialized (select h.* from holding h where h.title_words @@ wanted limit 200),
  texted as materialized (select h.* from holding h where h.words @@ wanted limit 200),
  weighed as (
    select t.article_id, t.number, t.title, 1 + ts_rank(t.words, wanted) as rank from titled t
    union all
    select t.article_id, t.number, t.title, ts_rank(t.words, wanted) from texted t
    where not exists (select from titled o where o.article_id = t.article_id))
  select w.article_id, w.number, w.rank::real from weighed w
  order by w.rank desc, lower(w.title), w.article_id limit least(most, 100)
$$;
revoke execute on function search_information(tsquery, date, integer) from public;
grant execute on function search_information(tsquery, date, integer) to sambung_app;

-- What a call centre told goes when the call centre does.
create function remove_information() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from information_use where tenant_id = new.id;
  delete from information_miss where tenant_id = new.id;
  delete from information_queue where tenant_id = new.id;
  delete from information_choice where tenant_id = new.id;
  delete from information_version where tenant_id = new.id;
  delete from information_article where tenant_id = new.id;
  return new;
end $$;
create trigger tenant_removed_information after update of removed_at on tenant
  for each row when (old.removed_at is null and new.removed_at is not null) execute function remove_information();
