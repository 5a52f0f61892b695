import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { createVirtualContext } from "../../../testkit/virtual-context.ts";
import { ok, refuse } from "../../kernel/index.ts";
import { type DatabaseTransaction, inTenant, type OpenDatabase, openDatabase } from "../database/index.ts";
import { tenantCommand } from "./tenant-command.ts";

const { clock, ids } = createVirtualContext();
const [tenantId, personId] = [ids.next(), ids.next()];
const actor = { tenantId, personId, role: "administrator", requestId: "request-1" };
const announced: string[] = [];
let clone: ClonedDatabase;
let database: OpenDatabase;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
  await database.db
    .insertInto("tenant")
    .values({ id: tenantId, name: "Pusat", createdAt: new Date(clock.nowMs()) })
    .execute();
});

afterAll(async () => {
  await database.close();
  await clone.close();
});

const kit = () => ({
  db: database.db,
  clock,
  ids,
  changeFeed: { announce: (topic: string) => void announced.push(topic) },
});

const addReason = (trx: DatabaseTransaction, name: string) =>
  trx
    .insertInto("pauseReason")
    .values({ id: ids.next(), tenantId, name, createdAt: new Date(clock.nowMs()) })
    .execute();

/** Names of added pause reasons, and actions in the audit log. */
const stored = async () => ({
  reasons: (
    await inTenant(database.db, tenantId, (trx) =>
      trx.selectFrom("pauseReason").select("name").where("name", "like", "Uji%").execute(),
    )
  ).map(({ name }) => name),
  actions: (await database.db.selectFrom("auditEntry").select("action").where("tenantId", "=", tenantId).execute()).map(
    ({ action }) => action,
  ),
});

const fact = (subjectId: string) =>
  ({ action: "pause-reason.added", subjectKind: "pause-reason", subjectId, detail: {} }) as const;

describe("a command of a tenant", () => {
  it("commits its rows and its audit entry together, and announces them after the commit", async () => {
    const done = await tenantCommand(kit(), actor, { announces: "queues" }, async ({ trx, audit }) => {
      await addReason(trx, "Uji satu");
      await audit(fact(personId));
      expect(announced).toEqual([]);
      return ok("added");
    });
    expect(done).toEqual(ok("added"));
    expect(announced).toEqual(["queues"]);
    expect(await stored()).toEqual({ reasons: ["Uji satu"], actions: ["pause-reason.added"] });
  });

  it("changes nothing and announces nothing when it is refused or fails", async () => {
    const before = await stored();
    const refused = await tenantCommand(kit(), actor, { announces: "queues" }, async ({ trx, audit }) => {
      await addReason(trx, "Uji dua");
      await audit(fact(personId));
      return refuse("limit-reached");
    });
    expect(refused).toEqual(refuse("limit-reached"));
    const failing = tenantCommand(kit(), actor, { announces: "queues" }, async ({ trx }) => {
      await addReason(trx, "Uji dua");
      throw new Error("broken");
    });
    await expect(failing).rejects.toThrow("broken");
    expect(announced).toEqual(["queues"]);
    expect(await stored()).toEqual(before);
  });

  it("turns a violated unique constraint that it names into a refusal, and throws any other fault", async () => {
    const again = (taken: Readonly<Record<string, string>>) =>
      tenantCommand(kit(), actor, { taken }, async ({ trx }) => ok(await addReason(trx, "Uji satu")));
    expect(await again({ pause_reason_name: "name-taken" })).toEqual(refuse("name-taken"));
    await expect(again({ other_constraint: "name-taken" })).rejects.toThrow(/pause_reason_name/);
  });
});
