import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { laterByMonths, officeDate, type Rulebook } from "../../../regulation/index.ts";
import { type RequestContext, requestContextOf } from "../tenants/index.ts";
import {
  answerSchema,
  deletionSchema,
  holdingsSchema,
  newPersonalRequestSchema,
  personalRequestSchema,
  personalRequestsSchema,
} from "./contract.ts";
import { type CopyDependencies, copyOfData } from "./copy-of-data.effects.ts";
import { answerRequest, type OpeningRefusal, openRequest, orderErasure, recordAccess } from "./keep-request.effects.ts";
import { goesOn, KEEPING } from "./keeping.ts";
import type { PersonalClass } from "./personal-part.ts";
import { accessRefusal, type RequestRefusal } from "./personal-request.ts";
import { findRequest, heldOf, isGoingOn, type LentPart, listRequests } from "./request.store.ts";

const tags = ["personal-data"];
const config = { access: "service.manage" } as const;
const acting = { ...config, needsConfirmedEmail: true } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

const STATUS: Readonly<Record<RequestRefusal | OpeningRefusal, number>> = {
  "personal-number-unfit": 400,
  "personal-requests-too-many": 409,
  "no-such-personal-request": 404,
  "personal-request-stale": 409,
  "personal-request-done": 409,
  "personal-request-deleting": 409,
  "personal-request-sees-only": 409,
};

/** Dependencies of the routes of requests. */
export interface PersonalOptions {
  readonly kit: Kit;
  /** The data of numbers that each module provides. */
  readonly parts: readonly LentPart[];
  /** The rules in force today. */
  readonly rules: () => Rulebook["rules"];
  /** Opens the audio of a recording for a copy, with an access record. */
  readonly openSound: (
    requestContext: RequestContext,
    recordingId: string,
  ) => ReturnType<CopyDependencies["openSound"]>;
}

/** Routes of data subjects' requests: the administrator of a call centre opens a request, reads, copies and deletes the data, and answers. */
export function addPersonalRequestRoutes(app: Http, options: PersonalOptions): void {
  const { kit } = options;
  app.get(
    "/api/service/personal-requests",
    {
      config,
      schema: {
        tags,
        summary: "Requests about personal data",
        response: { 200: personalRequestsSchema, ...problems },
      },
    },
    async (request) => {
      const { tenantId } = requestContextOf(request, config.access);
      const rows = await inTenant(kit.db, tenantId, listRequests);
      return {
        items: rows.map((row) => shownRequest(row, kit.clock.nowMs())),
        rule: cited(options.rules(), "personal-request-answer-hours"),
      };
    },
  );
  app.post(
    "/api/service/personal-requests",
    {
      config: acting,
      schema: {
        tags,
        summary: "Open a request about personal data",
        body: newPersonalRequestSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, config.access);
      const answerHours = options.rules()["personal-request-answer-hours"].value;
      const done = await openRequest(kit, requestContext, { ...request.body, answerHours });
      if (done.ok) return reply.code(201).send(done.value);
      const fields = done.refusal === "personal-number-unfit" ? [{ path: "number", code: done.refusal }] : [];
      return sendProblem(reply, kit.texts, STATUS[done.refusal], { code: done.refusal, fields });
    },
  );
  app.get(
    "/api/service/personal-requests/:id",
    {
      config,
      schema: {
        tags,
        summary: "A request about personal data",
        params,
        response: { 200: personalRequestSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { tenantId } = requestContextOf(request, config.access);
      const found = await inTenant(kit.db, tenantId, (trx) => findRequest(trx, request.params.id));
      if (found === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-personal-request" });
      return shownRequest(found, kit.clock.nowMs());
    },
  );
  addAccessRoutes(app, options);
  addActRoutes(app, kit);
}

function addAccessRoutes(app: Http, options: PersonalOptions): void {
  const { kit, parts } = options;
  app.get(
    "/api/service/personal-requests/:id/holdings",
    {
      config,
      schema: {
        tags,
        summary: "What is held of the number of a request",
        params,
        response: { 200: holdingsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, config.access);
      const seen = await openSubjectNumber(kit, { requestContext, id: request.params.id, what: "seen" });
      if (!("number" in seen)) return sendProblem(reply, kit.texts, STATUS[seen.refusal], { code: seen.refusal });
      return holdingsOf(options, { tenantId: requestContext.tenantId, number: seen.number });
    },
  );
  app.get(
    "/api/service/personal-requests/:id/export",
    {
      compress: false,
      exposeHeadRoute: false,
      config,
      schema: {
        tags,
        summary: "A copy of what is held of the number of a request",
        params,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const asking = requestContextOf(request, config.access);
      const { id } = request.params;
      const seen = await openSubjectNumber(kit, { requestContext: asking, id, what: "exported" });
      if (!("number" in seen)) return sendProblem(reply, kit.texts, STATUS[seen.refusal], { code: seen.refusal });
      const openSound = (recordingId: string) => options.openSound(asking, recordingId);
      const about = { tenantId: asking.tenantId, number: seen.number, madeAt: new Date(kit.clock.nowMs()) };
      return reply
        .type("application/zip")
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename="data-pribadi-${id}.zip"`)
        .send(copyOfData({ db: kit.db, parts, openSound }, about));
    },
  );
}

function addActRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/service/personal-requests/:id/deletion",
    {
      config: acting,
      schema: {
        tags,
        summary: "Delete what is held of the number of a request",
        params,
        body: deletionSchema,
        response: { 202: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, config.access);
      const done = await orderErasure(kit, requestContext, { id: request.params.id, ...request.body });
      if (done === "ordered") return reply.code(202).send(null);
      return sendProblem(reply, kit.texts, STATUS[done], { code: done });
    },
  );
  app.post(
    "/api/service/personal-requests/:id/answer",
    {
      config: acting,
      schema: {
        tags,
        summary: "Answer a request about personal data",
        params,
        body: answerSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const asking = requestContextOf(request, config.access);
      const done = await answerRequest(kit, asking, { id: request.params.id, ...request.body });
      if (done === "answered") return reply.code(204).send(null);
      return sendProblem(reply, kit.texts, STATUS[done], { code: done });
    },
  );
}

/** Returns the number of a request after the access was recorded. */
async function openSubjectNumber(
  kit: Kit,
  look: { readonly requestContext: RequestContext; readonly id: string; readonly what: "seen" | "exported" },
): Promise<{ readonly number: string } | { readonly refusal: RequestRefusal }> {
  return inTenant(kit.db, look.requestContext.tenantId, async (trx) => {
    const found = await findRequest(trx, look.id);
    const refusal = accessRefusal(found);
    if (refusal !== null) return { refusal };
    const number = found?.number ?? null;
    if (number === null) return { refusal: "personal-request-done" };
    await recordAccess(trx, { kit, ...look });
    return { number };
  });
}

async function holdingsOf(
  { kit, parts, rules }: PersonalOptions,
  about: { readonly tenantId: string; readonly number: string },
): Promise<z.infer<typeof holdingsSchema>> {
  const { tenantId, number } = about;
  const calendar = { dateOf: officeDate, laterByMonths };
  return inTenant(kit.db, tenantId, async (trx) => {
    const holdings: z.infer<typeof holdingsSchema>["holdings"] = [];
    for (const part of parts) {
      const held = await heldOf(trx, part, number);
      const { isErased } = KEEPING[part.name];
      const last = { newestMs: held.newest?.getTime() ?? null, keptUntil: held.keptUntil };
      const rule = ruleOf(rules(), part.name);
      const times = { oldest: held.oldest?.toISOString() ?? null, newest: held.newest?.toISOString() ?? null };
      holdings.push({
        name: part.name,
        count: held.count,
        ...times,
        rule,
        isErased,
        goesOn: goesOn(last, rule, calendar),
      });
    }
    return { holdings, isGoingOn: await isGoingOn(trx, number) };
  });
}

function ruleOf(rules: Rulebook["rules"], name: PersonalClass) {
  const id = KEEPING[name].rule;
  return id === null ? null : cited(rules, id);
}

function cited(
  rules: Rulebook["rules"],
  id: NonNullable<(typeof KEEPING)[PersonalClass]["rule"]> | "personal-request-answer-hours",
) {
  const { clause, standing, value, unit } = rules[id];
  return { id, clause, standing, value, unit };
}

function shownRequest(row: NonNullable<Awaited<ReturnType<typeof findRequest>>>, nowMs: number) {
  const { receivedAt, dueAt, orderedAt, doneAt, removed, ...rest } = row;
  return {
    ...rest,
    receivedAt: receivedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    isLate: (doneAt?.getTime() ?? nowMs) > dueAt.getTime(),
    orderedAt: orderedAt?.toISOString() ?? null,
    doneAt: doneAt?.toISOString() ?? null,
    // The value was written from names of classes and counts.
    removed: removed as z.infer<typeof personalRequestSchema>["removed"],
  };
}
