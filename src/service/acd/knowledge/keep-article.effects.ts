import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ActedFact, RequestContext } from "../../tenancy/tenants/index.ts";
import {
  arePlaces,
  endArticle,
  insertArticle,
  insertVersion,
  lockArticle,
  markReviewed,
  writeArticle,
} from "./article.store.ts";
import type { ArticleDraft, ArticlePublish } from "./contract.ts";
import type { KnowledgeRefusal } from "./knowledge-refusal.ts";
import { ownDay } from "./own-day.store.ts";

/** The maximum of versions of one article. */
const VERSIONS_MAX = 9_999;

const fact = (
  what: "created" | "saved" | "published" | "reviewed" | "ended",
  subjectId: string,
  detail: ActedFact["detail"],
): ActedFact => ({
  action: `information.${what}`,
  subjectKind: "information",
  subjectId,
  detail,
});

/** Creates an article. */
export async function beginArticle(
  kit: Kit,
  requestContext: RequestContext,
  title: string,
): Promise<Result<{ readonly id: string }, KnowledgeRefusal>> {
  const { tenantId, personId: by } = requestContext;
  const id = kit.ids.next();
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if (!(await insertArticle(trx, { id, tenantId, title, at, by }))) return refuse("article-limit");
    await audit(fact("created", id, { title }));
    return ok({ id });
  });
}

/** Saves a draft over the version that was read; the places where the article is shown apply at once. */
export async function saveArticle(
  kit: Kit,
  requestContext: RequestContext,
  saved: ArticleDraft & { readonly id: string },
): Promise<Result<{ readonly version: number }, KnowledgeRefusal>> {
  const { tenantId, personId: by } = requestContext;
  const { expectedVersion, ...draft } = saved;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const article = await lockArticle(trx, saved.id);
    if (article === undefined) return refuse("no-such-article");
    if (article.version !== expectedVersion) return refuse("article-stale");
    if (!(await arePlaces(trx, draft))) return refuse("article-place-unknown");
    const version = await writeArticle(trx, { ...draft, tenantId, at, by });
    await audit(fact("saved", saved.id, { title: draft.title }));
    return ok({ version });
  });
}

/** Publishes the draft that was read at `expectedVersion`, as a version that never changes. */
export async function publishArticle(
  kit: Kit,
  requestContext: RequestContext,
  form: ArticlePublish & { readonly id: string },
): Promise<Result<{ readonly number: number }, KnowledgeRefusal>> {
  const { tenantId, personId: publishedBy } = requestContext;
  const { id, inForceFrom, inForceUntil, note } = form;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at: publishedAt, audit }) => {
    const article = await lockArticle(trx, id);
    if (article === undefined) return refuse("no-such-article");
    if (article.version !== form.expectedVersion) return refuse("article-stale");
    if (article.body.trim() === "") return refuse("article-empty");
    if (inForceUntil !== null && inForceUntil < inForceFrom) return refuse("article-days-order");
    if (article.newest >= VERSIONS_MAX) return refuse("article-version-limit");
    const { title, body, owner } = article;
    const number = article.newest + 1;
    const times = { inForceFrom, inForceUntil, publishedAt };
    await insertVersion(trx, { articleId: id, tenantId, number, title, body, owner, note, publishedBy, ...times });
    await audit(fact("published", id, { title, number }));
    return ok({ number });
  });
}

/** Records today as the day of the article's review. */
export async function reviewArticle(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, KnowledgeRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const today = await ownDay(trx, at.getTime());
    if (!(await markReviewed(trx, { id, today }))) return refuse("no-such-article");
    await audit(fact("reviewed", id, {}));
    return ok(null);
  });
}

/** Ends an article: searches no longer find it, and its records at contacts stay. */
export async function dropArticle(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, KnowledgeRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if (!(await endArticle(trx, { id, at }))) return refuse("no-such-article");
    await audit(fact("ended", id, {}));
    return ok(null);
  });
}
