import { describe, expect, it, onTestFinished } from "vitest";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import type { CallOrder, CallOrders } from "./call-order.ts";
import { followCallOrders } from "./follow-orders.effects.ts";

const orderOf = (callId: string): CallOrder => ({
  callId,
  tenantId: "centre",
  from: "14045",
  to: { kind: "number", number: "+6281234567890" },
  instructions: { from: "document", document: "<Response/>" },
  timeoutSeconds: 20,
  timeLimitSeconds: null,
  sendDigits: null,
  isRecorded: false,
  createdAtMs: 0,
});

/** Orders as the database stores them, with injected failures. */
class KeptOrders implements CallOrders {
  readonly states = new Map<string, string>();
  /** Operations on these orders fail once, after or before they were carried out. */
  readonly failing = new Map<string, "before" | "after">();

  constructor(...callIds: readonly string[]) {
    for (const callId of callIds) this.states.set(callId, "queued");
  }

  async giveBack(): Promise<void> {
    for (const [callId, state] of this.states) if (state === "taken") this.states.set(callId, "queued");
  }

  take({ max }: { readonly max: number }): Promise<readonly CallOrder[]> {
    const some = [...this.states].filter(([, state]) => state === "queued").slice(0, max);
    return this.#done("take", () => {
      for (const [callId] of some) this.states.set(callId, "taken");
      return some.map(([callId]) => orderOf(callId));
    });
  }

  begun({ callId }: Pick<CallOrder, "callId">): Promise<boolean> {
    return this.#done(`begun ${callId}`, () => {
      if (this.states.get(callId) !== "taken") return false;
      this.states.set(callId, "begun");
      return true;
    });
  }

  refused({ callId }: Pick<CallOrder, "callId">, why: string): Promise<void> {
    return this.#done(`refused ${callId}`, () => void this.states.set(callId, why));
  }

  async #done<Answer>(name: string, act: () => Answer): Promise<Answer> {
    const fails = this.failing.get(name);
    this.failing.delete(name);
    if (fails === "before") throw new Error("the database is away");
    const answer = act();
    if (fails === "after") throw new Error("the answer was lost");
    return answer;
  }
}

/** Follows orders; `begin` returns the result of each. */
function following(orders: CallOrders, begin: (callId: string) => "begun" | "no-line" = () => "begun") {
  const rung: string[] = [];
  const follower = followCallOrders({
    orders,
    channel: "call-orders",
    clock: createVirtualContext().clock,
    log: testLog,
    switchId: "switch",
    changeFeed: { announce: () => undefined, listen: () => () => undefined } as never,
    begin: ({ callId }) => {
      rung.push(callId);
      return begin(callId);
    },
  });
  onTestFinished(() => follower.close());
  return rung;
}

const LATER = { timeout: 10_000 };

describe("orders of calls that a switch follows", () => {
  it("are each begun or refused, whatever comes of the one before", async () => {
    const orders = new KeptOrders("a", "b", "c", "d");
    const rung = following(orders, (callId) => {
      if (callId === "b") throw new Error("an assertion of ours");
      return callId === "c" ? "no-line" : "begun";
    });
    await expect
      .poll(() => Object.fromEntries(orders.states), LATER)
      .toEqual({ a: "begun", b: "switch-busy", c: "no-line", d: "begun" });
    expect(rung).toEqual(["a", "b", "c", "d"]);
  });

  it("wait again where they were taken and nothing came of it, and none is rung twice", async () => {
    const orders = new KeptOrders("a", "b", "c");
    orders.failing.set("begun a", "before").set("begun b", "after");
    const rung = following(orders);
    // It is unknown whether b is stored as begun: it is, so it is not rung, and storage refuses it when its time is over.
    await expect.poll(() => Object.fromEntries(orders.states), LATER).toEqual({ a: "begun", b: "begun", c: "begun" });
    expect(rung).toEqual(["c", "a"]);
  });

  it("are not lost with the answer that names them", async () => {
    const orders = new KeptOrders("a", "b");
    orders.failing.set("take", "after");
    const rung = following(orders);
    await expect.poll(() => Object.fromEntries(orders.states), LATER).toEqual({ a: "begun", b: "begun" });
    expect(rung).toEqual(["a", "b"]);
  });
});
