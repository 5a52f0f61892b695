import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventDraft, EventWriter } from "../../src/service/telephony/cdr/index.ts";
import { openEventWriter, openSwitchRun } from "../../src/service/telephony/cdr/wire.ts";
import { testLog } from "../../testkit/database.ts";
import { licenseCompany } from "../../testkit/licence-record.ts";
import { addNumberingOfficers, holderOf, type NumberingOfficers, succeeded } from "../../testkit/numbering-case.ts";
import { authenticatorOf } from "../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../testkit/virtual-context.ts";

const CALLS = 10_000;
const AT_ONCE = 40;
/** Calls by each caller after the suspension, so that some arrive when it has long taken effect. */
const LATE = 12;
const CODES = ["1500731"];

interface Record {
  readonly standing: string;
  readonly version: number;
  readonly codes: readonly { readonly code: string; readonly mode: string }[];
}

let virtualContext: VirtualContext;
let portal: TestPortal;
let desk: NumberingOfficers;
let writer: EventWriter;
let tenantId: string;
let run: Awaited<ReturnType<typeof openSwitchRun>>;
let licenceId: string;

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
  const company = await portal.company();
  for (const code of CODES) await holderOf(company, { code, desk });
  const { id: organisationId } = company;
  licenceId = await licenseCompany(portal.kit, { organisationId, signer: desk.director, number: "8120001" });
}, 120_000);

afterAll(async () => {
  await writer?.close(1_000);
  await run?.close();
  await portal?.close();
});

function arrivalAt(code: string, nth: number): EventDraft {
  const atMs = virtualContext.clock.nowMs();
  const caller = `+62811${String(1_000_000 + nth)}`;
  return {
    tenantId,
    callId: virtualContext.ids.next(),
    switchId: run.id,
    permit: { code, caller, atMs },
    events: [
      {
        sequence: 0,
        atMs,
        elapsedUs: 1,
        body: {
          kind: "call.received",
          direction: "inbound",
          caller,
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

async function act(name: "suspend" | "resume" | "revoke", code = ""): Promise<Record> {
  const { client } = desk.director;
  const { version } = succeeded(await client.get<Record>(`/api/licence-records/${licenceId}`), "the licence");
  const body = { act: name, expectedVersion: version, reason: "Diperiksa di lokasi.", code };
  return succeeded(await client.post<Record>(`/api/licence-records/${licenceId}/commands`, body), name);
}

describe("ten thousand calls that arrive while a licence is suspended, again and again", () => {
  it("are permitted until the suspension is there, and none that asks after it is", async () => {
    const [code = ""] = CODES;
    let asked = 0;
    let before = 0;
    let wrong = 0;
    let after = 0;
    while (asked < CALLS) {
      let isSuspended = false;
      const arriving = Array.from({ length: AT_ONCE }, async () => {
        for (let late = 0; late < LATE; ) {
          const askedAfter = isSuspended;
          asked += 1;
          const { ok } = await writer.write(arrivalAt(code, asked), { byMs: null });
          if (askedAfter) {
            after += 1;
            late += 1;
            if (ok) wrong += 1;
          } else if (ok) before += 1;
        }
      });
      const record = await act("suspend");
      isSuspended = true;
      expect(record).toMatchObject({ standing: "suspended", codes: [{ code, mode: "off" }] });
      await Promise.all(arriving);
      expect(await act("resume")).toMatchObject({ standing: "active", codes: [{ code, mode: "open" }] });
    }
    expect(wrong).toBe(0);
    expect(before).toBeGreaterThan(100);
    expect(after).toBeGreaterThan(5_000);
  }, 180_000);

  it("find the code silent for good once the licence is revoked", async () => {
    const [code = ""] = CODES;
    expect((await writer.write(arrivalAt(code, 1), { byMs: null })).ok).toBe(true);
    await act("revoke", (await authenticatorOf(portal, desk.director.id))());
    expect((await writer.write(arrivalAt(code, 2), { byMs: null })).ok).toBe(false);
    const again = await desk.director.client.get<Record>(`/api/licence-records/${licenceId}`);
    expect(again.body).toMatchObject({ standing: "revoked", acts: [] });
  });
});
