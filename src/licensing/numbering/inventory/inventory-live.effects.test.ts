import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { BY_ITSELF, changeCodes } from "../codes/code-change.store.ts";
import { codesChangedSince } from "./inventory.store.ts";
import { openInventoryFeed } from "./inventory-live.effects.ts";
import type { CodeRow } from "./inventory-row.ts";

describe("the feed of the inventory", () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await openTestPortal({ works: false });
  });
  afterAll(() => portal.close());

  async function reserveOrFree(change: "reserve" | "unreserve", ...codes: readonly string[]): Promise<void> {
    const now = new Date(portal.kit.clock.nowMs());
    await portal.kit.db
      .transaction()
      .execute(async (trx) => changeCodes(trx, { ...BY_ITSELF, change, codes, now, reason: "uji" }));
  }

  it("tells a change at once, also right after thousands of codes have changed", async () => {
    const { kit } = portal;
    const all = await kit.db.selectFrom("accessCode").select("code").execute();
    await reserveOrFree("reserve", ...all.map(({ code }) => code));
    const feed = openInventoryFeed(kit);
    const heard: CodeRow[][] = [];
    const told = Promise.withResolvers<void>();
    feed.listen((rows) => {
      heard.push([...rows]);
      if (heard.length === 2) told.resolve();
      else change();
    });
    /** Changes the last code of the plan after the first change was delivered. */
    function change(): void {
      reserveOrFree("unreserve", "1500999").then(() => kit.changeFeed.announce("inventory"), told.reject);
    }
    await told.promise;
    feed.close();
    expect(heard[0]?.length).toBeGreaterThan(2_000);
    expect(heard[1]?.map(({ code }) => code)).toEqual(["1500999"]);
  });

  it("reads changes batch after batch by code", async () => {
    const since = new Date(0);
    const first = await codesChangedSince(portal.kit.db, { since, afterCode: "", limit: 3 });
    const next = await codesChangedSince(portal.kit.db, { since, afterCode: first.at(-1)?.code ?? "", limit: 3 });
    const codes = [...first, ...next].map(({ code }) => code);
    expect(codes).toEqual([...codes].sort());
    expect(new Set(codes).size).toBe(6);
  });
});
