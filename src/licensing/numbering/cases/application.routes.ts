import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { CASE_REFUSAL_RULES, CASE_REFUSAL_STATUS } from "../case-work/case-refusals.ts";
import { KIND_CHOICE_RULES } from "../case-work/kind-choice.ts";
import { displayCode } from "../codes/access-code.ts";
import {
  applicationSchema,
  applicationsQuery,
  applicationsSchema,
  commandSchema,
  findingsSchema,
  newApplicationSchema,
  saveFormSchema,
} from "../contract.ts";
import { findApplication } from "./application.store.ts";
import { unchangedItems } from "./application.ts";
import { type CommandDependencies, type CommandRefusal, commandApplication } from "./application-commands.effects.ts";
import { factsOf, findingsOf, maySee } from "./application-facts.effects.ts";
import { listApplications } from "./application-list.effects.ts";
import { describeApplication, describeRow } from "./application-view.effects.ts";
import { beginDraft, type DraftRefusal, saveForm } from "./draft.effects.ts";
import { citation, rulebookNow, rulebookOf } from "./rules-in-force.ts";

/** HTTP status of each refusal. */
const STATUS: Readonly<Record<DraftRefusal | CommandRefusal, number>> = {
  ...CASE_REFUSAL_STATUS,
  "no-such-hold": 404,
  "no-such-file": 404,
  "hold-ended": 409,
  "application-open": 409,
  "code-not-held": 409,
  "item-accepted": 409,
  "own-service-needed": 403,
  "kind-needs-codes": 409,
  "new-service-missing": 409,
  "new-service-known": 409,
  "promise-not-possible": 409,
  "findings-open": 409,
  "correction-unchanged": 409,
  "no-item-returned": 409,
  "code-not-theirs": 403,
  "code-has-open-case": 409,
  "answer-period-open": 409,
  "answer-period-over": 409,
  "answer-missing": 400,
};

/** The rule behind a refusal, where there is one. */
const RULES: Readonly<Partial<Record<DraftRefusal | CommandRefusal, string>>> = {
  ...CASE_REFUSAL_RULES,
  "application-open": "one-open-new-request",
  "hold-ended": "hold-minutes",
  "correction-unchanged": "promise-restarts-max",
  "answer-period-open": "revocation-answer-days",
  "answer-period-over": "revocation-answer-days",
  ...KIND_CHOICE_RULES,
};

const tags = ["applications"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const byId = z.object({ id: z.uuid() });

/** Routes of applications for access codes: draft, pre-check, submission, check, proposal, decision. */
export function addApplicationRoutes(app: Http, dependencies: CommandDependencies): void {
  addReadingRoutes(app, dependencies.kit);
  addDraftRoutes(app, dependencies.kit);
  app.post(
    "/api/applications/:id/commands",
    {
      config: { access: "signed-in", needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Give a command on an application",
        params: byId,
        body: commandSchema,
        response: { 200: applicationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { expectedVersion, ...command } = request.body;
      const caller = callerOf(request);
      const done = await commandApplication(dependencies, {
        id: request.params.id,
        caller,
        requestId: request.id,
        expectedVersion,
        command,
      });
      if (done.ok) return describeRow(dependencies.kit, caller, done.value);
      const params = done.refusal === "correction-unchanged" ? await unchangedParams(dependencies.kit, request) : {};
      return sendRefusal(dependencies.kit, reply, { code: done.refusal, params });
    },
  );
}

interface Refused {
  readonly code: DraftRefusal | CommandRefusal;
  readonly params?: Readonly<Record<string, string>>;
}

function sendRefusal(kit: Kit, reply: FastifyReply, { code, params = {} }: Refused): FastifyReply {
  const ruleId = RULES[code];
  const rule = ruleId === undefined ? null : citation(rulebookNow(kit.clock.nowMs()), ruleId);
  return sendProblem(reply, kit.texts, STATUS[code], { code, params, rule: rule ?? undefined });
}

/** Labels of the returned items that are unchanged, for the refusal's message. */
async function unchangedParams(kit: Kit, request: FastifyRequest<{ Params: { id: string } }>) {
  const row = present(await findApplication(kit.db, request.params.id), "application");
  const { items } = await factsOf({ db: kit.db, nowMs: kit.clock.nowMs() }, row, { caller: callerOf(request) });
  const names = unchangedItems(items).map((key) => kit.texts.text(request.locale, `web.application.item.${key}`));
  return { items: names.join(", ") };
}

function callerOf(request: FastifyRequest): Caller {
  return present(request.caller, "caller");
}

function addDraftRoutes(app: Http, kit: Kit): void {
  const config = { access: "application.write" } as const;
  app.post(
    "/api/applications",
    {
      config,
      schema: {
        tags,
        summary: "Begin an application for a held code",
        body: newApplicationSchema,
        response: { 201: applicationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const begun = await beginDraft(kit, { ...request.body, caller, requestId: request.id });
      if (!begun.ok) return sendRefusal(kit, reply, { code: begun.refusal });
      reply.code(201);
      return describeApplication(kit, caller, begun.value);
    },
  );
  app.put(
    "/api/applications/:id/form",
    {
      config,
      schema: {
        tags,
        summary: "Save the form",
        params: byId,
        body: saveFormSchema,
        response: { 200: applicationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const saved = await saveForm(kit, { ...request.body, id: request.params.id, caller, requestId: request.id });
      if (!saved.ok) return sendRefusal(kit, reply, { code: saved.refusal });
      return describeApplication(kit, caller, saved.value);
    },
  );
}

function addReadingRoutes(app: Http, kit: Kit): void {
  const config = { access: "signed-in" } as const;
  app.get(
    "/api/applications",
    {
      config,
      schema: {
        tags,
        summary: "Applications by search",
        querystring: applicationsQuery,
        response: { 200: applicationsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { scope } = request.query;
      if (scope === "queue" && !caller.permissions.has("application.read")) {
        return sendProblem(reply, kit.texts, 403, { code: "not-permitted" });
      }
      return listApplications(kit, caller, request.query);
    },
  );
  app.get(
    "/api/applications/:id",
    {
      config,
      schema: { tags, summary: "One application", params: byId, response: { 200: applicationSchema, ...problems } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const row = await findApplication(kit.db, request.params.id);
      if (row === undefined || !maySee(caller, row))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      return describeRow(kit, caller, row);
    },
  );
  app.get(
    "/api/applications/:id/pre-check",
    {
      config,
      schema: {
        tags,
        summary: "Every fault of the form now",
        params: byId,
        response: { 200: findingsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const row = await findApplication(kit.db, request.params.id);
      if (row === undefined || !maySee(callerOf(request), row)) {
        return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      }
      const rulebook = rulebookOf(row.ruleVersion, row.createdAt.getTime());
      const findings = (await findingsOf({ db: kit.db, nowMs: kit.clock.nowMs() }, row)).map(
        ({ place, code, ruleId, accessCode = null }) => {
          const params = accessCode === null ? {} : { accessCode: displayCode(accessCode) };
          return {
            place,
            code,
            accessCode,
            message: kit.texts.text(request.locale, `findings.${code}.message`, params),
            remedy: kit.texts.text(request.locale, `findings.${code}.remedy`, params),
            rule: citation(rulebook, ruleId),
          };
        },
      );
      return { findings };
    },
  );
}
