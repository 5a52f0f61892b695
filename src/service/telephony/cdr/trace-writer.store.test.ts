import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { deleteTraceBefore, traceOfCall } from "./sip-trace.store.ts";
import type { TracedMessage } from "./sip-trace.ts";
import { openTraceWriter } from "./trace-writer.effects.ts";

const virtualContext = createVirtualContext();
let clone: ClonedDatabase;
let database: OpenDatabase;
let tenantId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
  tenantId = virtualContext.ids.next();
  await database.db.insertInto("tenant").values({ id: tenantId, name: "Uji", createdAt: new Date() }).execute();
});

afterAll(async () => {
  await database.close();
  await clone.close();
});

const message = (callId: string, sequence: number): TracedMessage => ({
  callId,
  tenantId,
  legId: virtualContext.ids.next(),
  sequence,
  atMs: virtualContext.clock.nowMs(),
  elapsedUs: sequence,
  direction: "received",
  fromAddress: "a:1",
  toAddress: "b:2",
  transport: "udp",
  method: "INVITE",
  status: null,
  cseq: "1 INVITE",
  isRepeated: false,
  message: "INVITE",
});

const messages = (count: number, callId = virtualContext.ids.next()) =>
  Array.from({ length: count }, (_, sequence) => message(callId, sequence));

describe("traces of calls", () => {
  it("are written and read in their order", async () => {
    const writer = openTraceWriter({ db: database.db, log: testLog });
    const some = messages(300);
    writer.add(some.slice(150));
    writer.add(some.slice(0, 150));
    await writer.close(5_000);
    const callId = some[0]?.callId ?? "";
    expect(await inTenant(database.db, tenantId, (trx) => traceOfCall(trx, callId))).toEqual(some);
    expect(writer.dropped()).toBe(0);
  });

  it("beyond the room that waits are dropped and counted; nobody waits for them", async () => {
    const away = openDatabase({ access: clone.access, role: "app", max: 1, log: testLog });
    await away.close();
    const writer = openTraceWriter({ db: away.db, log: testLog });
    for (let nth = 0; nth < 20; nth += 1) writer.add(messages(400));
    await writer.close(1_000);
    expect(writer.dropped()).toBeGreaterThanOrEqual(20 * 400 - 5_000);
  });

  it("older than their time go, in portions; the others stay", async () => {
    const writer = openTraceWriter({ db: database.db, log: testLog });
    const old = messages(30);
    writer.add(old);
    await writer.close(5_000);
    virtualContext.advance(60_000);
    const fresh = openTraceWriter({ db: database.db, log: testLog });
    const young = messages(5);
    fresh.add(young);
    await fresh.close(5_000);
    const before = new Date(virtualContext.clock.nowMs());
    const remove = () => inTenant(database.db, tenantId, (trx) => deleteTraceBefore(trx, { before, limit: 200 }));
    expect(await remove()).toBe(200);
    expect(await remove()).toBe(130);
    expect(await remove()).toBe(0);
    const left = await inTenant(database.db, tenantId, (trx) => traceOfCall(trx, young[0]?.callId ?? ""));
    expect(left).toHaveLength(5);
  });
});
