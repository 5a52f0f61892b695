import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addTenant } from "../../../../testkit/calls.ts";
import { COOKIE } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { createRuntimeContext } from "../../../platform/world/index.ts";
import type { LiveChange } from "./live-board.shared.ts";

const WAIT_MS_MAX = 10_000;

let portal: TestPortal;
let operator: Guest;
let own: string;
let neighbour: string;

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: createRuntimeContext(), works: false });
  operator = await portal.officer("operator-administrator");
  own = (await portal.kit.db.selectFrom("tenant").select("id").executeTakeFirstOrThrow()).id;
  neighbour = await addTenant(portal.kit.db, "Pusat Panggilan Sebelah");
});

afterAll(() => portal?.close());

/** A call that has just arrived, written as a switch does. */
async function begin(tenantId: string, caller: string): Promise<string> {
  const { db, ids } = portal.kit;
  const [callId, switchId, at] = [ids.next(), ids.next(), new Date()];
  await db.insertInto("switchRun").values({ id: switchId, startedAt: at, beatAt: at }).execute();
  const data = { direction: "inbound", caller, called: "1500881", code: "1500881", trunkId: null, phoneId: null };
  await inTenant(db, tenantId, async (trx) => {
    const event = { callId, tenantId, sequence: 0, kind: "call.received", at, elapsedUs: 0 };
    await trx
      .insertInto("callEvent")
      .values({ ...event, data: JSON.stringify(data) })
      .execute();
    await trx.insertInto("openCall").values({ callId, tenantId, switchId, beganAt: at }).execute();
  });
  return callId;
}

const end = (tenantId: string, callId: string) =>
  inTenant(portal.kit.db, tenantId, (trx) => trx.deleteFrom("openCall").where("callId", "=", callId).execute());

/** The messages of a live stream, one after the other. */
async function* messages(): AsyncGenerator<LiveChange, undefined> {
  const answer = await fetch(`${portal.url}/api/service/calls/live`, {
    headers: { cookie: `${COOKIE}=${operator.token}` },
    signal: AbortSignal.timeout(WAIT_MS_MAX),
  });
  let rest = "";
  for await (const chunk of answer.body ?? []) {
    rest += Buffer.from(chunk).toString("utf8");
    const parts = rest.split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const data = /^event: calls\ndata: (.*)$/s.exec(part)?.[1];
      if (data !== undefined) yield JSON.parse(data) as LiveChange;
    }
  }
  return undefined;
}

/** Reads until a message fulfils the condition. */
async function until(
  stream: AsyncGenerator<LiveChange, undefined>,
  fits: (change: LiveChange) => boolean,
): Promise<LiveChange> {
  for (;;) {
    const { value } = await stream.next();
    if (value === undefined) throw new Error("the stream ended");
    if (fits(value)) return value;
  }
}

describe("the stream of calls in progress", () => {
  it("begins with everything, then tells what is new and what has gone, of this call centre only", async () => {
    const first = await begin(own, "021111");
    const stream = messages();
    const whole = await until(stream, () => true);
    expect(whole).toMatchObject({ isWhole: true, total: 1, calls: [{ id: first, state: "arriving" }], gone: [] });
    await begin(neighbour, "021999");
    const second = await begin(own, "021222");
    const change = await until(stream, ({ calls }) => calls.length > 0);
    expect(change).toMatchObject({ isWhole: false, total: 2, calls: [{ id: second, caller: "021222" }], gone: [] });
    await end(own, first);
    expect(await until(stream, ({ gone }) => gone.length > 0)).toMatchObject({ total: 1, calls: [], gone: [first] });
    await stream.return(undefined);
  });

  it("says each second that it has looked, changed or not", async () => {
    const stream = messages();
    const times = [await stream.next(), await stream.next(), await stream.next()].map(({ value }) => value?.atMs ?? 0);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeLessThan(5_000);
    await stream.return(undefined);
  });
});
