import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterTurns, allot, type FairShare, NEW_SHARE, type PartQueue, type QueueCount } from "./fair-share.ts";

/** Waiting segments by queue. */
type Waiting = Map<PartQueue, number>;

/** One claim of `limit` segments, without concurrent claims. */
function claim(
  share: FairShare,
  waiting: Waiting,
  limit: number,
): { readonly share: FairShare; readonly taken: readonly QueueCount[] } {
  const queues = [...waiting.keys()].filter((queue) => (waiting.get(queue) ?? 0) > 0);
  const allotted = allot(share, queues, limit);
  const counts = allotted.map((queue) => {
    const own = queues.find((one) => one.tenantId === queue.tenantId && one.priority === queue.priority);
    const count = Math.min(queue.count, own === undefined ? 0 : (waiting.get(own) ?? 0));
    if (own !== undefined) waiting.set(own, (waiting.get(own) ?? 0) - count);
    return { ...queue, count };
  });
  const taken = counts.flatMap((queue) => Array.from({ length: queue.count }, () => queue));
  return { share: afterTurns(share, { queues, allotted, taken }), taken: counts };
}

const OTP = 0;
const ORDINARY = 1;
const PROMOTION = 2;

/** Repeated claims; counts the claimed segments by queue. */
function claims(
  waiting: Waiting,
  { times, limit }: { readonly times: number; readonly limit: number },
  from = NEW_SHARE,
) {
  let share = from;
  const gone = new Map<string, number>();
  for (let nth = 0; nth < times; nth += 1) {
    const done = claim(share, waiting, limit);
    share = done.share;
    for (const { priority, tenantId, count } of done.taken)
      gone.set(`${tenantId}${priority}`, (gone.get(`${tenantId}${priority}`) ?? 0) + count);
  }
  return { share, gone: (tenantId: string, priority: number) => gone.get(`${tenantId}${priority}`) ?? 0 };
}

const queue = (tenantId: string, priority: number): PartQueue => ({ tenantId, priority });

describe("the turns at a carrier", () => {
  it.each([1, 7, 100])("go from call centre to call centre, also with %i at a time", (limit) => {
    const waiting: Waiting = new Map([
      [queue("a", ORDINARY), 1_000_000],
      [queue("b", ORDINARY), 1_000_000],
      [queue("c", ORDINARY), 1_000_000],
    ]);
    const { gone } = claims(waiting, { times: Math.ceil(300 / limit), limit });
    const counts = ["a", "b", "c"].map((tenantId) => gone(tenantId, ORDINARY));
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it("give fifteen of twenty to passwords, four to the ordinary and one to promotion, where all wait", () => {
    const waiting: Waiting = new Map([OTP, ORDINARY, PROMOTION].map((priority) => [queue("a", priority), 1_000_000]));
    const { gone } = claims(waiting, { times: 2_000, limit: 1 });
    expect(gone("a", OTP)).toBeCloseTo(1_500, -1);
    expect(gone("a", ORDINARY)).toBeCloseTo(400, -1);
    expect(gone("a", PROMOTION)).toBeCloseTo(100, -1);
  });

  it("are divided so within one claim as well", () => {
    const queues = [OTP, ORDINARY, PROMOTION].map((priority) => queue("a", priority));
    expect(allot(NEW_SHARE, queues, 20).map(({ count }) => count)).toEqual([15, 4, 1]);
  });

  it("come at once to whoever waited for nothing, and nobody saves turns up", () => {
    const waiting: Waiting = new Map([[queue("a", PROMOTION), 1_000_000]]);
    const { share } = claims(waiting, { times: 5_000, limit: 20 });
    waiting.set(queue("b", OTP), 1);
    waiting.set(queue("c", PROMOTION), 1_000_000);
    const { taken, share: after } = claim(share, waiting, 3);
    expect(taken).toContainEqual({ ...queue("b", OTP), count: 1 });
    // The late queue gets no more than half from now on.
    const { gone } = claims(waiting, { times: 100, limit: 1 }, after);
    expect(gone("c", PROMOTION)).toBeLessThanOrEqual(51);
  });

  it("are not held up by a queue of which others have everything in hand", () => {
    const queues = [queue("a", ORDINARY), queue("b", ORDINARY)];
    let share = NEW_SHARE;
    const went: string[] = [];
    for (let nth = 0; nth < 10; nth += 1) {
      const allotted = allot(share, queues, 1);
      const taken = allotted.filter(({ tenantId }) => tenantId === "b");
      went.push(...taken.map(({ tenantId }) => tenantId));
      share = afterTurns(share, { queues, allotted, taken });
    }
    expect(went).toHaveLength(5);
  });

  it("leave no queue waiting while there is room, and serve each within a hundred messages", () => {
    const someQueue = fc.record({
      tenantId: fc.constantFrom("a", "b", "c", "d", "e"),
      priority: fc.constantFrom(OTP, ORDINARY, PROMOTION),
      count: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(someQueue, { selector: (one) => `${one.tenantId}${one.priority}`, minLength: 1, maxLength: 15 }),
        fc.integer({ min: 1, max: 60 }),
        (wanted, limit) => {
          const waiting: Waiting = new Map(wanted.map(({ count, ...one }) => [one, count]));
          const all = wanted.reduce((sum, { count }) => sum + count, 0);
          let share = NEW_SHARE;
          let gone = 0;
          while (gone < all) {
            const done = claim(share, waiting, limit);
            share = done.share;
            const count = done.taken.reduce((sum, one) => sum + one.count, 0);
            expect(count).toBeGreaterThan(0);
            expect(count).toBeLessThanOrEqual(limit);
            gone += count;
            // One in twenty messages is of the lowest category, and each call centre in it has its turn. Turns allotted to a queue with fewer waiting segments
            // do not count, since no message was sent.
            if (gone >= 20 * 5)
              expect(
                [...waiting].every(
                  ([one, left]) =>
                    left < (wanted.find((w) => w.tenantId === one.tenantId && w.priority === one.priority)?.count ?? 0),
                ),
              ).toBe(true);
          }
          expect(share.categories.used.size).toBeLessThanOrEqual(3);
        },
      ),
    );
  });
});
