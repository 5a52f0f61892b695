import type { FastifyReply } from "fastify";
import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { citation, rulebookNow } from "../../numbering/index.ts";
import { callerOf } from "../licence.routes.ts";
import { findLicence, namesOf } from "../licence.store.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import { type FileObjectionRefusal, fileObjection } from "./file-objection.effects.ts";
import { findObjection } from "./objection.store.ts";
import { commandObjection, type ObjectionCommandRefusal } from "./objection-commands.effects.ts";
import {
  newObjectionRequest,
  objectionCommandRequest,
  objectionReviewersSchema,
  objectionSchema,
  objectionsQuery,
  objectionsSchema,
} from "./objection-contract.ts";
import type { KnownObjection } from "./objection-facts.effects.ts";
import { freeOfficers } from "./objection-mail.effects.ts";
import { maySeeObjection, REVIEWERS } from "./objection-person.ts";
import { describeObjection, listObjections } from "./objection-view.effects.ts";

type Refusal = FileObjectionRefusal | ObjectionCommandRefusal;

/** HTTP status of each refusal. */
const STATUS: Readonly<Record<Refusal, number>> = {
  "no-such-application": 404,
  "no-such-file": 404,
  "version-stale": 409,
  "command-not-now": 409,
  "not-your-case": 403,
  "objection-judged": 403,
  "four-eyes": 403,
  "conflict-of-interest": 403,
  "interest-undeclared": 403,
  "interest-stands": 409,
  "reason-missing": 400,
  "objection-filed": 409,
  "objection-too-late": 409,
  "licence-open": 409,
  "assignee-unfit": 409,
  "assignee-conflict": 409,
  "assignee-judged": 409,
  "assignee-same": 409,
};

/** The rule behind a refusal, where there is one. */
const RULES: Readonly<Partial<Record<Refusal, string>>> = {
  "objection-too-late": "objection-working-days",
  "licence-open": "one-open-licence-application",
};

const tags = ["objections"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const byId = z.object({ id: z.uuid() });

/** Routes of objections to a rejection: file, list, read, command, and eligible reviewers. */
export function addObjectionRoutes(app: Http, dependencies: LicenceDependencies): void {
  addFilingRoute(app, dependencies);
  addReadRoutes(app, dependencies);
  app.post(
    "/api/objections/:id/commands",
    {
      config: { access: "signed-in", needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Give a command on an objection",
        params: byId,
        body: objectionCommandRequest,
        response: { 200: objectionSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const asked = { id: request.params.id, caller, requestId: request.id, ...request.body };
      const done = await commandObjection(dependencies, asked);
      if (!done.ok) return sendRefusal(dependencies.kit, reply, done.refusal);
      return viewOf(dependencies, caller, done.value);
    },
  );
}

function addFilingRoute(app: Http, dependencies: LicenceDependencies): void {
  app.post(
    "/api/licences/:id/objections",
    {
      config: { access: "application.write", needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Object to the rejection of a licence application",
        params: byId,
        body: newObjectionRequest,
        response: { 201: objectionSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const filed = { caller, requestId: request.id, licenceId: request.params.id, ...request.body };
      const done = await fileObjection(dependencies, filed);
      if (!done.ok) return sendRefusal(dependencies.kit, reply, done.refusal);
      reply.code(201);
      return viewOf(dependencies, caller, done.value);
    },
  );
}

function addReadRoutes(app: Http, dependencies: LicenceDependencies): void {
  const { kit } = dependencies;
  app.get(
    "/api/objections",
    {
      config: { access: "application.read" },
      schema: {
        tags,
        summary: "Objections at the officers' desk",
        querystring: objectionsQuery,
        response: { 200: objectionsSchema },
      },
    },
    async (request) => listObjections({ db: kit.db, nowMs: kit.clock.nowMs() }, request.query),
  );
  app.get(
    "/api/objections/:id",
    {
      config: { access: "signed-in" },
      schema: { tags, summary: "One objection", params: byId, response: { 200: objectionSchema, ...problems } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const known = await seenObjection(kit, caller, request.params.id);
      if (known === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      return viewOf(dependencies, caller, known.row.id);
    },
  );
  app.get(
    "/api/objections/:id/reviewers",
    {
      config: { access: "application.read" },
      schema: {
        tags,
        summary: "Officers an objection can be given to",
        params: byId,
        response: { 200: objectionReviewersSchema, ...problems },
      },
    },
    async (request, reply) => {
      const known = await seenObjection(kit, callerOf(request), request.params.id);
      if (known === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      return { items: await reviewersOf(dependencies, known) };
    },
  );
}

/** The officers who may review, judged nothing in the application and have declared no interest in it. */
async function reviewersOf(dependencies: LicenceDependencies, known: KnownObjection) {
  const { kit } = dependencies;
  const now = new Date(kit.clock.nowMs());
  const ids = await freeOfficers(dependencies, { db: kit.db, known, now }, REVIEWERS);
  const interested = await kit.db
    .selectFrom("licenceInterest")
    .select("personId")
    .where("applicationId", "=", known.licence.id)
    .where("hasInterest", "=", true)
    .execute();
  const free = ids.filter((id) => !interested.some(({ personId }) => personId === id));
  const names = await namesOf(kit.db, free);
  return free
    .map((id) => ({ id, name: names.get(id) ?? "" }))
    .toSorted((left, right) => left.name.localeCompare(right.name));
}

async function seenObjection(kit: Pick<Kit, "db">, caller: Caller, id: string): Promise<KnownObjection | undefined> {
  const row = await findObjection(kit.db, id);
  const licence = row === undefined ? undefined : await findLicence(kit.db, row.applicationId);
  if (row === undefined || licence === undefined || !maySeeObjection(caller, licence)) return undefined;
  return { row, licence };
}

async function viewOf({ kit }: LicenceDependencies, caller: Caller, id: string) {
  const known = present(await seenObjection(kit, caller, id), "objection");
  return describeObjection({ db: kit.db, nowMs: kit.clock.nowMs() }, caller, known);
}

function sendRefusal(kit: Kit, reply: FastifyReply, code: Refusal): FastifyReply {
  const ruleId = RULES[code];
  const rule = ruleId === undefined ? null : citation(rulebookNow(kit.clock.nowMs()), ruleId);
  return sendProblem(reply, kit.texts, STATUS[code], { code, rule: rule ?? undefined });
}
