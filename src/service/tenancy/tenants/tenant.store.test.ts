import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClonedDatabase } from "../../../../testkit/clone.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import type { OpenDatabase } from "../../../platform/database/index.ts";
import { defaultTenant } from "./tenant.store.ts";

const PROCESSES = 8;
const ROUNDS = 40;
const virtualContext = createVirtualContext();

let database: OpenDatabase;
beforeAll(async () => {
  database = await openClonedDatabase(PROCESSES);
});
afterAll(() => database.close());

describe("the first call centre of an installation", () => {
  it("is made once by processes that start at the same time", async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await database.db
        .updateTable("tenant")
        .set({ isDefault: false, name: `Pusat ${String(round)}` })
        .where("isDefault", "=", true)
        .execute();
      const made = Array.from({ length: PROCESSES }, () =>
        defaultTenant(database.db, {
          id: virtualContext.ids.next(),
          name: "Sambung",
          at: new Date(virtualContext.clock.nowMs()),
        }),
      );
      expect(new Set(await Promise.all(made)).size).toBe(1);
    }
  });
});
