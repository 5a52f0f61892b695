import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { citeRule, currentRuleset, officeDate, openRulebook, readCallRules } from "../../../regulation/index.ts";
import { actedEntry, type RequestContext, requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { endTestWindow, listTestWindows, openTestWindow, type TestWindow } from "./test-window.store.ts";
import type { TestWindowRefusal } from "./test-window.ts";
import { rehearsalSchema, testWindowsSchema } from "./test-window-contract.ts";

const tags = ["service"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const config = { access: "service.manage" } as const;

interface Answer {
  readonly status: number;
  readonly path: string | null;
  readonly rule?: "test-window-hours-max" | "test-window-lines-max" | "test-window-days-ahead-max";
}

/** The status of each refusal, the field that it belongs to, and the rule behind it. */
const ANSWERS: Readonly<Record<TestWindowRefusal, Answer>> = {
  "test-window-number-unknown": { status: 404, path: null },
  "test-window-not-in-test": { status: 409, path: null },
  "test-window-lines-wrong": { status: 400, path: "lines" },
  "test-window-lines-many": { status: 400, path: "lines", rule: "test-window-lines-max" },
  "test-window-times-wrong": { status: 400, path: "closesAt" },
  "test-window-too-long": { status: 400, path: "closesAt", rule: "test-window-hours-max" },
  "test-window-too-far": { status: 400, path: "opensAt", rule: "test-window-days-ahead-max" },
  "test-windows-many": { status: 409, path: null },
};

/**
 * Routes of rehearsals of a code that is not open yet: the listed numbers reach it for a limited time. A call centre opens its own rehearsals; a test
 * belongs to the operational test and is read-only here.
 */
export function addTestWindowRoutes(app: Http, kit: Kit): void {
  const params = z.object({ code: z.string().max(40) });
  app.get(
    "/api/service/numbers/:code/test-windows",
    {
      config: { access: "service.read" },
      schema: { tags, summary: "Tests and rehearsals of a code", params, response: { 200: testWindowsSchema } },
    },
    async (request) => {
      const tenantId = tenantOfCaller(request.caller, "service.read");
      const rows = await inTenant(kit.db, tenantId, (trx) => listTestWindows(trx, request.params.code));
      return {
        ...readCallRules(rulebookOf(kit)).testWindow,
        items: rows.map((row) => toTestWindowResponse(row, kit.clock.nowMs())),
      };
    },
  );
  app.post(
    "/api/service/numbers/:code/test-windows",
    {
      config,
      schema: {
        tags,
        summary: "Open a rehearsal",
        params,
        body: rehearsalSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const wish = { code: request.params.code, ...request.body };
      const done = await openRehearsal(kit, requestContextOf(request, "service.manage"), wish);
      if (done.ok) return reply.code(201).send({ id: done.value.id });
      const { status, path, rule } = ANSWERS[done.refusal];
      const fields = path === null ? [] : [{ path, code: done.refusal }];
      const cited = rule === undefined ? undefined : citeRule(rulebookOf(kit).rules[rule]);
      return sendProblem(reply, kit.texts, status, { code: done.refusal, fields, rule: cited });
    },
  );
  addEnding(app, kit);
}

function addEnding(app: Http, kit: Kit): void {
  app.delete(
    "/api/service/test-windows/:id",
    {
      config,
      schema: {
        tags,
        summary: "End a test or rehearsal before its time",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, "service.manage");
      const { id } = request.params;
      const isEnded = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
        if (!(await endTestWindow(trx, { id, at: new Date(kit.clock.nowMs()) }))) return false;
        const fact = {
          action: "number.rehearsal-ended",
          subjectKind: "test-window" as const,
          subjectId: id,
          detail: {},
        };
        await recordAudit(trx, kit, actedEntry(requestContext, fact));
        return true;
      });
      if (!isEnded) return sendProblem(reply, kit.texts, 404, { code: "no-such-test-window" });
      return reply.code(204).send(null);
    },
  );
}

async function openRehearsal(
  kit: Kit,
  requestContext: RequestContext,
  wish: z.infer<typeof rehearsalSchema> & { readonly code: string },
) {
  const { code, lines, opensAt, closesAt } = wish;
  const rules = readCallRules(rulebookOf(kit)).testWindow;
  const times = { opensAtMs: Date.parse(opensAt), closesAtMs: Date.parse(closesAt) };
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const opened = await openTestWindow(trx, {
      id: kit.ids.next(),
      code,
      rules,
      by: requestContext.personId,
      at: new Date(kit.clock.nowMs()),
      wish: { kind: "rehearsal", lines, ...times },
    });
    if (!opened.ok) return opened;
    const detail = { code, lines: opened.value.lines.length, opensAt, closesAt };
    const subject = { subjectKind: "test-window" as const, subjectId: opened.value.id };
    await recordAudit(trx, kit, actedEntry(requestContext, { action: "number.rehearsal-opened", ...subject, detail }));
    return opened;
  });
}

function rulebookOf(kit: Kit) {
  const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(kit.clock.nowMs()) });
  return present(opened.ok ? opened.value : null, "rulebook of today");
}

function toTestWindowResponse(
  { id, kind, lines, opensAt, closesAt, endedAt }: TestWindow,
  nowMs: number,
): z.infer<typeof testWindowsSchema>["items"][number] {
  const times = { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() };
  const isBegun = opensAt.getTime() <= nowMs;
  const state = closesAt.getTime() <= nowMs ? "over" : isBegun ? "open" : "to-come";
  return { id, kind, lines: [...lines], ...times, state: endedAt === null ? state : "ended" };
}
