import { type RawBuilder, sql } from "kysely";
import { type DatabaseTransaction, likePattern } from "../../../platform/database/index.ts";
import type { ArticleDraft, ArticlePublish, ChoicePlace } from "./contract.ts";
import { type ArticleState, EXPIRING_DAYS } from "./limits.shared.ts";
import { folded, questionWords } from "./search-words.shared.ts";

/** The maximum of articles in one call centre. */
const ARTICLES_MAX = 20_000;
/** Articles on one page. */
const PAGE = 50;
/** The maximum of versions that a list shows. */
const VERSIONS_MAX = 500;

/** The search vector of a text: its words as written and as Indonesian stems. */
export const vectorOf = (text: string) => {
  const words = folded(text);
  return sql`(to_tsvector('simple', ${words}) || to_tsvector('indonesian', ${words}))`;
};

/** The search query of a question: all of its words must match, each by prefix or by stem; null without words. */
export function wantedWords(question: string): RawBuilder<unknown> | null {
  const words = questionWords(question).map(
    (word) => sql`(to_tsquery('simple', ${`${word}:*`}) || to_tsquery('indonesian', ${word}))`,
  );
  return words.length === 0 ? null : sql`(${sql.join(words, sql` && `)})`;
}

/** The state of an article `a` on a day, by its newest version `n` and the version in force, `v`. */
const stateOn = (today: string) => sql<ArticleState>`case
  when n.number is null then 'draft'
  when v.number is null then 'upcoming'
  when v.in_force_until < ${today}::date then 'expired'
  when v.in_force_until - ${today}::date < ${EXPIRING_DAYS} then 'expiring'
  else 'in-force' end`;

function selectArticles(trx: DatabaseTransaction, today: string) {
  return trx
    .selectFrom("informationArticle as a")
    .leftJoin("informationVersion as n", (join) =>
      join.onRef("n.articleId", "=", "a.id").onRef("n.number", "=", "a.newest"),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("informationVersion as w")
          .select(["w.number", "w.inForceFrom", "w.inForceUntil"])
          .whereRef("w.articleId", "=", "a.id")
          .where("w.inForceFrom", "<=", today)
          .orderBy("w.number", "desc")
          .limit(1)
          .as("v"),
      (join) => join.onTrue(),
    )
    .where("a.endedAt", "is", null);
}

/** A page of the articles whose title or owner contains a text, by title. */
export async function listArticles(
  trx: DatabaseTransaction,
  wish: {
    readonly today: string;
    readonly search: string;
    readonly state: ArticleState | null;
    readonly page: number;
  },
) {
  const { today, search, state, page } = wish;
  const pattern = likePattern(search);
  const found = selectArticles(trx, today)
    .where((eb) => eb.or([eb("a.title", "ilike", pattern), eb("a.owner", "ilike", pattern)]))
    .$if(state !== null, (query) => query.where(stateOn(today), "=", state));
  const { total } = await found.select(sql<number>`count(*)::int`.as("total")).executeTakeFirstOrThrow();
  const items = await found
    .innerJoin("person as p", "p.id", "a.changedBy")
    .select(["a.id", "a.title", "a.owner", "a.reviewedOn", "a.changedAt", "p.name as changedBy"])
    .select([stateOn(today).as("state")])
    .select(sql<string | null>`coalesce(v.in_force_from, n.in_force_from)`.as("inForceFrom"))
    .select(
      sql<string | null>`case when v.number is null then n.in_force_until else v.in_force_until end`.as("inForceUntil"),
    )
    .select(sql<boolean>`(a.title, a.body, a.owner) is distinct from (n.title, n.body, n.owner)`.as("isChanged"))
    .orderBy(sql`lower(a.title)`)
    .orderBy("a.id")
    .limit(PAGE)
    .offset((page - 1) * PAGE)
    .execute();
  return { total, hasMore: page * PAGE < total, items };
}

/** An article for editing, with its versions and where it is shown; undefined when the tenant has none with that id. */
export async function findArticle(
  trx: DatabaseTransaction,
  { id, today }: { readonly id: string; readonly today: string },
) {
  const row = await selectArticles(trx, today)
    .select(["a.id", "a.title", "a.body", "a.owner", "a.version", "a.reviewedOn", stateOn(today).as("state")])
    .where("a.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const queues = await trx.selectFrom("informationQueue").select("queueId").where("articleId", "=", id).execute();
  const choices = await trx
    .selectFrom("informationChoice")
    .select(["flowId", "stepId", "keys"])
    .where("articleId", "=", id)
    .execute();
  const versions = await versionRows(trx).where("v.articleId", "=", id).limit(VERSIONS_MAX).execute();
  return { ...row, queueIds: queues.map(({ queueId }) => queueId), choices, versions };
}

function versionRows(trx: DatabaseTransaction) {
  return trx
    .selectFrom("informationVersion as v")
    .innerJoin("person as p", "p.id", "v.publishedBy")
    .select(["v.number", "v.title", "v.owner", "v.inForceFrom", "v.inForceUntil", "v.note", "v.publishedAt"])
    .select("p.name as publishedBy")
    .orderBy("v.number", "desc");
}

/** One version with its text; undefined when there is none with that number. */
export async function findVersion(
  trx: DatabaseTransaction,
  { id, number }: { readonly id: string; readonly number: number },
) {
  return versionRows(trx)
    .select("v.body")
    .where("v.articleId", "=", id)
    .where("v.number", "=", number)
    .executeTakeFirst();
}

/** Creates an article; false when the limit is reached. */
export async function insertArticle(
  trx: DatabaseTransaction,
  row: {
    readonly id: string;
    readonly tenantId: string;
    readonly title: string;
    readonly at: Date;
    readonly by: string;
  },
): Promise<boolean> {
  const { id, tenantId, title, at, by } = row;
  const { count } = await trx
    .selectFrom("informationArticle")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  if (count >= ARTICLES_MAX) return false;
  await trx
    .insertInto("informationArticle")
    .values({ id, tenantId, title, body: "", owner: "", createdAt: at, changedAt: at, changedBy: by })
    .execute();
  return true;
}

/** An article, locked until the transaction ends. */
export async function lockArticle(trx: DatabaseTransaction, id: string) {
  return trx
    .selectFrom("informationArticle")
    .select(["title", "body", "owner", "version", "newest"])
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

/** Writes the draft of a locked article, and where it is shown; returns its next version. */
export async function writeArticle(
  trx: DatabaseTransaction,
  draft: Omit<ArticleDraft, "expectedVersion"> & {
    readonly id: string;
    readonly tenantId: string;
    readonly at: Date;
    readonly by: string;
  },
): Promise<number> {
  const { id, tenantId, title, body, owner, queueIds, choices, at: changedAt, by: changedBy } = draft;
  const { version } = await trx
    .updateTable("informationArticle")
    .set((eb) => ({ title, body, owner, changedAt, changedBy, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .returning("version")
    .executeTakeFirstOrThrow();
  await trx.deleteFrom("informationQueue").where("articleId", "=", id).execute();
  await trx.deleteFrom("informationChoice").where("articleId", "=", id).execute();
  const queues = [...new Set(queueIds)].map((queueId) => ({ articleId: id, tenantId, queueId }));
  if (queues.length > 0) await trx.insertInto("informationQueue").values(queues).execute();
  const chosen = choices.map((choice) => ({ articleId: id, tenantId, ...choice }));
  if (chosen.length > 0)
    await trx
      .insertInto("informationChoice")
      .values(chosen)
      .onConflict((on) => on.doNothing())
      .execute();
  return version;
}

/** Whether all of these queues and flows exist. */
export async function arePlaces(
  trx: DatabaseTransaction,
  { queueIds, choices }: { readonly queueIds: readonly string[]; readonly choices: readonly ChoicePlace[] },
): Promise<boolean> {
  const known = async (table: "queue" | "flow", ids: readonly string[]): Promise<boolean> => {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return true;
    const rows = await trx
      .selectFrom(table)
      .select("id")
      .where("id", "in", wanted)
      .where("endedAt", "is", null)
      .execute();
    return rows.length === wanted.length;
  };
  const areQueues = await known("queue", queueIds);
  return (
    areQueues &&
    (await known(
      "flow",
      choices.map(({ flowId }) => flowId),
    ))
  );
}

/** Adds the next version of a locked article; returns its number. */
export async function insertVersion(
  trx: DatabaseTransaction,
  version: Omit<ArticlePublish, "expectedVersion"> & {
    readonly articleId: string;
    readonly tenantId: string;
    readonly number: number;
    readonly title: string;
    readonly body: string;
    readonly owner: string;
    readonly publishedBy: string;
    readonly publishedAt: Date;
  },
): Promise<void> {
  const { articleId: id, number, title, body } = version;
  const titleWords = sql<string>`${vectorOf(title)}`;
  const words = sql<string>`setweight(${titleWords}, 'A') || setweight(${vectorOf(body)}, 'D')`;
  await trx
    .insertInto("informationVersion")
    .values({ ...version, titleWords, words })
    .execute();
  await trx.updateTable("informationArticle").set({ newest: number }).where("id", "=", id).execute();
}

/** Records a review of an article; false when the tenant has none with that id. */
export async function markReviewed(
  trx: DatabaseTransaction,
  { id, today }: { readonly id: string; readonly today: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("informationArticle")
    .set({ reviewedOn: today })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends an article: searches no longer find it, and its records at contacts stay. False when the tenant has none with that id. */
export async function endArticle(
  trx: DatabaseTransaction,
  { id, at: endedAt }: { readonly id: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("informationArticle")
    .set({ endedAt })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The queues, and the menu choices of the live flows. */
export async function informationPlaces(trx: DatabaseTransaction) {
  const queues = await trx
    .selectFrom("queue")
    .select(["id", "name"])
    .where("endedAt", "is", null)
    .orderBy(sql`lower(name)`)
    .limit(500)
    .execute();
  const { rows: choices } = await sql<
    ChoicePlace & { readonly flow: string; readonly step: string; readonly label: string }
  >`
    select f.id as flow_id, f.name as flow, s ->> 'id' as step_id, s ->> 'name' as step, c ->> 'keys' as keys, c ->> 'label' as label
    from flow f join flow_version v on v.flow_id = f.id and v.number = f.live,
      jsonb_array_elements(v.flow -> 'steps') s, jsonb_array_elements(s -> 'choices') c
    where f.ended_at is null and s ->> 'kind' = 'menu' order by lower(f.name), 4, 5 limit 2000`.execute(trx);
  return { queues, choices };
}
