import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import {
  type DatabaseTransaction,
  inTenant,
  type OpenDatabase,
  openDatabase,
} from "../../../platform/database/index.ts";
import { keepBindings } from "./phone.store.ts";
import { endPhone, insertPhone, renewSecret } from "./phone-form.store.ts";

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
  await database?.close();
  await clone?.close();
});

const within = <Value>(act: (trx: DatabaseTransaction) => Promise<Value>) => inTenant(database.db, tenantId, act);

/** A phone with a registered device. */
async function registered(extension: string): Promise<string> {
  const [id, nowMs] = [virtualContext.ids.next(), virtualContext.clock.nowMs()];
  const account = {
    extension,
    name: "Meja",
    username: `phone-${extension}`,
    isEncrypted: false,
    sealedSecret: Buffer.from("old"),
  };
  await within(async (trx) => {
    await insertPhone(trx, { id, tenantId, ...account, createdAt: new Date(nowMs) });
    await keepBindings(trx, { id, tenantId }, [
      {
        contact: "sip:101@192.0.2.1",
        address: "192.0.2.1",
        port: 5060,
        transport: "udp",
        connection: null,
        sittingId: null,
        sipCallId: "a",
        cseq: 1,
        userAgent: "",
        registeredAtMs: nowMs,
        expiresAtMs: nowMs + 3_600_000,
      },
    ]);
  });
  return id;
}

const bindingsOf = (id: string) =>
  within((trx) => trx.selectFrom("phoneBinding").select("contact").where("phoneId", "=", id).execute());

describe("where a phone could be reached", () => {
  it.each<readonly [string, string, (trx: DatabaseTransaction, id: string) => Promise<void>]>([
    ["gets another password", "101", (trx, id) => renewSecret(trx, { id, sealedSecret: Buffer.from("new") })],
    ["is ended", "102", (trx, id) => endPhone(trx, id, new Date())],
  ])("is forgotten in the transaction in which it %s", async (_what, extension, act) => {
    const [id, other] = [await registered(extension), await registered(`9${extension}`)];
    expect(await bindingsOf(id)).toHaveLength(1);
    await within((trx) => act(trx, id));
    expect(await bindingsOf(id)).toEqual([]);
    expect(await bindingsOf(other)).toHaveLength(1);
  });
});
