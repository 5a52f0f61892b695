import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { wantedWords } from "./article.store.ts";

/** The maximum of articles that a search returns. */
const FOUND_MAX = 20;
/** The maximum of stored searches without a result; those whose last search is oldest are deleted first. */
const MISSES_MAX = 2_000;
const MISSES_SHOWN = 200;

/** An article as an agent reads it. */
interface FoundArticle {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly inForceUntil: string | null;
}

/** Searches the articles in force on a day for all words of a question, the best match first: words of titles weigh more than words of texts. */
export async function searchInformation(
  trx: DatabaseTransaction,
  { question, today }: { readonly question: string; readonly today: string },
): Promise<readonly FoundArticle[]> {
  const wanted = wantedWords(question);
  if (wanted === null) return [];
  const { rows } = await sql<FoundArticle>`
    select f.article_id as id, f.number, v.title, v.body, v.in_force_until
    from search_information(${wanted}, ${today}::date, ${FOUND_MAX}) f
    join information_version v on v.article_id = f.article_id and v.number = f.number
    order by f.rank desc, lower(v.title), f.article_id`.execute(trx);
  return rows;
}

/** The articles in force on a day that belong to the queue of a contact or to a menu choice of its caller; choices first. */
export async function informationOfContact(
  trx: DatabaseTransaction,
  { contactId, today }: { readonly contactId: string; readonly today: string },
): Promise<readonly FoundArticle[]> {
  const { rows } = await sql<FoundArticle>`
    with entered as (
      select (e.body ->> 'callId')::uuid as call_id from queue_event e
      where e.contact_id = ${contactId}::uuid and e.kind = 'contact.entered' order by e.sequence limit 1),
    told as (
      select e.queue_id from queue_event e
      where e.contact_id = ${contactId}::uuid and e.queue_id is not null order by e.sequence desc limit 1),
    led as (
      select (e.data ->> 'flowId')::uuid as flow_id from call_event e, entered
      where e.call_id = entered.call_id and e.kind = 'flow.began' order by e.sequence limit 1),
    chosen as (
      select led.flow_id, e.data ->> 'stepId' as step_id, e.data ->> 'keys' as keys from call_event e, entered, led
      where e.call_id = entered.call_id and e.kind = 'flow.chose' limit 50),
    fit as (
      select p.article_id, 0 as place from information_choice p join chosen c using (flow_id, step_id, keys)
      union all
      select q.article_id, 1 from information_queue q join told using (queue_id)),
    best as (select article_id, min(place) as place from fit group by article_id)
    select a.id, v.number, v.title, v.body, v.in_force_until
    from best b join information_article a on a.id = b.article_id and a.ended_at is null
    cross join lateral (select w.number, w.title, w.body, w.in_force_until from information_version w
      where w.article_id = a.id and w.in_force_from <= ${today}::date order by w.number desc limit 1) v
    where v.in_force_until is null or v.in_force_until >= ${today}::date
    order by b.place, lower(v.title), a.id limit ${FOUND_MAX}`.execute(trx);
  return rows;
}

/** The articles that were recorded as given to the caller of a contact. */
export async function usedIn(trx: DatabaseTransaction, contactId: string): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("informationUse")
    .select("articleId")
    .distinct()
    .where("contactId", "=", contactId)
    .limit(100)
    .execute();
  return rows.map(({ articleId }) => articleId);
}

/** Records once that a version was given to a caller; false when there is no such version. */
export async function insertUse(
  trx: DatabaseTransaction,
  use: {
    readonly contactId: string;
    readonly articleId: string;
    readonly number: number;
    readonly agentId: string;
    readonly tenantId: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const version = await trx
    .selectFrom("informationVersion")
    .select("number")
    .where("articleId", "=", use.articleId)
    .where("number", "=", use.number)
    .executeTakeFirst();
  if (version === undefined) return false;
  await trx
    .insertInto("informationUse")
    .values(use)
    .onConflict((on) => on.doNothing())
    .execute();
  return true;
}

/** Counts a search without a result, and deletes the oldest ones above the limit. */
export async function countMiss(
  trx: DatabaseTransaction,
  miss: { readonly id: string; readonly tenantId: string; readonly words: string; readonly at: Date },
): Promise<void> {
  const { id, tenantId, words, at: lastAt } = miss;
  await trx
    .insertInto("informationMiss")
    .values({ id, tenantId, words, times: 1, lastAt })
    .onConflict((on) =>
      on.columns(["tenantId", "words"]).doUpdateSet((eb) => ({ times: eb("informationMiss.times", "+", 1), lastAt })),
    )
    .execute();
  await sql`delete from information_miss where id in
    (select id from information_miss order by last_at desc, id offset ${MISSES_MAX})`.execute(trx);
}

/** Searches without a result, the most frequent first. */
export async function listMisses(trx: DatabaseTransaction) {
  return trx
    .selectFrom("informationMiss")
    .select(["id", "words", "times", "lastAt"])
    .orderBy("times", "desc")
    .orderBy("lastAt", "desc")
    .orderBy("id")
    .limit(MISSES_SHOWN)
    .execute();
}

/** Deletes a search without a result; false when it does not exist. */
export async function deleteMiss(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom("informationMiss").where("id", "=", id).executeTakeFirst();
  return numDeletedRows === 1n;
}
