import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import {
  addFixtureAgent,
  addQueueFixture,
  type QueueFixture,
  queueEvents,
} from "../../../../../testkit/queue-fixture.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import { forgetQueueEventsBefore } from "./forget-events.store.ts";

const virtualContext = createVirtualContext();
/** Old enough for any clock, since the database uses its own. */
const OLD = Date.parse("2025-02-03T03:00:00Z");
const BEFORE = new Date("2025-03-01T00:00:00Z");
const ALL = 1_000;
let clone: ClonedDatabase;
let database: OpenDatabase;
let fixture: QueueFixture;
let sequence = 0;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
});

beforeEach(async () => {
  fixture = await addQueueFixture(database.db, virtualContext);
  sequence = 0;
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

/** Adds an ACD event; returns its position in the log. */
async function happened(
  kind: string,
  more: { readonly atMs?: number; readonly contactId?: string; readonly agentId?: string } = {},
): Promise<number> {
  const { atMs = OLD, contactId = null, agentId = null } = more;
  const { tenantId, queueId } = fixture;
  sequence += 1;
  const of = { sequence, fence: 1, kind, steadyMs: sequence, contactId, agentId, body: JSON.stringify({ kind }) };
  const row = { tenantId, queueId: contactId === null ? null : queueId, at: new Date(atMs + sequence), ...of };
  await inTenant(database.db, tenantId, (trx) => trx.insertInto("queueEvent").values(row).execute());
  return sequence;
}

const forget = (before = BEFORE, limit = ALL) =>
  inTenant(database.db, fixture.tenantId, (trx) => forgetQueueEventsBefore(trx, { before, limit }));
const left = async () => (await queueEvents(database.db, fixture.tenantId)).map((event) => event.sequence);
const horizon = () =>
  inTenant(database.db, fixture.tenantId, (trx) => trx.selectFrom("queueHorizon").select("keptFrom").execute());

/** A contact that entered and was answered, long ago. */
async function served(atMs = OLD): Promise<{ readonly entered: number; readonly answered: number }> {
  const contactId = virtualContext.ids.next();
  const entered = await happened("contact.entered", { contactId, atMs });
  const answered = await happened("contact.answered", { contactId, atMs });
  await happened("contact.closed", { contactId, atMs });
  return { entered, answered };
}

describe("events of queues", () => {
  it("go when they are old, in portions; the last of all and the last answer of each queue stay", async () => {
    await served();
    const { answered } = await served();
    expect(await forget(BEFORE, 2)).toBe(2);
    expect(await forget()).toBe(2);
    expect(await left()).toEqual([answered, sequence]);
    expect(await forget()).toBe(0);
    const young = await served(BEFORE.getTime());
    expect(await forget()).toBe(2);
    expect(await left()).toEqual([young.entered, young.answered, sequence]);
  });

  it("stay of a contact that is not over, and of a callback that is still owed", async () => {
    const [open, owed] = [virtualContext.ids.next(), virtualContext.ids.next()];
    const [first, second] = [
      await happened("contact.entered", { contactId: open }),
      await happened("contact.entered", { contactId: owed }),
    ];
    await served(BEFORE.getTime());
    const { tenantId, queueId } = fixture;
    const at = new Date(OLD);
    const who = { contactId: open, tenantId, queueId, callId: null, caller: "+62811", called: "1500771" };
    const stay = { kind: "call", state: "waiting", joinedAt: at, joinedMs: 0, enteredMs: 0, priority: 0 };
    const callback = { contactId: owed, tenantId, number: "+62811", called: "1500771", place: "{}" };
    await inTenant(database.db, tenantId, async (trx) => {
      await trx
        .insertInto("openContact")
        .values({ ...who, ...stay })
        .execute();
      await trx
        .insertInto("queueCallback")
        .values({ ...callback, joinedAt: at, askedAt: at })
        .execute();
    });
    expect(await forget()).toBe(0);
    expect((await left()).slice(0, 2)).toEqual([first, second]);
    await inTenant(database.db, tenantId, async (trx) => {
      await trx.deleteFrom("openContact").where("contactId", "=", open).execute();
      await trx.updateTable("queueCallback").set({ closedAt: at, outcome: "left" }).execute();
    });
    expect(await forget()).toBe(2);
  });

  it("keep how each agent stood as the kept time begins, since reports count from there", async () => {
    const [one, other] = [
      await addFixtureAgent(database.db, virtualContext, fixture),
      await addFixtureAgent(database.db, virtualContext, fixture),
    ];
    await happened("agent.changed", { agentId: one.id });
    const stood = [
      await happened("agent.changed", { agentId: other.id }),
      await happened("agent.changed", { agentId: one.id }),
    ];
    const later = await happened("agent.changed", { agentId: one.id, atMs: BEFORE.getTime() });
    expect(await forget()).toBe(1);
    expect(await left()).toEqual([...stood, later]);
  });

  it("say how far they are gone before the first goes; that is never taken back, and nobody else writes it", async () => {
    expect(await forget()).toBe(0);
    expect(await horizon()).toEqual([]);
    await served();
    await forget();
    await forget(new Date("2025-02-20T00:00:00Z"));
    expect(await horizon()).toEqual([{ keptFrom: BEFORE }]);
    const moved = inTenant(database.db, fixture.tenantId, (trx) =>
      trx
        .updateTable("queueHorizon")
        .set({ keptFrom: new Date(0) })
        .execute(),
    );
    await expect(moved).rejects.toThrow(/permission denied/);
  });

  it("younger than three months go for nobody, and those of another call centre are not touched", async () => {
    const other = fixture;
    await served();
    const before = await left();
    fixture = await addQueueFixture(database.db, virtualContext);
    sequence = 0;
    await served(Date.now() - 80 * 86_400_000);
    await happened("contact.presented", { atMs: Date.now() });
    expect(await forget(new Date(Date.now() + 86_400_000))).toBe(0);
    fixture = other;
    expect(await left()).toEqual(before);
  });
});
