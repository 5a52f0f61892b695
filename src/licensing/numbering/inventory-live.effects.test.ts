import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { codesChangedSince } from "./inventory.store.ts";
import { openInventoryFeed } from "./inventory-live.effects.ts";
import type { CodeRow } from "./inventory-row.ts";

describe("the feed of the inventory", () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await openTestPortal({ works: false });
  });
  afterAll(() => portal.close());

  it("tells a change at once, also right after thousands of codes have changed", async () => {
    const { kit } = portal;
    await kit.db
      .updateTable("accessCode")
      .set((eb) => ({ changedAt: new Date(kit.clock.nowMs()), version: eb("version", "+", 1) }))
      .execute();
    const feed = openInventoryFeed(kit);
    const heard: CodeRow[][] = [];
    const told = Promise.withResolvers<void>();
    feed.listen((rows) => {
      heard.push([...rows]);
      if (heard.length === 2) told.resolve();
      else change();
    });
    /** Changes the last code of the plan after the first news has been told. */
    function change(): void {
      kit.db
        .updateTable("accessCode")
        .set((eb) => ({ changedAt: new Date(kit.clock.nowMs()), version: eb("version", "+", 1) }))
        .where("code", "=", "1500999")
        .execute()
        .then(() => kit.news.announce("inventory"), told.reject);
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
