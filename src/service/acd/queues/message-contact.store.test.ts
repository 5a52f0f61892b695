import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { addQueueFixture, type QueueFixture, rulesText } from "../../../../testkit/queue-fixture.ts";
import { addTestCarrier, addTestSender } from "../../../../testkit/short-messages.ts";
import { addPerson } from "../../../../testkit/users.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { noteMessages, waitingMessages } from "./message-contact.store.ts";
import type { StampedEvent } from "./queue-draft.ts";

const virtualContext = createVirtualContext();
const key = randomBytes(32);
let clone: ClonedDatabase;
let database: OpenDatabase;
let fixture: QueueFixture;
let senderId: string;
let otherQueueId: string;
let count = 0;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

beforeEach(async () => {
  const { db } = database;
  count += 1;
  fixture = await addQueueFixture(db, virtualContext);
  otherQueueId = virtualContext.ids.next();
  const { tenantId } = fixture;
  const queue = { id: otherQueueId, tenantId, name: "Kedua", rules: rulesText() };
  await inOwnTenant((trx) =>
    trx
      .insertInto("queue")
      .values({ ...queue, createdAt: new Date(virtualContext.clock.nowMs()) })
      .execute(),
  );
  const carrierId = await addTestCarrier({ db, ...virtualContext, key }, { name: `Uji ${count}` });
  const { id: personId } = await addPerson({ ...virtualContext, db });
  const own = { tenantId, personId, value: `62811${1_000_000 + count}`, carrierIds: [carrierId] };
  senderId = await addTestSender({ db, ...virtualContext, key }, own);
});

const inOwnTenant = <Value>(act: Parameters<typeof inTenant<Value>>[2]) => inTenant(database.db, fixture.tenantId, act);

/** A message that has been waiting since this time. */
async function writes(nth: number, queueId = fixture.queueId): Promise<string> {
  const at = new Date(virtualContext.clock.nowMs() - 60_000 + nth);
  const [threadId, contactId] = [virtualContext.ids.next(), virtualContext.ids.next()];
  const { tenantId } = fixture;
  const customer = `62812${10_000_000 + nth}`;
  await inOwnTenant(async (trx) => {
    await trx
      .insertInto("smsThread")
      .values({
        id: threadId,
        tenantId,
        senderId,
        own: "628110000",
        customer,
        queueId,
        idleHours: 24,
        openedAt: at,
        lastInAt: at,
        waitingSince: at,
      })
      .execute();
    await trx
      .insertInto("messageContact")
      .values({ contactId, tenantId, threadId, queueId, caller: customer, called: "628110000", joinedAt: at })
      .execute();
  });
  return contactId;
}

const waiting = (room: { readonly help: number; readonly other: number }, given: readonly string[] = []) =>
  inOwnTenant(async (trx) => {
    const queues = [
      { queueId: fixture.queueId, room: room.help },
      { queueId: otherQueueId, room: room.other },
    ].filter((one) => one.room > 0);
    const found = await waitingMessages(trx, {
      now: new Date(virtualContext.clock.nowMs()),
      given,
      room: { all: room.help + room.other, queues },
    });
    return { fresh: found.fresh.map(({ contactId }) => contactId), given: found.given };
  });

describe("messages that wait for a floor", () => {
  it("are taken as far as their queues have room, the longest wait first, and the rest when there is some", async () => {
    const [first, second, third] = [await writes(1), await writes(2), await writes(3)];
    const other = await writes(4, otherQueueId);
    expect(await waiting({ help: 2, other: 5 })).toEqual({ fresh: [first, second, other], given: [] });
    expect(await waiting({ help: 0, other: 0 })).toEqual({ fresh: [], given: [] });
    // A message that was passed and is not on disk yet is not passed again, and stays known as passed, whatever the capacity.
    expect(await waiting({ help: 0, other: 1 }, [first, second])).toEqual({ fresh: [other], given: [first, second] });
    expect(await waiting({ help: 9, other: 0 }, [first, second])).toMatchObject({ fresh: [third] });
  });

  it("are of the queue that somebody moved them to, also with the next turn", async () => {
    const contactId = await writes(1);
    const moved = { kind: "contact.moved", contactId, queueId: fixture.queueId, toQueueId: otherQueueId } as const;
    const events: readonly StampedEvent[] = [
      { sequence: 1, atMs: 0, steadyMs: 0, body: { ...moved, reason: "supervisor", waitedMs: 0 } },
    ];
    await inOwnTenant((trx) => noteMessages(trx, events));
    const rows = await inOwnTenant((trx) =>
      trx
        .selectFrom("messageContact as c")
        .innerJoin("smsThread as t", "t.id", "c.threadId")
        .select(["c.queueId", "t.queueId as next"])
        .execute(),
    );
    expect(rows).toEqual([{ queueId: otherQueueId, next: otherQueueId }]);
  });
});
