import { expect, it, vi } from "vitest";
import { testLog } from "../../../../../testkit/database.ts";
import { type FlushHow, openGroupWriter } from "./group-writer.effects.ts";

const LIMITS = { groupMax: 4, takeMax: 4, waitingMax: 1_000, patienceMs: 60_000 };
const COMMON = { ...LIMITS, clock: { nowMs: () => performance.now() }, log: testLog, name: "test", sizeOf: () => 1 };

interface Flush {
  readonly orders: readonly number[];
  readonly how: FlushHow;
  readonly end: (error?: unknown) => void;
}

/** A writer whose commits the test controls. */
function heldWriter() {
  const flushes: Flush[] = [];
  const writer = openGroupWriter<number, string>({
    ...COMMON,
    flush: (orders, how) => {
      const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
      const end = (error?: unknown) =>
        error === undefined ? resolve(orders.map((one) => `on disk ${one}`)) : reject(error);
      flushes.push({ orders, how, end });
      return promise;
    },
  });
  return { writer, flushes };
}

const settled = async () => {
  for (let nth = 0; nth < 5; nth += 1) await new Promise((resolve) => setImmediate(resolve));
};

it("lets one group ask while others wait for the disk, three at once, and answers each order for itself", async () => {
  const { writer, flushes } = heldWriter();
  const answers = Array.from({ length: 20 }, (_, nth) => writer.write(nth));
  await vi.waitUntil(() => flushes.length > 0);
  await settled();
  expect(flushes.map(({ orders }) => orders)).toEqual([[0, 1, 2, 3]]);
  flushes[0]?.how.committing();
  flushes[1]?.how.committing();
  flushes[1]?.how.committing();
  flushes[2]?.how.committing();
  await settled();
  expect(flushes.map(({ orders }) => orders[0])).toEqual([0, 4, 8]);
  flushes[1]?.end();
  expect(await answers[4]).toBe("on disk 4");
  await vi.waitUntil(() => flushes.length === 4);
  // The fourth group is running its queries: the end of the first admits no other.
  flushes[0]?.end();
  await settled();
  expect(flushes).toHaveLength(4);
  flushes[2]?.end();
  flushes[3]?.end();
  await vi.waitUntil(() => flushes.length === 5);
  const closed = writer.close(60_000);
  flushes[4]?.end();
  await closed;
  expect(await Promise.all(answers)).toEqual(Array.from({ length: 20 }, (_, nth) => `on disk ${nth}`));
});

it("writes a group again whose commit failed, beside the one that began meanwhile", async () => {
  const { writer, flushes } = heldWriter();
  const answers = Array.from({ length: 8 }, (_, nth) => writer.write(nth));
  await vi.waitUntil(() => flushes.length === 1);
  flushes[0]?.how.committing();
  await vi.waitUntil(() => flushes.length === 2);
  flushes[0]?.end(new Error("away"));
  await vi.waitUntil(() => flushes.length === 3);
  expect([flushes[2]?.orders, flushes[2]?.how.isAgain]).toEqual([[0, 1, 2, 3], true]);
  flushes[1]?.end();
  flushes[2]?.end();
  expect(await Promise.all(answers)).toEqual(Array.from({ length: 8 }, (_, nth) => `on disk ${nth}`));
  await writer.close(0);
});
