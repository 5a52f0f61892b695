import { z } from "zod";
import { ok, refuse } from "../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { findArticle, findVersion, informationPlaces, listArticles } from "./article.store.ts";
import {
  articleDraftSchema,
  articleFormSchema,
  articlePublishSchema,
  articleSchema,
  articlesQuery,
  articlesSchema,
  articleVersionSchema,
  informationMissesSchema,
  informationPlacesSchema,
} from "./contract.ts";
import { deleteMiss, listMisses } from "./find-information.store.ts";
import { beginArticle, dropArticle, publishArticle, reviewArticle, saveArticle } from "./keep-article.effects.ts";
import { KNOWLEDGE_ROUTES } from "./knowledge-refusal.ts";
import { ownDay } from "./own-day.store.ts";

const ARTICLES = "/api/service/information/articles";
const MISSES = "/api/service/information/misses";
const params = z.object({ id: z.uuid() });
const ofVersion = z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(9_999) });
/** The longest article is longer than the default body limit. */
const DRAFT_BYTES_MAX = 128 * 1024;

/** Routes of articles: list, create, read, write, publish, review and end them; where they are shown; and searches without a result. */
export function addArticleRoutes(app: Http, kit: Kit): void {
  addLists(app, kit);
  addReading(app, kit);
  addWriting(app, kit);
}

function addLists(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...KNOWLEDGE_ROUTES, access: "service.read" });
  routes.get(
    ARTICLES,
    { summary: "Articles by title", query: articlesQuery, answer: articlesSchema },
    async (trx, { query: { search = "", state = null, page } }) => {
      const today = await ownDay(trx, kit.clock.nowMs());
      const { items, ...found } = await listArticles(trx, { today, search: search.trim(), state, page });
      const shown = items.map(({ changedAt, ...row }) => ({ ...row, changedAt: changedAt.toISOString() }));
      return { today, ...found, items: shown };
    },
  );
  routes.get(
    "/api/service/information/places",
    { summary: "Where articles can be shown", answer: informationPlacesSchema },
    async (trx) => {
      const { queues, choices } = await informationPlaces(trx);
      return { queues: [...queues], choices: [...choices] };
    },
  );
  routes.get(MISSES, { summary: "What was looked for in vain", answer: informationMissesSchema }, async (trx) => ({
    items: (await listMisses(trx)).map(({ lastAt, ...row }) => ({ ...row, lastAt: lastAt.toISOString() })),
  }));
}

function addReading(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...KNOWLEDGE_ROUTES, access: "service.read" });
  routes.get(
    `${ARTICLES}/:id`,
    { summary: "An article", params, answer: articleSchema, missing: "no-such-article" },
    async (trx, { params: { id } }) => {
      const today = await ownDay(trx, kit.clock.nowMs());
      const found = await findArticle(trx, { id, today });
      if (found === undefined) return undefined;
      const versions = found.versions.map(({ publishedAt, ...version }) => ({
        ...version,
        publishedAt: publishedAt.toISOString(),
      }));
      return { ...found, today, versions };
    },
  );
  routes.get(
    `${ARTICLES}/:id/versions/:number`,
    {
      summary: "A version of an article",
      params: ofVersion,
      answer: articleVersionSchema,
      missing: "no-such-article-version",
    },
    async (trx, { params: version }) => {
      const found = await findVersion(trx, version);
      return found === undefined ? undefined : { ...found, publishedAt: found.publishedAt.toISOString() };
    },
  );
}

function addWriting(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...KNOWLEDGE_ROUTES, access: "queue.manage" });
  routes.post(
    ARTICLES,
    { summary: "Begin an article", body: articleFormSchema, answer: z.object({ id: z.uuid() }), status: 201 },
    ({ requestContext, body }) => beginArticle(kit, requestContext, body.title),
  );
  routes.put(
    `${ARTICLES}/:id/draft`,
    {
      summary: "Save the draft of an article",
      params,
      body: articleDraftSchema,
      answer: z.object({ version: z.number() }),
      bodyLimit: DRAFT_BYTES_MAX,
    },
    ({ requestContext, params: { id }, body }) => saveArticle(kit, requestContext, { id, ...body }),
  );
  routes.post(
    `${ARTICLES}/:id/versions`,
    {
      summary: "Publish the draft of an article",
      params,
      body: articlePublishSchema,
      answer: z.object({ number: z.number() }),
    },
    ({ requestContext, params: { id }, body }) => publishArticle(kit, requestContext, { id, ...body }),
  );
  routes.post(
    `${ARTICLES}/:id/reviews`,
    { summary: "Answer for an article as it is", params },
    ({ requestContext, params: { id } }) => reviewArticle(kit, requestContext, id),
  );
  routes.delete(`${ARTICLES}/:id`, { summary: "End an article", params }, ({ requestContext, params: { id } }) =>
    dropArticle(kit, requestContext, id),
  );
  routes.delete(
    `${MISSES}/:id`,
    { summary: "Take a question off the list", params },
    ({ requestContext, params: { id } }) =>
      tenantCommand(kit, requestContext, {}, async ({ trx }) =>
        (await deleteMiss(trx, id)) ? ok(null) : refuse("no-such-miss"),
      ),
  );
}
