import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { findArticle, findVersion, informationPlaces, listArticles } from "./article.store.ts";
import { ARTICLE_STATUS } from "./article-refusal.ts";
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
import {
  beginArticle,
  dropArticle,
  publishArticle,
  type RefusedArticle,
  reviewArticle,
  saveArticle,
} from "./keep-article.effects.ts";
import { ownDay } from "./own-day.store.ts";

const tags = ["information"];
const reading = { access: "service.read" } as const;
const writing = { access: "queue.manage" } as const;
const params = z.object({ id: z.uuid() });
const ofVersion = z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(9_999) });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
/** The longest article is longer than the default body limit. */
const DRAFT_BYTES_MAX = 128 * 1024;

/** Routes of articles: list, create, read, write, publish, review and end them; where they are shown; and searches without a result. */
export function addArticleRoutes(app: Http, kit: Kit): void {
  addLists(app, kit);
  addReading(app, kit);
  addWriting(app, kit);
  addReviewRoute(app, kit);
  addMisses(app, kit);
}

function refuse(kit: Kit, reply: FastifyReply, { refusal }: RefusedArticle) {
  const path = refusal === "article-days-order" ? "inForceUntil" : null;
  const fields = path === null ? [] : [{ path, code: refusal }];
  return sendProblem(reply, kit.texts, ARTICLE_STATUS[refusal], { code: refusal, fields });
}

function addLists(app: Http, kit: Kit): void {
  app.get(
    "/api/service/information/articles",
    {
      config: reading,
      schema: { tags, summary: "Articles by title", querystring: articlesQuery, response: { 200: articlesSchema } },
    },
    async (request) => {
      const { search = "", state = null, page } = request.query;
      return inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), async (trx) => {
        const today = await ownDay(trx, kit.clock.nowMs());
        const { items, ...found } = await listArticles(trx, { today, search: search.trim(), state, page });
        const shown = items.map(({ changedAt, ...row }) => ({ ...row, changedAt: changedAt.toISOString() }));
        return { today, ...found, items: shown };
      });
    },
  );
  app.get(
    "/api/service/information/places",
    {
      config: reading,
      schema: { tags, summary: "Where articles can be shown", response: { 200: informationPlacesSchema } },
    },
    async (request) => {
      const tenantId = tenantOfCaller(request.caller, "service.read");
      const { queues, choices } = await inTenant(kit.db, tenantId, informationPlaces);
      return { queues: [...queues], choices: [...choices] };
    },
  );
}

function addReading(app: Http, kit: Kit): void {
  app.get(
    "/api/service/information/articles/:id",
    { config: reading, schema: { tags, summary: "An article", params, response: { 200: articleSchema, ...problems } } },
    async (request, reply) => {
      const { id } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), async (trx) => {
        const today = await ownDay(trx, kit.clock.nowMs());
        const row = await findArticle(trx, { id, today });
        return row === undefined ? undefined : { ...row, today };
      });
      if (found === undefined) return refuse(kit, reply, { refusal: "no-such-article" });
      const versions = found.versions.map(({ publishedAt, ...version }) => ({
        ...version,
        publishedAt: publishedAt.toISOString(),
      }));
      return { ...found, versions };
    },
  );
  app.get(
    "/api/service/information/articles/:id/versions/:number",
    {
      config: reading,
      schema: {
        tags,
        summary: "A version of an article",
        params: ofVersion,
        response: { 200: articleVersionSchema, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, "service.read");
      const found = await inTenant(kit.db, tenantId, (trx) => findVersion(trx, request.params));
      if (found === undefined) return refuse(kit, reply, { refusal: "no-such-article-version" });
      return { ...found, publishedAt: found.publishedAt.toISOString() };
    },
  );
}

function addWriting(app: Http, kit: Kit): void {
  app.post(
    "/api/service/information/articles",
    {
      config: writing,
      schema: {
        tags,
        summary: "Begin an article",
        body: articleFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await beginArticle(kit, requestContextOf(request, "queue.manage"), request.body.title);
      return "refusal" in done ? refuse(kit, reply, done) : reply.code(201).send(done);
    },
  );
  app.put(
    "/api/service/information/articles/:id/draft",
    {
      config: writing,
      bodyLimit: DRAFT_BYTES_MAX,
      schema: {
        tags,
        summary: "Save the draft of an article",
        params,
        body: articleDraftSchema,
        response: { 200: z.object({ version: z.number() }), ...problems },
      },
    },
    async (request, reply) => {
      const saved = { id: request.params.id, ...request.body };
      const done = await saveArticle(kit, requestContextOf(request, "queue.manage"), saved);
      return "refusal" in done ? refuse(kit, reply, done) : reply.send(done);
    },
  );
  app.post(
    "/api/service/information/articles/:id/versions",
    {
      config: writing,
      schema: {
        tags,
        summary: "Publish the draft of an article",
        params,
        body: articlePublishSchema,
        response: { 200: z.object({ number: z.number() }), ...problems },
      },
    },
    async (request, reply) => {
      const wish = { id: request.params.id, ...request.body };
      const done = await publishArticle(kit, requestContextOf(request, "queue.manage"), wish);
      return "refusal" in done ? refuse(kit, reply, done) : reply.send(done);
    },
  );
}

function addReviewRoute(app: Http, kit: Kit): void {
  app.post(
    "/api/service/information/articles/:id/reviews",
    {
      config: writing,
      schema: { tags, summary: "Answer for an article as it is", params, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      const done = await reviewArticle(kit, requestContextOf(request, "queue.manage"), request.params.id);
      return done === "kept" ? reply.code(204).send(null) : refuse(kit, reply, done);
    },
  );
  app.delete(
    "/api/service/information/articles/:id",
    { config: writing, schema: { tags, summary: "End an article", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await dropArticle(kit, requestContextOf(request, "queue.manage"), request.params.id);
      return done === "kept" ? reply.code(204).send(null) : refuse(kit, reply, done);
    },
  );
}

function addMisses(app: Http, kit: Kit): void {
  app.get(
    "/api/service/information/misses",
    {
      config: reading,
      schema: { tags, summary: "What was looked for in vain", response: { 200: informationMissesSchema } },
    },
    async (request) => {
      const rows = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), listMisses);
      return { items: rows.map(({ lastAt, ...row }) => ({ ...row, lastAt: lastAt.toISOString() })) };
    },
  );
  app.delete(
    "/api/service/information/misses/:id",
    {
      config: writing,
      schema: { tags, summary: "Take a question off the list", params, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      const { tenantId } = requestContextOf(request, "queue.manage");
      const isGone = await inTenant(kit.db, tenantId, (trx) => deleteMiss(trx, request.params.id));
      return isGone ? reply.code(204).send(null) : sendProblem(reply, kit.texts, 404, { code: "no-such-miss" });
    },
  );
}
