import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openCallCentre } from "../../../../testkit/call-centre.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { SMS_PRICES_MAX } from "./limits.shared.ts";
import { hasRoomForPrice } from "./price.store.ts";

const virtualContext = createVirtualContext();
let clone: ClonedDatabase;
let database: OpenDatabase;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 2, log: testLog });
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

test("prices of the past take no room from those that follow them", async () => {
  const { operator } = await openCallCentre({ kit: { db: database.db, ...virtualContext }, url: "http://127.0.0.1" });
  const nowMs = virtualContext.clock.nowMs();
  const add = (daysAgo: number, count: number) =>
    sql`insert into sms_price (id, prefix, valid_from, price_rupiah, cost_rupiah, created_by, created_at)
      select gen_random_uuid(), (62000 + n)::text, ${new Date(nowMs - daysAgo * 86_400_000)}::timestamptz, 350, 250,
        ${operator.id}::uuid, ${new Date(nowMs - 100 * 86_400_000)}::timestamptz
      from generate_series(1, ${count}::int) n`.execute(database.db);
  const hasRoom = () => database.db.transaction().execute((trx) => hasRoomForPrice(trx, nowMs));
  for (const daysAgo of [30, 20, 10]) await add(daysAgo, SMS_PRICES_MAX - 1);
  expect(await hasRoom()).toBe(true);
  // Future prices count with those in force, beside the prices that they will replace.
  await add(-1, 1);
  expect(await hasRoom()).toBe(false);
});
