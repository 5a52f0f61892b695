import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCallCentre } from "../../../../testkit/call-centre.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { addTestCarrier } from "../../../../testkit/short-messages.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { issueInvoices } from "./invoice.store.ts";

const virtualContext = createVirtualContext();
const PRICE = 350;
let clone: ClonedDatabase;
let database: OpenDatabase;
let owner: OpenDatabase;
let carrierId: string;
let priceId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 6, log: testLog });
  owner = openDatabase({ access: clone.access, role: "owner", max: 2, log: testLog });
  carrierId = await addTestCarrier({ db: database.db, ...virtualContext, key: randomBytes(32) }, { name: "Uji" });
  const { operator } = await openCallCentre({ kit: { db: database.db, ...virtualContext }, url: "http://127.0.0.1" });
  priceId = virtualContext.ids.next();
  const at = new Date("2026-01-01T00:00:00Z");
  await database.db
    .insertInto("smsPrice")
    .values({
      id: priceId,
      carrierId: null,
      prefix: "62",
      category: null,
      priceRupiah: PRICE,
      costRupiah: 250,
      createdBy: operator.id,
      createdAt: at,
      validFrom: new Date(at.getTime() + 1_000),
    })
    .execute();
});

afterAll(async () => {
  await owner?.close();
  await database?.close();
  await clone?.close();
});

/** A call centre that sent one segment at each of the given moments. */
async function sent(...moments: readonly string[]): Promise<string> {
  const { tenantId } = await openCallCentre({ kit: { db: database.db, ...virtualContext }, url: "http://127.0.0.1" });
  await send(tenantId, ...moments);
  return tenantId;
}

const send = (tenantId: string, ...moments: readonly string[]) =>
  inTenant(database.db, tenantId, async (trx) => {
    const charge = { kind: "charge", purse: "postpaid", amountRupiah: -PRICE, segments: 1, category: "otp" };
    for (const moment of moments) {
      const id = virtualContext.ids.next();
      const place = { tenantId, priceId, carrierId, reference: `charge ${id}`, at: new Date(moment) };
      await trx
        .insertInto("smsLedgerEntry")
        .values({ id, ...charge, ...place })
        .execute();
    }
  });

const issue = (now: string) =>
  issueInvoices(database.db, {
    nowMs: Date.parse(now),
    newId: () => virtualContext.ids.next(),
    installation: "Sambung",
  });

const invoices = (tenantId: string) =>
  inTenant(database.db, tenantId, (trx) =>
    trx.selectFrom("smsInvoice").select(["month", "number", "dueRupiah"]).orderBy("month").execute(),
  );

const moveTo = (tenantId: string, timeZone: string) =>
  owner.db.updateTable("tenant").set({ timeZone }).where("id", "=", tenantId).execute();

describe("invoices of short messages", () => {
  it("are added up while somebody spends of the balance, and keep nobody from it", async () => {
    const tenantId = await sent("2026-02-01T00:00:00+07:00", "2026-02-14T12:00:00+07:00", "2026-02-28T23:59:59+07:00");
    await inTenant(database.db, tenantId, async (trx) => {
      await sql`select from lock_sms_balance(${tenantId}::uuid, ${new Date("2026-03-01T03:00:00+07:00")}::timestamptz)`.execute(
        trx,
      );
      expect(await issue("2026-03-01T03:00:00+07:00")).toBe(1);
    });
    expect(await invoices(tenantId)).toEqual([
      { month: "2026-02-01", number: "SMS-2026-02-0001", dueRupiah: 3 * PRICE },
    ]);
  });

  it("are issued for all others where that of one cannot be, whose turn comes again", async () => {
    const all = [
      await sent("2026-03-05T00:00:00Z"),
      await sent("2026-03-05T00:00:00Z"),
      await sent("2026-03-06T00:00:00Z"),
    ];
    const [bad = "", ...good] = all.toSorted();
    await send(bad, "2026-04-05T00:00:00Z");
    for (const tenantId of good) await send(tenantId, "2026-04-05T00:00:00Z");
    await sql`create function refuse_invoice() returns trigger language plpgsql as $$ begin raise 'no'; end $$`.execute(
      owner.db,
    );
    await sql`create trigger refuse_invoice before insert on sms_invoice for each row when (new.tenant_id = ${sql.lit(bad)}::uuid)
      execute function refuse_invoice()`.execute(owner.db);
    await expect(issue("2026-05-02T00:00:00Z")).rejects.toThrow(bad);
    for (const tenantId of good)
      expect((await invoices(tenantId)).map(({ month }) => month)).toEqual(["2026-03-01", "2026-04-01"]);
    expect(await invoices(bad)).toEqual([]);
    await sql`drop trigger refuse_invoice on sms_invoice`.execute(owner.db);
    expect(await issue("2026-05-02T00:15:00Z")).toBe(2);
    // Invoice numbers of a month have no gaps, even after failures.
    const numbers = (await Promise.all(all.map(invoices))).flat().map(({ number }) => number);
    expect(numbers.toSorted()).toEqual([
      ...["SMS-2026-03-0001", "SMS-2026-03-0002", "SMS-2026-03-0003"],
      ...["SMS-2026-04-0001", "SMS-2026-04-0002", "SMS-2026-04-0003"],
    ]);
  });

  it("have each entry once, also where the call centre's zone changes between them", async () => {
    // The moment is in July in Jakarta and already in August in Makassar, and vice versa.
    const [east, west] = [await sent("2026-07-10T00:00:00Z"), await sent("2026-07-10T00:00:00Z")];
    for (const tenantId of [east, west]) await send(tenantId, "2026-07-31T16:30:00Z", "2026-08-10T00:00:00Z");
    await moveTo(west, "Asia/Makassar");
    await issue("2026-08-01T00:00:00Z");
    await moveTo(east, "Asia/Makassar");
    await moveTo(west, "Asia/Jakarta");
    await issue("2026-09-01T00:00:00Z");
    expect((await invoices(east)).map(({ dueRupiah }) => dueRupiah)).toEqual([2 * PRICE, PRICE]);
    expect((await invoices(west)).map(({ dueRupiah }) => dueRupiah)).toEqual([PRICE, 2 * PRICE]);
  });
});
