-- What is in force on a day and has these words: those with all of them in the title first. A row policy keeps an index of words from being
-- used, since the comparison could tell of other rows; so the question is asked here, of the own tenant's rows and no others. A word that
-- thousands of texts have tells nothing: no more of them are weighed than the bound.
create or replace function search_information(wanted tsquery, today date, most integer)
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
