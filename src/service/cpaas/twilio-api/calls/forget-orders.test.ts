import { expect, it } from "vitest";
import { testLog } from "../../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { forgetOldOrders } from "./forget-orders.jobs.ts";

it("forgets what is old of each kind until there is no more, whatever fails at another one", async () => {
  const { clock } = createVirtualContext();
  const asked: string[] = [];
  let left = 2_500;
  const forgets = [
    async () => {
      asked.push("broken");
      throw new Error("planted");
    },
    async (_db: unknown, { limit }: { readonly limit: number }) => {
      asked.push("long");
      const gone = Math.min(limit, left);
      left -= gone;
      return gone;
    },
  ];
  await forgetOldOrders({ db: undefined as never, clock, log: testLog }, { forgets, isClosed: () => false });
  expect([asked, left]).toEqual([["broken", "long", "long", "long"], 0]);
  asked.length = 0;
  await forgetOldOrders({ db: undefined as never, clock, log: testLog }, { forgets, isClosed: () => true });
  expect(asked).toEqual([]);
});
