import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addQueueFixture, type QueueFixture, queueEvents } from "../../../../../testkit/queue-fixture.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import { renewLease, takeLease } from "./acd-lease.store.ts";
import { openPastEvents } from "./past-events.store.ts";

const virtualContext = createVirtualContext();
const FROM_MS = Date.parse("2026-09-01T00:00:00Z");
const LEASE_MS = 60_000;
let clone: ClonedDatabase;
let database: OpenDatabase;
let centre: QueueFixture;
let switchId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
});

beforeEach(async () => {
  centre = await addQueueFixture(database.db, virtualContext);
  switchId = virtualContext.ids.next();
  const at = new Date(virtualContext.clock.nowMs());
  await database.db.insertInto("switchRun").values({ id: switchId, startedAt: at, beatAt: at }).execute();
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

const take = () =>
  inTenant(database.db, centre.tenantId, (trx) =>
    takeLease(trx, { tenantId: centre.tenantId, switchId, leaseMs: LEASE_MS }),
  );
const open = () => openPastEvents(database.db, { tenantId: centre.tenantId, switchId, steadyFromMs: FROM_MS });
const refused = (afterMs: number) => {
  const { queueId } = centre;
  const body = { kind: "contact.refused", contactId: virtualContext.ids.next(), queueId, reason: "full" } as const;
  return { atMs: FROM_MS + afterMs, body };
};

describe("past events of queues", () => {
  it("are appended in their order, and the queues are given back", async () => {
    const past = await open();
    await past.write([refused(1_000), refused(2_000)]);
    await past.write([refused(3_000)]);
    expect(await take()).toBeUndefined();
    await past.close();
    const events = await queueEvents(database.db, centre.tenantId);
    expect(events.map(({ sequence, steadyMs }) => [sequence, steadyMs])).toEqual([
      [1, 1_000],
      [2, 2_000],
      [3, 3_000],
    ]);
    expect(await take()).toBeDefined();
  });

  it("take the queues from the switch that owns them, which notices it by its fence", async () => {
    const owned = await take();
    const past = await open();
    const { tenantId } = centre;
    const renewed = await inTenant(database.db, tenantId, (trx) =>
      renewLease(trx, { tenantId, fence: owned?.fence ?? 0, leaseMs: LEASE_MS }),
    );
    expect(renewed).toBe(false);
    await past.close();
  });

  it("are refused where the queues have a history already", async () => {
    const past = await open();
    await past.write([refused(1_000)]);
    await past.close();
    await expect(open()).rejects.toThrow("have a history already");
  });
});
