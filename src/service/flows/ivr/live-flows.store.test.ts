import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { flowSample } from "../../../../testkit/flow-sample.ts";
import { addPerson } from "../../../../testkit/users.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import {
  type DatabaseTransaction,
  inTenant,
  type OpenDatabase,
  openDatabase,
} from "../../../platform/database/index.ts";
import { loadLiveFlows } from "./live-flows.store.ts";

const virtualContext = createVirtualContext();
let clone: ClonedDatabase;
let database: OpenDatabase;
let tenantId: string;
let by: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
  tenantId = virtualContext.ids.next();
  await database.db.insertInto("tenant").values({ id: tenantId, name: "Uji", createdAt: new Date() }).execute();
  by = (await addPerson({ ...virtualContext, db: database.db })).id;
  for (const code of ["1500881", "1500882"]) await addNumber(code);
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

const within = <Value>(act: (trx: DatabaseTransaction) => Promise<Value>) => inTenant(database.db, tenantId, act);
const at = () => new Date(virtualContext.clock.nowMs());

async function addNumber(code: string): Promise<void> {
  const mode = { code, mode: "test", source: "by-hand", decreeNumber: "1", changedAt: at() };
  await database.db
    .insertInto("numberMode")
    .values(mode)
    .onConflict((on) => on.doNothing())
    .execute();
  await within((trx) =>
    trx.insertInto("serviceNumber").values({ code, tenantId, label: "", createdAt: at() }).execute(),
  );
}

async function addFlow(name: string, live: number): Promise<string> {
  const id = virtualContext.ids.next();
  await within(async (trx) => {
    const draft = JSON.stringify({ ...flowSample, languages: ["id"] });
    const changed = { createdAt: at(), changedAt: at(), changedBy: by };
    await trx
      .insertInto("flow")
      .values({ id, tenantId, name, draft, live, ...changed })
      .execute();
    for (let number = 1; number <= live; number += 1) {
      const published = { digest: "0".repeat(64), note: "", publishedBy: by, publishedAt: at() };
      const flow = JSON.stringify({ ...flowSample, languages: number === live ? ["id", "en"] : ["en"] });
      await trx
        .insertInto("flowVersion")
        .values({ flowId: id, number, tenantId, flow, ...published })
        .execute();
    }
  });
  return id;
}

const assign = (code: string, flowId: string) =>
  within((trx) => trx.insertInto("flowNumber").values({ code, tenantId, flowId }).execute());

describe("the live flows of a call centre", () => {
  it("are those that were published and have a number, each in its newest version and not as its draft", async () => {
    const used = await addFlow("Layanan", 3);
    const draft = await addFlow("Belum terbit", 0);
    await addFlow("Tanpa nomor", 1);
    await assign("1500882", draft);
    await assign("1500881", used);
    expect(await within(loadLiveFlows)).toEqual([
      { flowId: used, version: 3, flow: { ...flowSample, languages: ["id", "en"] }, numbers: ["1500881"] },
    ]);
    await expect(assign("1500881", draft)).rejects.toThrow("flow_number_pkey");
  });

  it("are nobody else's, and cannot be given his numbers", async () => {
    const other = virtualContext.ids.next();
    await database.db.insertInto("tenant").values({ id: other, name: "Lain", createdAt: at() }).execute();
    const [live] = await within(loadLiveFlows);
    expect(await inTenant(database.db, other, loadLiveFlows)).toEqual([]);
    const stolen = { code: "1500882", tenantId: other, flowId: live?.flowId ?? "" };
    await within((trx) => trx.deleteFrom("flowNumber").where("code", "=", "1500882").execute());
    await expect(
      inTenant(database.db, other, (trx) => trx.insertInto("flowNumber").values(stolen).execute()),
    ).rejects.toThrow("foreign key");
  });

  it("answer a number no more that has left the service", async () => {
    await within((trx) => trx.deleteFrom("serviceNumber").where("code", "=", "1500881").execute());
    expect(await within(loadLiveFlows)).toEqual([]);
  });
});
