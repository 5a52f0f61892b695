import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClonedDatabase } from "../../../../testkit/clone.ts";
import { inTenant, type OpenDatabase } from "../../../platform/database/index.ts";
import { createRuntimeContext } from "../../../platform/world/index.ts";
import { defaultTenant } from "../../tenancy/tenants/wire.ts";
import { endLostConferences } from "./conference.store.ts";

const { ids } = createRuntimeContext();
const at = new Date();
let database: OpenDatabase;
let tenantId: string;

beforeAll(async () => {
  database = await openClonedDatabase(2);
  tenantId = await defaultTenant(database.db, { id: ids.next(), name: "Uji", at });
});

afterAll(() => database?.close());

async function addRun(endedAt: Date | null): Promise<string> {
  const id = ids.next();
  await database.db.insertInto("switchRun").values({ id, startedAt: at, beatAt: at, endedAt }).execute();
  return id;
}

async function addRoom(name: string, switchId: string | null): Promise<string> {
  const id = ids.next();
  await inTenant(database.db, tenantId, (trx) =>
    trx.insertInto("conference").values({ id, tenantId, name, switchId, createdAt: at }).execute(),
  );
  return id;
}

const going = async () => {
  const open = await inTenant(database.db, tenantId, (trx) =>
    trx.selectFrom("conference").select("name").where("endedAt", "is", null).orderBy("name").execute(),
  );
  return open.map(({ name }) => name);
};

describe("conferences that are none any more", () => {
  it("of dead switches end also while one begins here, which is not taken for lost", async () => {
    const [own, dead] = [await addRun(null), await addRun(at)];
    const known = await addRoom("dikenal", own);
    await addRoom("baru mulai", own);
    await addRoom("mati", dead);
    await addRoom("dipesan", null);
    const look = (isBeginning: boolean) =>
      endLostConferences(database.db, { switchId: own, isBeginning, known: [known], at, cameBy: "1 minute" });
    expect(await look(true)).toBe(1);
    expect(await going()).toEqual(["baru mulai", "dikenal", "dipesan"]);
    expect(await look(false)).toBe(1);
    expect(await going()).toEqual(["dikenal", "dipesan"]);
  });
});
