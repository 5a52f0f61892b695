import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { openRecordingKeeper } from "../../telephony/recordings/wire.ts";
import { hasRoomForSound, RUNNING_BYTES } from "./storage.store.ts";
import { listTenants } from "./tenant-company.store.ts";

const virtualContext = createVirtualContext();
let clone: ClonedDatabase;
let database: OpenDatabase;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 8, log: testLog });
});

afterAll(async () => {
  await database.close();
  await clone.close();
});

async function centre(own: { readonly storageMaxBytes?: number; readonly timeZone?: string } = {}): Promise<string> {
  const id = virtualContext.ids.next();
  const row = { id, name: `Pusat ${id}`, createdAt: new Date(virtualContext.clock.nowMs()), ...own };
  await database.db.insertInto("tenant").values(row).execute();
  return id;
}

const usage = async (tenantId: string, at: string) => {
  const rows = await listTenants(database.db, new Date(at));
  return rows.find(({ id }) => id === tenantId)?.usage;
};

async function ended(tenantId: string, endedAt: string, chargeRupiah: number): Promise<void> {
  const at = new Date(endedAt);
  await inTenant(database.db, tenantId, (trx) =>
    trx
      .insertInto("cdr")
      .values({
        callId: virtualContext.ids.next(),
        tenantId,
        direction: "outbound",
        caller: "101",
        called: "0811",
        chargeRupiah,
        beganAt: at,
        answeredAt: at,
        endedAt: at,
        ringMs: 0,
        talkMs: 1,
        holdMs: 0,
        outcome: "answered",
        endedBy: "caller",
        sipCallId: "x@y",
      })
      .execute(),
  );
}

describe("what a call centre has spent", () => {
  it("is the sum of its records in the month of its own zone, and nobody else's", async () => {
    const [east, other] = [await centre({ timeZone: "Asia/Jayapura" }), await centre()];
    // 00:30 on 1 December in Jayapura is still November in Jakarta.
    for (const tenantId of [east, other]) await ended(tenantId, "2026-11-30T15:30:00Z", 500);
    await Promise.all(Array.from({ length: 20 }, () => ended(east, "2026-12-02T00:00:00Z", 7)));
    expect((await usage(east, "2026-11-30T14:59:00Z"))?.spentRupiah).toBe(0);
    expect((await usage(east, "2026-12-03T00:00:00Z"))?.spentRupiah).toBe(640);
    expect((await usage(other, "2026-11-30T15:40:00Z"))?.spentRupiah).toBe(500);
  });
});

describe("the sound that a call centre may keep", () => {
  const keeper = () =>
    openRecordingKeeper({
      db: database.db,
      clock: virtualContext.clock,
      key: Buffer.alloc(32, 7),
      keepUntil: () => "2027-02-25",
      daysOf: async () => null,
      hasRoom: hasRoomForSound,
    });
  const wish = (tenantId: string) => ({
    recordingId: virtualContext.ids.next(),
    callId: virtualContext.ids.next(),
    tenantId,
    messageQueue: null,
  });

  it("has room for three of thirty recordings that begin at once, each counted until its size is known", async () => {
    const tenantId = await centre({ storageMaxBytes: 3 * RUNNING_BYTES + 1_000 });
    const wishes = Array.from({ length: 30 }, () => wish(tenantId));
    const begun = await Promise.all(wishes.map((one) => keeper().begin(one)));
    expect(begun.filter(({ ok }) => ok)).toHaveLength(3);
    const [first] = wishes.filter((_, nth) => begun[nth]?.ok === true);
    await inTenant(database.db, tenantId, (trx) =>
      trx
        .updateTable("recording")
        .set({ state: "kept", bytes: 1_000 })
        .where("id", "=", first?.recordingId ?? "")
        .execute(),
    );
    expect((await usage(tenantId, "2026-11-25T00:00:00Z"))?.storedBytes).toBe(1_000);
    expect((await keeper().begin(wish(tenantId))).ok).toBe(true);
    expect((await keeper().begin(wish(tenantId))).ok).toBe(false);
  });

  it("is free again when recordings are forgotten, and cannot be written by the program itself", async () => {
    const tenantId = await centre();
    const one = wish(tenantId);
    await keeper().begin(one);
    const act = (set: { readonly state?: string; readonly bytes: number | null }) =>
      inTenant(database.db, tenantId, (trx) =>
        trx.updateTable("recording").set(set).where("id", "=", one.recordingId).execute(),
      );
    await act({ state: "kept", bytes: 5_000 });
    await act({ bytes: null });
    expect((await usage(tenantId, "2026-11-25T00:00:00Z"))?.storedBytes).toBe(0);
    const forged = inTenant(database.db, tenantId, (trx) =>
      trx.updateTable("tenantSpending").set({ rupiah: 0 }).execute(),
    );
    await expect(forged).rejects.toThrow("permission denied");
  });
});
