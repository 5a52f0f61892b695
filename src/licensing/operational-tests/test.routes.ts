import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { citation, rulebookNow } from "../numbering/index.ts";
import {
  newTestRequest,
  testCommandRequest,
  testLetterQuery,
  testLetterSchema,
  testOfferSchema,
  testSchema,
  testsQuery,
  testsSchema,
} from "./contract.ts";
import { invitationOf } from "./deadlines/notice-mail.effects.ts";
import { keepReading } from "./deadlines/notices.store.ts";
import { letterFindings } from "./report/check-letter.effects.ts";
import { requestTest } from "./request-test.effects.ts";
import { teamOf } from "./schedule/team.store.ts";
import { testOffer } from "./schedule/test-offer.effects.ts";
import { findTest, type TestRow } from "./test.store.ts";
import { commandTest } from "./test-commands.effects.ts";
import type { TestDependencies } from "./test-dependencies.effects.ts";
import { maySeeTest } from "./test-facts.effects.ts";
import { listTests } from "./test-list.effects.ts";
import { belongsTo } from "./test-person.ts";
import { REFUSAL_RULES, REFUSAL_STATUS, type TestRoomRefusal } from "./test-refusals.ts";
import { describeTest, viewLetterFindings } from "./test-view.effects.ts";

const tags = ["tests"];
/** The error responses of every route of this module. */
export const problems = {
  400: problemSchema,
  403: problemSchema,
  404: problemSchema,
  409: problemSchema,
  429: problemSchema,
} as const;
/** One test by its id. */
export const byId = z.object({ id: z.uuid() });
const signedIn = { access: "signed-in" } as const;
const confirmed = { access: "signed-in", needsConfirmedEmail: true } as const;

/** Routes of tests: list, request, read, command. */
export function addTestRoutes(app: Http, dependencies: TestDependencies): void {
  addListRoute(app, dependencies);
  addRequestRoutes(app, dependencies);
  addCaseRoutes(app, dependencies);
  addNoticeRoutes(app, dependencies);
}

function addListRoute(app: Http, dependencies: TestDependencies): void {
  app.get(
    "/api/tests",
    {
      config: signedIn,
      schema: {
        tags,
        summary: "Operational tests by search",
        querystring: testsQuery,
        response: { 200: testsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      if (request.query.scope === "queue" && !caller.permissions.has("application.read"))
        return sendProblem(reply, dependencies.kit.texts, 403, { code: "not-permitted" });
      return listTests(dependencies, caller, request.query);
    },
  );
}

function addRequestRoutes(app: Http, dependencies: TestDependencies): void {
  app.get(
    "/api/licences/:id/test-offer",
    {
      config: { access: "application.write" },
      schema: {
        tags,
        summary: "What test can be asked for now",
        params: byId,
        response: { 200: testOfferSchema, ...problems },
      },
    },
    async (request, reply) => {
      const offer = await testOffer(dependencies, callerOf(request), request.params.id);
      if (offer === undefined) return sendRefusal(dependencies.kit, reply, "no-such-application");
      return offer;
    },
  );
  app.get(
    "/api/licences/:id/test-letter",
    {
      config: { access: "application.write" },
      schema: {
        tags,
        summary: "What is found in the letter of request before it is sent",
        params: byId,
        querystring: testLetterQuery,
        response: { 200: testLetterSchema, ...problems },
      },
    },
    async (request, reply) => {
      const found = await letterFindings(dependencies, callerOf(request), {
        licenceId: request.params.id,
        fileId: request.query.file,
      });
      if (found === undefined) return sendRefusal(dependencies.kit, reply, "no-such-file");
      return { findings: viewLetterFindings(found) };
    },
  );
  app.post(
    "/api/licences/:id/tests",
    {
      config: { access: "application.write", needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Ask for an operational test",
        params: byId,
        body: newTestRequest,
        response: { 201: testSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const asked = { ...request.body, licenceId: request.params.id, caller, requestId: request.id };
      const done = await requestTest(dependencies, asked);
      if (!done.ok) return sendRefusal(dependencies.kit, reply, done.refusal);
      reply.code(201);
      return viewOf(dependencies, caller, done.value);
    },
  );
}

function addCaseRoutes(app: Http, dependencies: TestDependencies): void {
  app.get(
    "/api/tests/:id",
    {
      config: signedIn,
      schema: { tags, summary: "One operational test", params: byId, response: { 200: testSchema, ...problems } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const row = await seenTest(dependencies, caller, request.params.id);
      if (row === undefined) return sendRefusal(dependencies.kit, reply, "no-such-test");
      return describeTest(dependencies, caller, row);
    },
  );
  app.post(
    "/api/tests/:id/commands",
    {
      config: confirmed,
      schema: {
        tags,
        summary: "Give a command on an operational test",
        params: byId,
        body: testCommandRequest,
        response: { 200: testSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const asked = { id: request.params.id, caller, requestId: request.id, ...request.body };
      const done = await commandTest(dependencies, asked);
      if (!done.ok) return sendRefusal(dependencies.kit, reply, done.refusal);
      return viewOf(dependencies, caller, done.value);
    },
  );
}

function addNoticeRoutes(app: Http, dependencies: TestDependencies): void {
  const { kit } = dependencies;
  app.post(
    "/api/tests/:id/notices/:notice/read",
    {
      config: confirmed,
      schema: {
        tags,
        summary: "Note that somebody of the company has read a notice",
        params: byId.extend({ notice: z.uuid() }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { id, notice: noticeId } = request.params;
      const caller = callerOf(request);
      const row = await seenTest(dependencies, caller, id);
      if (row === undefined || !belongsTo(caller, row.organisation.id)) return sendRefusal(kit, reply, "no-such-test");
      const reading = { testId: id, noticeId, personId: caller.personId, at: new Date(kit.clock.nowMs()) };
      const isKept = await kit.db.transaction().execute((trx) => keepReading(trx, reading));
      if (!isKept) return sendRefusal(kit, reply, "no-such-test");
      return reply.code(204).send(null);
    },
  );
  app.get(
    "/api/tests/:id/invitation.ics",
    { config: signedIn, schema: { tags, summary: "Date and place for a calendar program", params: byId } },
    async (request, reply) => {
      const row = await seenTest(dependencies, callerOf(request), request.params.id);
      const locale = request.headers["accept-language"]?.startsWith("en") === true ? "en" : "id";
      const file = row === undefined ? undefined : await invitationOf(dependencies, row, locale);
      if (row === undefined || file === undefined) return sendRefusal(kit, reply, "no-such-test");
      return reply
        .type("text/calendar; charset=utf-8")
        .header("content-disposition", `attachment; filename="${row.number}.ics"`)
        .header("cache-control", "private, no-store")
        .send(file);
    },
  );
}

/** The authenticated caller of a request. */
export function callerOf(request: FastifyRequest): Caller {
  return present(request.caller, "caller");
}

/** A test that the caller may see; undefined otherwise. */
export async function seenTest({ kit }: TestDependencies, caller: Caller, id: string): Promise<TestRow | undefined> {
  const row = await findTest(kit.db, id);
  if (row === undefined) return undefined;
  const team = (await teamOf(kit.db, id)).map(({ personId }) => personId);
  return maySeeTest(caller, row, team) ? row : undefined;
}

async function viewOf(dependencies: TestDependencies, caller: Caller, id: string) {
  return describeTest(dependencies, caller, present(await findTest(dependencies.kit.db, id), "operational test"));
}

/** Sends a refusal with its status and the rule behind it. */
export function sendRefusal(kit: Kit, reply: FastifyReply, code: TestRoomRefusal): FastifyReply {
  const ruleId = REFUSAL_RULES[code];
  const rule = ruleId === undefined ? null : citation(rulebookNow(kit.clock.nowMs()), ruleId);
  return sendProblem(reply, kit.texts, REFUSAL_STATUS[code], { code, rule: rule ?? undefined });
}
