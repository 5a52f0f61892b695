import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import {
  arePlaces,
  endArticle,
  insertArticle,
  insertVersion,
  lockArticle,
  markReviewed,
  writeArticle,
} from "./article.store.ts";
import type { ArticleRefusal } from "./article-refusal.ts";
import type { ArticleDraft, ArticlePublish } from "./contract.ts";
import { ownDay } from "./own-day.store.ts";

/** The maximum of versions of one article. */
const VERSIONS_MAX = 9_999;

/** A refused operation. */
export interface RefusedArticle {
  readonly refusal: ArticleRefusal;
}

/** Creates an article. */
export async function beginArticle(
  kit: Kit,
  requestContext: RequestContext,
  title: string,
): Promise<{ readonly id: string } | RefusedArticle> {
  const id = kit.ids.next();
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const row = {
      id,
      tenantId: requestContext.tenantId,
      title,
      at: new Date(kit.clock.nowMs()),
      by: requestContext.personId,
    };
    if (!(await insertArticle(trx, row))) return { refusal: "article-limit" };
    await audit(kit, trx, requestContext, { id, action: "information.created", detail: { title } });
    return { id };
  });
}

/** Saves a draft over the version that was read; the places where the article is shown apply at once. */
export async function saveArticle(
  kit: Kit,
  requestContext: RequestContext,
  saved: ArticleDraft & { readonly id: string },
): Promise<{ readonly version: number } | RefusedArticle> {
  const { tenantId, personId: by } = requestContext;
  const { expectedVersion, ...draft } = saved;
  return inTenant(kit.db, tenantId, async (trx) => {
    const kept = await lockArticle(trx, saved.id);
    if (kept === undefined) return { refusal: "no-such-article" };
    if (kept.version !== expectedVersion) return { refusal: "article-stale" };
    if (!(await arePlaces(trx, draft))) return { refusal: "article-place-unknown" };
    const version = await writeArticle(trx, { ...draft, tenantId, at: new Date(kit.clock.nowMs()), by });
    await audit(kit, trx, requestContext, {
      id: saved.id,
      action: "information.saved",
      detail: { title: draft.title },
    });
    return { version };
  });
}

/** Publishes the draft that was read at `expectedVersion`, as a version that never changes. */
export async function publishArticle(
  kit: Kit,
  requestContext: RequestContext,
  wish: ArticlePublish & { readonly id: string },
): Promise<{ readonly number: number } | RefusedArticle> {
  const { tenantId, personId: publishedBy } = requestContext;
  const { id, inForceFrom, inForceUntil, note } = wish;
  return inTenant(kit.db, tenantId, async (trx) => {
    const kept = await lockArticle(trx, id);
    if (kept === undefined) return { refusal: "no-such-article" };
    if (kept.version !== wish.expectedVersion) return { refusal: "article-stale" };
    if (kept.body.trim() === "") return { refusal: "article-empty" };
    if (inForceUntil !== null && inForceUntil < inForceFrom) return { refusal: "article-days-order" };
    if (kept.newest >= VERSIONS_MAX) return { refusal: "article-version-limit" };
    const { title, body, owner } = kept;
    const number = kept.newest + 1;
    const times = { inForceFrom, inForceUntil, publishedAt: new Date(kit.clock.nowMs()) };
    await insertVersion(trx, { articleId: id, tenantId, number, title, body, owner, note, publishedBy, ...times });
    await audit(kit, trx, requestContext, { id, action: "information.published", detail: { title, number } });
    return { number };
  });
}

/** Records today as the day of the article's review. */
export async function reviewArticle(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<"kept" | RefusedArticle> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const today = await ownDay(trx, kit.clock.nowMs());
    if (!(await markReviewed(trx, { id, today }))) return { refusal: "no-such-article" };
    await audit(kit, trx, requestContext, { id, action: "information.reviewed", detail: {} });
    return "kept";
  });
}

/** Ends an article: searches no longer find it, and its records at contacts stay. */
export async function dropArticle(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<"kept" | RefusedArticle> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    if (!(await endArticle(trx, { id, at: new Date(kit.clock.nowMs()) }))) return { refusal: "no-such-article" };
    await audit(kit, trx, requestContext, { id, action: "information.ended", detail: {} });
    return "kept";
  });
}

async function audit(
  kit: Kit,
  trx: DatabaseTransaction,
  requestContext: RequestContext,
  {
    id,
    action,
    detail,
  }: { readonly id: string; readonly action: string; readonly detail: Record<string, string | number> },
): Promise<void> {
  const fact = { action, subjectKind: "information", subjectId: id, detail } as const;
  await recordAudit(trx, kit, actedEntry(requestContext, fact));
}
