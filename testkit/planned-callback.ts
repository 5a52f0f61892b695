import { type Database, inTenant } from "../src/platform/database/index.ts";
import type { QueueFixture, QueueFixtureContext } from "./queue-fixture.ts";

/** Adds a scheduled callback as rows, due at once unless specified; returns its id. */
export async function addPlan(
  db: Database,
  fixtureContext: QueueFixtureContext,
  of: QueueFixture & {
    readonly agentId: string;
    readonly number: string;
    readonly isOwn?: boolean;
    readonly dueAtMs?: number;
    readonly triesMax?: number;
    readonly note?: string;
  },
): Promise<string> {
  const { tenantId, queueId, agentId, number, isOwn = false, triesMax = 2, note = "" } = of;
  const [id, at] = [fixtureContext.ids.next(), new Date(fixtureContext.clock.nowMs())];
  const times = { dueAt: new Date(of.dueAtMs ?? at.getTime()), createdAt: at, changedAt: at };
  const whom = { number, called: "1500771", queueId, agentId, isOwn };
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("plannedCallback")
      .values({ id, tenantId, ...whom, note, triesMax, fromContactId: fixtureContext.ids.next(), ...times })
      .execute(),
  );
  return id;
}

/** The current state of a scheduled callback. */
export async function planNow(db: Database, { tenantId }: QueueFixture, id: string) {
  return inTenant(db, tenantId, (trx) =>
    trx.selectFrom("plannedCallback").selectAll().where("id", "=", id).executeTakeFirstOrThrow(),
  );
}
