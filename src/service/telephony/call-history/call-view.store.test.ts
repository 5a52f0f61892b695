import { afterAll, beforeAll, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { addQueueFixture } from "../../../../testkit/queue-fixture.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { conferenceRecordingsOf, contactsOf, recordingOf } from "./call-view.store.ts";

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

it("a callback's contact is found from the call in which it was asked for, and from the one that made it", async () => {
  const { db } = database;
  const { tenantId, queueId } = await addQueueFixture(db, virtualContext);
  const [contactId, asking, calling, other] = [
    virtualContext.ids.next(),
    virtualContext.ids.next(),
    virtualContext.ids.next(),
    virtualContext.ids.next(),
  ];
  const at = new Date(virtualContext.clock.nowMs());
  const told = [
    { kind: "contact.entered", body: { callId: asking } },
    { kind: "contact.presented", body: { callId: other } },
    { kind: "contact.dialled", body: { callId: calling } },
  ];
  const rows = told.map(({ kind, body }, index) => ({
    tenantId,
    sequence: index + 1,
    fence: 1,
    kind,
    at,
    steadyMs: index,
    contactId,
    queueId,
    body: JSON.stringify(body),
  }));
  await inTenant(db, tenantId, (trx) => trx.insertInto("queueEvent").values(rows).execute());
  const found = (callId: string) =>
    inTenant(db, tenantId, (trx) => contactsOf(trx, { callId, joinedAtMs: [at.getTime()] }));
  expect(await found(asking)).toEqual([contactId]);
  expect(await found(calling)).toEqual([contactId]);
  expect(await found(other)).toEqual([]);
});

it("a call has its own recording, and those of all conferences that hold it, newest first", async () => {
  const { db } = database;
  const { tenantId, queueId } = await addQueueFixture(db, virtualContext);
  const [callId, other] = [virtualContext.ids.next(), virtualContext.ids.next()];
  const record = (own: { readonly callId: string; readonly day: number; readonly held?: readonly string[] }) =>
    inTenant(db, tenantId, async (trx) => {
      const [id, beganAt] = [virtualContext.ids.next(), new Date(Date.UTC(2026, 10, own.day))];
      const conferenceId = own.held === undefined ? null : virtualContext.ids.next();
      const row = { id, callId: own.callId, tenantId, state: "kept", sealedKey: Buffer.alloc(1), segments: "[]" };
      await trx
        .insertInto("recording")
        .values({ ...row, conferenceId, beganAt, keepUntil: "2027-11-25" })
        .execute();
      const held = (own.held ?? []).map((one) => ({ recordingId: id, callId: one, tenantId }));
      if (held.length > 0) await trx.insertInto("recordedCall").values(held).execute();
      return id;
    });
  const own = await record({ callId, day: 10 });
  const first = await record({ callId: other, day: 11, held: [callId, other] });
  // One that began with a call of which it contains nothing, and one that contains the call.
  await record({ callId, day: 12, held: [other] });
  const second = await record({ callId, day: 13, held: [callId] });
  const left = virtualContext.ids.next();
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("recording")
      .values({
        id: virtualContext.ids.next(),
        callId: left,
        tenantId,
        messageQueue: queueId,
        state: "kept",
        sealedKey: Buffer.alloc(1),
        segments: "[]",
        beganAt: new Date(),
        keepUntil: "2027-11-25",
      })
      .execute(),
  );
  const isMessage = (id: string) => inTenant(db, tenantId, async (trx) => (await recordingOf(trx, id))?.isMessage);
  expect([await isMessage(callId), await isMessage(left)]).toEqual([false, true]);
  const read = (id: string) =>
    inTenant(db, tenantId, async (trx) => ({
      own: (await recordingOf(trx, id))?.id,
      conferences: (await conferenceRecordingsOf(trx, id)).map((one) => one.id),
    }));
  expect(await read(callId)).toEqual({ own, conferences: [second, first] });
  expect((await read(other)).own).toBeUndefined();
});
