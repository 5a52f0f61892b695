import { afterAll, beforeAll, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { addQueueTown } from "../../../testkit/queue-town.ts";
import { virtualWorld } from "../../../testkit/world.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../platform/database/index.ts";
import { contactsOf } from "./call-view.store.ts";

const world = virtualWorld();
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

it("a callback's contact is found from the call in which it was asked for, and from the one that made it", async () => {
  const { db } = database;
  const { tenantId, queueId } = await addQueueTown(db, world);
  const [contactId, asking, calling, other] = [world.ids.next(), world.ids.next(), world.ids.next(), world.ids.next()];
  const at = new Date(world.clock.nowMs());
  const told = [
    { kind: "contact.entered", body: { callId: asking } },
    { kind: "contact.presented", body: { callId: other } },
    { kind: "contact.dialled", body: { callId: calling } },
  ];
  const rows = told.map(({ kind, body }, index) => ({
    ...{ tenantId, sequence: index + 1, fence: 1, kind, at, steadyMs: index, contactId, queueId },
    body: JSON.stringify(body),
  }));
  await inTenant(db, tenantId, (trx) => trx.insertInto("queueEvent").values(rows).execute());
  const found = (callId: string) =>
    inTenant(db, tenantId, (trx) => contactsOf(trx, { callId, joinedAtMs: [at.getTime()] }));
  expect(await found(asking)).toEqual([contactId]);
  expect(await found(calling)).toEqual([contactId]);
  expect(await found(other)).toEqual([]);
});
