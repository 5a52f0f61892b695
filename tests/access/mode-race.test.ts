import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventDraft, EventWriter } from "../../src/service/telephony/cdr/index.ts";
import { openEventWriter, openSwitchRun } from "../../src/service/telephony/cdr/wire.ts";
import { approve, checkedInHand, openRevocation, toDirector } from "../../testkit/code-case.ts";
import { testLog } from "../../testkit/database.ts";
import {
  addNumberingOfficers,
  command,
  holderOf,
  type NumberingOfficers,
  succeeded,
} from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../testkit/virtual-context.ts";

const LINE = "+6281100007";
const ROUNDS = 3;
const AT_ONCE = 24;

let virtualContext: VirtualContext;
let portal: TestPortal;
let desk: NumberingOfficers;
let writer: EventWriter;
let tenantId: string;
let run: Awaited<ReturnType<typeof openSwitchRun>>;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addNumberingOfficers(portal);
  const { db } = portal.kit;
  tenantId = virtualContext.ids.next();
  await db.insertInto("tenant").values({ id: tenantId, name: "Uji", createdAt: new Date() }).execute();
  const { clock } = virtualContext;
  writer = openEventWriter({ db, news: { announce: () => undefined }, clock, log: testLog });
  run = await openSwitchRun({
    db,
    clock,
    log: testLog,
    id: virtualContext.ids.next(),
    tenantIds: async () => [tenantId],
    onReplaced: () => undefined,
  });
});

afterAll(async () => {
  await writer?.close(1_000);
  await run?.close();
  await portal?.close();
});

/** A code that a company holds by a decree, with an operational test in progress. */
async function codeInTest(code: string): Promise<string> {
  const company = await portal.company();
  await holderOf(company, { code, desk });
  const nowMs = virtualContext.clock.nowMs();
  await portal.kit.db
    .insertInto("numberTestWindow")
    .values({
      id: virtualContext.ids.next(),
      code,
      kind: "test",
      lines: [LINE],
      createdAt: new Date(nowMs),
      opensAt: new Date(nowMs - 60_000),
      closesAt: new Date(nowMs + 86_400_000),
    })
    .execute();
  const opened = succeeded(await openRevocation(desk.evaluator, code), "a revocation");
  const answer = { command: "answer", text: "Kode tetap kami pakai.", fileId: null };
  succeeded(await command(company.owner.client, opened.id, answer), "an answer");
  await checkedInHand(desk, opened.id);
  await toDirector(desk, opened.id);
  return opened.id;
}

function arrivalAt(code: string): EventDraft {
  const atMs = virtualContext.clock.nowMs();
  return {
    tenantId,
    callId: virtualContext.ids.next(),
    switchId: run.id,
    permit: { code, caller: LINE, atMs },
    events: [
      {
        sequence: 0,
        atMs,
        elapsedUs: 1,
        body: {
          kind: "call.received",
          direction: "inbound",
          caller: LINE,
          called: code,
          code,
          trunkId: null,
          phoneId: null,
          sipCallId: "x@y",
          from: "127.0.0.1:5060",
        },
      },
    ],
  };
}

describe("calls that arrive while the director takes their code away", () => {
  it("are permitted until the decree is there, and none that asks after it is", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const code = `15007${10 + round}`;
      const caseId = await codeInTest(code);
      let isTaken = false;
      const outcomes: { readonly askedAfter: boolean; readonly isPermitted: boolean }[] = [];
      const arriving = Array.from({ length: AT_ONCE }, async () => {
        for (let late = 0; late < 5; ) {
          const askedAfter = isTaken;
          const { ok } = await writer.write(arrivalAt(code), { byMs: null });
          outcomes.push({ askedAfter, isPermitted: ok });
          if (askedAfter) late += 1;
        }
      });
      // On a busy machine the director may decide before the first call arrives; then the test would cover no call.
      await expect.poll(() => outcomes.some(({ isPermitted }) => isPermitted)).toBe(true);
      const decided = await approve(desk, caseId);
      isTaken = true;
      expect(decided.status).toBeLessThan(300);
      await Promise.all(arriving);
      const after = outcomes.filter(({ askedAfter }) => askedAfter);
      expect(outcomes.filter(({ askedAfter, isPermitted }) => !askedAfter && isPermitted).length).toBeGreaterThan(0);
      expect(after.length).toBeGreaterThanOrEqual(AT_ONCE * 5);
      expect(after.filter(({ isPermitted }) => isPermitted)).toEqual([]);
    }
  }, 120_000);
});
