import { z } from "zod";
import { ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http, Refused } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { citeRule, currentRuleset, officeDate, openRulebook, readCallRules } from "../../../regulation/index.ts";
import { type RequestContext, requestContextOf } from "../../tenancy/tenants/index.ts";
import { endTestWindow, listTestWindows, openTestWindow, type TestWindow } from "./test-window.store.ts";
import { TEST_WINDOW_REFUSALS, type TestWindowRefusal } from "./test-window.ts";
import { rehearsalSchema, testWindowsSchema } from "./test-window-contract.ts";

const WINDOWS_OF_NUMBER = "/api/service/numbers/:code/test-windows";
const TEST_WINDOW_ROUTES = { tag: "service", contextOf: requestContextOf, refusals: TEST_WINDOW_REFUSALS } as const;

/** The rule behind a refusal. */
const RULES: Partial<
  Record<TestWindowRefusal, "test-window-hours-max" | "test-window-lines-max" | "test-window-days-ahead-max">
> = {
  "test-window-lines-many": "test-window-lines-max",
  "test-window-too-long": "test-window-hours-max",
  "test-window-too-far": "test-window-days-ahead-max",
};

/**
 * Routes of rehearsals of a code that is not open yet: the listed numbers reach it for a limited time. A call centre opens its own rehearsals; a test
 * belongs to the operational test and is read-only here.
 */
export function addTestWindowRoutes(app: Http, kit: Kit): void {
  const reads = tenantRoutes(app, kit, { ...TEST_WINDOW_ROUTES, access: "service.read" });
  const commands = tenantRoutes(app, kit, { ...TEST_WINDOW_ROUTES, access: "service.manage" });
  const params = z.object({ code: z.string().max(40) });
  reads.get(
    WINDOWS_OF_NUMBER,
    { summary: "Tests and rehearsals of a code", params, answer: testWindowsSchema },
    async (trx, { params: { code } }) => ({
      items: (await listTestWindows(trx, code)).map((row) => toTestWindowResponse(row, kit.clock.nowMs())),
      ...readCallRules(rulebookOf(kit)).testWindow,
    }),
  );
  commands.post(
    WINDOWS_OF_NUMBER,
    { summary: "Open a rehearsal", params, body: rehearsalSchema, answer: z.object({ id: z.uuid() }), status: 201 },
    ({ requestContext, params: { code }, body }) => openRehearsal(kit, requestContext, { ...body, code }),
  );
  commands.delete(
    "/api/service/test-windows/:id",
    { summary: "End a test or rehearsal before its time", params: z.object({ id: z.uuid() }) },
    ({ requestContext, params: { id } }) => endRehearsal(kit, requestContext, id),
  );
}

async function openRehearsal(
  kit: Kit,
  requestContext: RequestContext,
  form: z.infer<typeof rehearsalSchema> & { readonly code: string },
): Promise<Result<{ readonly id: string }, Refused<TestWindowRefusal>>> {
  const { code, lines, opensAt, closesAt } = form;
  const rulebook = rulebookOf(kit);
  const rules = readCallRules(rulebook).testWindow;
  const times = { opensAtMs: Date.parse(opensAt), closesAtMs: Date.parse(closesAt) };
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const opened = await openTestWindow(trx, {
      id: kit.ids.next(),
      code,
      rules,
      by: requestContext.personId,
      at,
      wish: { kind: "rehearsal", lines, ...times },
    });
    if (!opened.ok) {
      const rule = RULES[opened.refusal];
      return refuse({ code: opened.refusal, rule: rule && citeRule(rulebook.rules[rule]) });
    }
    const { id } = opened.value;
    const detail = { code, lines: opened.value.lines.length, opensAt, closesAt };
    await audit({ action: "number.rehearsal-opened", subjectKind: "test-window", subjectId: id, detail });
    return ok({ id });
  });
}

async function endRehearsal(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, TestWindowRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if (!(await endTestWindow(trx, { id, at }))) return refuse("no-such-test-window");
    await audit({ action: "number.rehearsal-ended", subjectKind: "test-window", subjectId: id, detail: {} });
    return ok(null);
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
