import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
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
import { answerRequest, openRequest, openSubjectNumber, orderErasure } from "./keep-request.effects.ts";
import { goesOn, KEEPING } from "./keeping.ts";
import type { PersonalClass } from "./personal-part.ts";
import { PERSONAL_REQUEST_REFUSALS } from "./personal-request.ts";
import { findRequest, heldOf, isGoingOn, type LentPart, listRequests } from "./request.store.ts";

const REQUESTS = "/api/service/personal-requests";
const ACCESS = "service.manage";
const PERSONAL_REQUEST_ROUTES = {
  tag: "personal-data",
  access: ACCESS,
  contextOf: requestContextOf,
  refusals: PERSONAL_REQUEST_REFUSALS,
} as const;
const CONFIRMED = { needsConfirmedEmail: true } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

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

/** Routes of requests of data subjects about their numbers: the administrator opens requests, reads and copies data, orders deletions and answers. */
export function addPersonalRequestRoutes(app: Http, options: PersonalOptions): void {
  const { kit, rules } = options;
  const routes = tenantRoutes(app, kit, PERSONAL_REQUEST_ROUTES);
  routes.get(REQUESTS, { summary: "Requests about personal data", answer: personalRequestsSchema }, async (trx) => ({
    items: (await listRequests(trx)).map((row) => shownRequest(row, kit.clock.nowMs())),
    rule: cited(rules(), "personal-request-answer-hours"),
  }));
  routes.post(
    REQUESTS,
    {
      summary: "Open a request about personal data",
      body: newPersonalRequestSchema,
      answer: z.object({ id: z.uuid() }),
      status: 201,
      config: CONFIRMED,
    },
    ({ requestContext, body }) => {
      const answerHours = rules()["personal-request-answer-hours"].value;
      return openRequest(kit, requestContext, { ...body, answerHours });
    },
  );
  routes.get(
    `${REQUESTS}/:id`,
    {
      summary: "A request about personal data",
      params,
      answer: personalRequestSchema,
      missing: "no-such-personal-request",
    },
    async (trx, { params: { id } }) => {
      const found = await findRequest(trx, id);
      return found && shownRequest(found, kit.clock.nowMs());
    },
  );
  addAccessRoutes(app, options);
  routes.post(
    `${REQUESTS}/:id/deletion`,
    {
      summary: "Delete what is held of the number of a request",
      params,
      body: deletionSchema,
      answer: z.null(),
      status: 202,
      config: CONFIRMED,
    },
    ({ requestContext, params: { id }, body }) => orderErasure(kit, requestContext, { id, ...body }),
  );
  routes.post(
    `${REQUESTS}/:id/answer`,
    { summary: "Answer a request about personal data", params, body: answerSchema, config: CONFIRMED },
    ({ requestContext, params: { id }, body }) => answerRequest(kit, requestContext, { id, ...body }),
  );
}

/** Access to the data of a request's number: the audit entry is committed before anything is read. */
function addAccessRoutes(app: Http, options: PersonalOptions): void {
  const { kit, parts } = options;
  const tags = [PERSONAL_REQUEST_ROUTES.tag];
  app.get(
    `${REQUESTS}/:id/holdings`,
    {
      config: { access: ACCESS },
      schema: {
        tags,
        summary: "What is held of the number of a request",
        params,
        response: { 200: holdingsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, ACCESS);
      const seen = await openSubjectNumber(kit, requestContext, { id: request.params.id, what: "seen" });
      if (!seen.ok) return sendRefusal(kit, reply, PERSONAL_REQUEST_REFUSALS, seen.refusal);
      return holdingsOf(options, { tenantId: requestContext.tenantId, number: seen.value });
    },
  );
  app.get(
    `${REQUESTS}/:id/export`,
    {
      compress: false,
      exposeHeadRoute: false,
      config: { access: ACCESS },
      schema: {
        tags,
        summary: "A copy of what is held of the number of a request",
        params,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, ACCESS);
      const { id } = request.params;
      const seen = await openSubjectNumber(kit, requestContext, { id, what: "exported" });
      if (!seen.ok) return sendRefusal(kit, reply, PERSONAL_REQUEST_REFUSALS, seen.refusal);
      const openSound = (recordingId: string) => options.openSound(requestContext, recordingId);
      const about = { tenantId: requestContext.tenantId, number: seen.value, madeAt: new Date(kit.clock.nowMs()) };
      return reply
        .type("application/zip")
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename="data-pribadi-${id}.zip"`)
        .send(copyOfData({ db: kit.db, parts, openSound }, about));
    },
  );
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
