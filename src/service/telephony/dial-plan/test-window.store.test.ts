import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { endTestWindow, listTestWindows, openTestWindow } from "./test-window.store.ts";

const virtualContext = createVirtualContext();
const CODE = "1500751";
const rules = { hoursMax: 24, linesMax: 10, daysAheadMax: 30 };
let clone: ClonedDatabase;
let database: OpenDatabase;
let own: string;
let other: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 8, log: testLog });
  [own, other] = [virtualContext.ids.next(), virtualContext.ids.next()];
  const createdAt = new Date(virtualContext.clock.nowMs());
  for (const id of [own, other]) await database.db.insertInto("tenant").values({ id, name: id, createdAt }).execute();
  await database.db
    .insertInto("numberMode")
    .values({ code: CODE, mode: "test", source: "licensing", changedAt: createdAt })
    .execute();
  await inTenant(database.db, own, (trx) =>
    trx.insertInto("serviceNumber").values({ code: CODE, tenantId: own, label: "", createdAt }).execute(),
  );
});

afterAll(async () => {
  await database.close();
  await clone.close();
});

const now = () => new Date(virtualContext.clock.nowMs());
const open = (tenantId = own) =>
  inTenant(database.db, tenantId, (trx) =>
    openTestWindow(trx, {
      id: virtualContext.ids.next(),
      code: CODE,
      rules,
      by: null,
      at: now(),
      wish: {
        kind: "rehearsal",
        lines: ["08111234567"],
        opensAtMs: virtualContext.clock.nowMs(),
        closesAtMs: virtualContext.clock.nowMs() + 3_600_000,
      },
    }),
  );
const end = (id: string, tenantId = own) =>
  inTenant(database.db, tenantId, (trx) => endTestWindow(trx, { id, at: now() }));
const list = (tenantId = own) => inTenant(database.db, tenantId, (trx) => listTestWindows(trx, CODE));

describe("windows of a code in test", () => {
  it("are five at the most, however many are opened at once; one that is ended makes room", async () => {
    const opened = await Promise.all(Array.from({ length: 9 }, () => open()));
    expect(opened.filter(({ ok }) => ok)).toHaveLength(5);
    expect(opened.filter((one) => !one.ok && one.refusal === "test-windows-many")).toHaveLength(4);
    const [first] = await list();
    expect(first).toMatchObject({ code: CODE, kind: "rehearsal", lines: ["+628111234567"], endedAt: null });
    const ends = await Promise.all([1, 2, 3].map(() => end(first?.id ?? "")));
    expect(ends.filter(Boolean)).toHaveLength(1);
    expect((await open()).ok).toBe(true);
  });

  it("belong to the call centre that serves the code, and to no other", async () => {
    expect(await open(other)).toEqual({ ok: false, refusal: "test-window-number-unknown" });
    expect(await list(other)).toEqual([]);
    const standing = (await list()).find(({ endedAt }) => endedAt === null);
    expect(await end(standing?.id ?? "", other)).toBe(false);
    expect(await end(standing?.id ?? "")).toBe(true);
  });
});
