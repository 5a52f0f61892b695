import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { CASE_REFUSAL_RULES, CASE_REFUSAL_STATUS, citation, rulebookNow } from "../numbering/index.ts";
import { type BeginLicenceRefusal, beginLicence } from "./begin-licence.effects.ts";
import {
  licenceCommandRequest,
  licenceRoundSchema,
  licenceSchema,
  licencesQuery,
  licencesSchema,
  newLicenceRequest,
} from "./contract.ts";
import { findRound } from "./documents/licence-content.store.ts";
import { findLicence } from "./licence.store.ts";
import { commandLicence, type LicenceCommandRefusal } from "./licence-commands.effects.ts";
import type { LicenceDependencies } from "./licence-dependencies.effects.ts";
import { maySeeLicence } from "./licence-facts.effects.ts";
import { listLicences } from "./licence-list.effects.ts";
import { describeLicence } from "./licence-view.effects.ts";

type Refusal = BeginLicenceRefusal | LicenceCommandRefusal;

/** HTTP status of each refusal. */
const STATUS: Readonly<Record<Refusal, number>> = {
  ...CASE_REFUSAL_STATUS,
  "no-such-organisation": 404,
  "licence-code-missing": 409,
  "licence-open": 409,
  "interest-undeclared": 403,
  "interest-stands": 409,
  "licence-findings-block": 409,
  "licence-correction-unchanged": 409,
  "licence-item-locked": 409,
  "licence-item-unchanged": 409,
  "licence-item-not-accepted": 409,
  "licence-acceptance-stands": 409,
  "licence-finding-unknown": 404,
  "licence-findings-drafted": 409,
  "licence-no-finding": 409,
  "rule-unknown": 400,
};

/** The rule behind a refusal, where there is one. */
const RULES: Readonly<Partial<Record<Refusal, string>>> = {
  ...CASE_REFUSAL_RULES,
  "licence-code-missing": "licence-with-applied-code",
  "licence-open": "one-open-licence-application",
  "licence-findings-block": "licence-documents",
  "licence-correction-unchanged": "promise-restarts-max",
};

const tags = ["licences"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const byId = z.object({ id: z.uuid() });

/** Routes of licence applications: list, create, read, command, and the content of each submitted round. */
export function addLicenceRoutes(app: Http, dependencies: LicenceDependencies): void {
  addListRoutes(app, dependencies);
  addCaseRoutes(app, dependencies);
  app.post(
    "/api/licences/:id/commands",
    {
      config: { access: "signed-in", needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Give a command on a licence application",
        params: byId,
        body: licenceCommandRequest,
        response: { 200: licenceSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const asked = { id: request.params.id, caller, requestId: request.id, ...request.body };
      const done = await commandLicence(dependencies, asked);
      if (!done.ok) return sendRefusal(dependencies.kit, reply, done.refusal);
      return viewOf(dependencies, caller, done.value);
    },
  );
}

function addListRoutes(app: Http, dependencies: LicenceDependencies): void {
  const { kit } = dependencies;
  app.get(
    "/api/licences",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "Licence applications by search",
        querystring: licencesQuery,
        response: { 200: licencesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      if (request.query.scope === "queue" && !caller.permissions.has("application.read"))
        return sendProblem(reply, kit.texts, 403, { code: "not-permitted" });
      return listLicences(kit, caller, request.query);
    },
  );
  app.post(
    "/api/licences",
    {
      config: { access: "application.write" },
      schema: {
        tags,
        summary: "Begin a licence application",
        body: newLicenceRequest,
        response: { 201: licenceSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const begun = await beginLicence(dependencies, { ...request.body, caller, requestId: request.id });
      if (!begun.ok) return sendRefusal(kit, reply, begun.refusal);
      reply.code(201);
      return viewOf(dependencies, caller, begun.value);
    },
  );
}

function addCaseRoutes(app: Http, dependencies: LicenceDependencies): void {
  const config = { access: "signed-in" } as const;
  app.get(
    "/api/licences/:id",
    {
      config,
      schema: { tags, summary: "One licence application", params: byId, response: { 200: licenceSchema, ...problems } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const row = await seenLicence(dependencies.kit, caller, request.params.id);
      if (row === undefined) return sendProblem(reply, dependencies.kit.texts, 404, { code: "no-such-application" });
      return viewOf(dependencies, caller, row.id);
    },
  );
  app.get(
    "/api/licences/:id/rounds/:round",
    {
      config,
      schema: {
        tags,
        summary: "What was handed in in one round: 0 the submission, n the n-th correction",
        params: byId.extend({ round: z.coerce.number().int().min(0).max(1_000) }),
        response: { 200: licenceRoundSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id, round } = request.params;
      const row = await seenLicence(dependencies.kit, callerOf(request), id);
      const found = row === undefined ? undefined : await findRound(dependencies.kit.db, id, round);
      if (found === undefined) return sendProblem(reply, dependencies.kit.texts, 404, { code: "no-such-application" });
      const { handedInAt, parts, slots } = found;
      return {
        round,
        handedInAt: handedInAt.toISOString(),
        parts: Object.entries(parts).map(([key, value]) => ({ key, value })),
        documents: Object.entries(slots).map(([slot, { bytes: _bytes, ...document }]) => ({ slot, ...document })),
      };
    },
  );
}

/** The authenticated caller of a request. */
export function callerOf(request: FastifyRequest): Caller {
  return present(request.caller, "caller");
}

/** A case that the caller may see; undefined otherwise. */
export async function seenLicence(kit: Pick<Kit, "db">, caller: Caller, id: string) {
  const row = await findLicence(kit.db, id);
  return row === undefined || !maySeeLicence(caller, row) ? undefined : row;
}

/** A case, as visible to the caller now. */
export async function viewOf({ kit }: LicenceDependencies, caller: Caller, id: string) {
  const row = present(await findLicence(kit.db, id), "licence application");
  return describeLicence({ db: kit.db, nowMs: kit.clock.nowMs() }, caller, row);
}

function sendRefusal(kit: Kit, reply: FastifyReply, code: Refusal): FastifyReply {
  const ruleId = RULES[code];
  const rule = ruleId === undefined ? null : citation(rulebookNow(kit.clock.nowMs()), ruleId);
  return sendProblem(reply, kit.texts, STATUS[code], { code, rule: rule ?? undefined });
}
