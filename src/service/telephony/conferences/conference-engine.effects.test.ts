import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openClonedDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { addTestRun } from "../../../../testkit/ordered-calls.ts";
import type { OpenDatabase } from "../../../platform/database/index.ts";
import { createRuntimeContext } from "../../../platform/world/index.ts";
import type { ConferenceTable } from "../calls/index.ts";
import { type ConferenceEngine, openConferenceEngine } from "./conference-engine.effects.ts";

const { ids, clock } = createRuntimeContext();
const GRACE_MS = 10_000;
const SEAT = { label: null, isMuted: false, beeps: "none", starts: true, ends: false, coachedCallId: null } as const;
const ROOM = { kind: "named", name: "rapat", membersMax: 8, record: { isTrimmed: false } } as const;

let database: OpenDatabase;
let tenantId: string;
let otherTenantId: string;
let engine: ConferenceEngine;
/** The conference that each call has entered. */
let entered: Map<string, string>;
/** The latest audio routing of each conference. */
let tables: Map<string, ConferenceTable>;

beforeAll(async () => {
  database = await openClonedDatabase(2);
});

afterAll(() => database?.close());

beforeEach(async () => {
  const { db } = database;
  const at = new Date(clock.nowMs());
  const switchId = ids.next();
  [tenantId, otherTenantId] = [ids.next(), ids.next()];
  await db
    .insertInto("tenant")
    .values([tenantId, otherTenantId].map((id) => ({ id, name: id, createdAt: at })))
    .execute();
  await addTestRun(db, { id: switchId, at });
  entered = new Map();
  tables = new Map();
  engine = openConferenceEngine({
    db,
    clock,
    ids,
    log: testLog,
    switchId,
    tell: (callId, order) => {
      if (order.order === "entered") entered.set(callId, order.conferenceId);
    },
    hear: (conferenceId, table) => void tables.set(conferenceId, table),
    heldWith: () => "music",
    announced: async () => [],
  });
  return () => engine.close(GRACE_MS);
});

/** A call that joins the conference by its name. */
function join(ofTenantId: string): string {
  const callId = ids.next();
  engine.join({ callId, tenantId: ofTenantId, legId: `leg-${callId}`, room: ROOM, seat: SEAT, mayBeKept: true });
  return callId;
}

const tableOf = (callId: string) => tables.get(entered.get(callId) ?? "");
const recordedCalls = (callId: string) => tableOf(callId)?.recorded?.members.map((member) => member.callId);

it("keeps conferences of the same name in two tenants apart", async () => {
  const own = [join(tenantId), join(tenantId)] as const;
  const others = [join(otherTenantId), join(otherTenantId)] as const;
  await expect.poll(() => tables.size).toBe(2);
  for (const [calls, expectedTenantId] of [
    [own, tenantId],
    [others, otherTenantId],
  ] as const) {
    expect(tableOf(calls[0])?.legIds).toEqual(calls.map((callId) => `leg-${callId}`));
    expect(tableOf(calls[0])?.recorded?.tenantId).toBe(expectedTenantId);
  }
});

it("leaves a call out of the recording that withdraws its consent before the conference begins", async () => {
  const [first, second] = [join(tenantId), join(tenantId)];
  engine.withdraw(first);
  await expect.poll(() => recordedCalls(second)).toEqual([second]);
});

it("takes a call out of the recording that withdraws its consent", async () => {
  const [first, second] = [join(tenantId), join(tenantId)];
  await expect.poll(() => recordedCalls(second)).toEqual([first, second]);
  engine.withdraw(first);
  expect(recordedCalls(second)).toEqual([second]);
});

it("allows a change of its own recording until that has ended", async () => {
  const callId = join(tenantId);
  join(tenantId);
  await expect.poll(() => recordedCalls(callId)).toHaveLength(2);
  const conferenceId = entered.get(callId) ?? "";
  const recordingId = tableOf(callId)?.recorded?.recordingId ?? "";
  const end = { act: "record", conferenceId, recordingId, change: "end" } as const;
  expect(engine.judge(callId, { ...end, recordingId: ids.next() })).toBe(false);
  expect(engine.judge(callId, end)).toBe(true);
  engine.act(callId, end);
  expect(engine.judge(callId, end)).toBe(false);
});
