import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRevocation } from "../../../../testkit/code-case.ts";
import type { GuestCompany } from "../../../../testkit/guests.ts";
import {
  additionalFor,
  addNumberingOfficers,
  command,
  holderOf,
  type NumberingOfficers,
  succeeded,
} from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { laterByMonths } from "../../../regulation/index.ts";

interface HeldCodes {
  readonly total: number;
  readonly items: readonly {
    readonly code: string;
    readonly ground: string | null;
    readonly openCase: object | null;
  }[];
}

interface Holders {
  readonly items: readonly {
    readonly id: string;
    readonly codes: number;
    readonly unreported: number;
    readonly isNibGround: boolean;
  }[];
}

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: NumberingOfficers;
let busy: GuestCompany;
let idle: GuestCompany;
let heldSinceMs: number;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addNumberingOfficers(portal);
  [busy, idle] = [await portal.company(), await portal.company()];
  await holderOf(busy, { code: "1500801", desk });
  await holderOf(idle, { code: "1500802", desk });
  heldSinceMs = virtualContext.clock.nowMs();
  const { id } = await additionalFor(busy, "1500803");
  succeeded(await command(busy.owner.client, id, { command: "submit" }), "a usage report");
});

afterAll(() => portal.close());

const ask = async <Body>(path: string): Promise<Body> =>
  succeeded(await desk.coordinator.client.get<Body>(path), "a list");

describe("the list of holders", () => {
  it("counts codes and those without a report of use, and knows picks of the last days", async () => {
    const { items } = await ask<Holders>("/api/holders?sort=-unreported");
    expect(items.map(({ id, codes, unreported }) => [id, codes, unreported])).toEqual([
      [idle.id, 1, 1],
      [busy.id, 1, 0],
    ]);
    expect((await ask<Holders>("/api/holders?only=unreported")).items.map(({ id }) => id)).toEqual([idle.id]);
    expect((await ask<Holders>(`/api/holders?search=${busy.nib}`)).items.map(({ id }) => id)).toEqual([busy.id]);
  });

  it("comes as a file whose first line names the columns", async () => {
    const sheet = await desk.coordinator.client.get(`/api/holders/codes/export?language=en`);
    expect(sheet.headers.get("content-type")).toContain("text/csv");
    expect(sheet.text.split("\n")[0]).toContain("Access code,Company,Held since");
    expect(sheet.text).toContain("1500 802");
  });
});

describe("a suggestion to revoke", () => {
  it("of an unused code comes on the millisecond the rule says, and never for one that is reported in use", async () => {
    const dueMs = laterByMonths(heldSinceMs, 6);
    virtualContext.advance(dueMs - 1 - virtualContext.clock.nowMs());
    desk = await addNumberingOfficers(portal);
    expect((await ask<HeldCodes>("/api/holders/codes?ground=unused")).items).toEqual([]);
    virtualContext.advance(1);
    const { items } = await ask<HeldCodes>("/api/holders/codes?ground=unused");
    expect(items.map(({ code, ground }) => [code, ground])).toEqual([["1500802", "unused"]]);
  });

  it("of a holder whose NIB OSS says is revoked names the NIB, and opens nothing by itself", async () => {
    await portal.kit.db
      .updateTable("organisation")
      .set({ ossRecord: JSON.stringify({ nibStatus: "revoked", activities: [] }) })
      .where("id", "=", busy.id)
      .execute();
    const { items } = await ask<HeldCodes>("/api/holders/codes?ground=nib");
    expect(items).toMatchObject([{ code: "1500801", ground: "nib", openCase: null }]);
    expect((await ask<Holders>("/api/holders?only=nib")).items).toMatchObject([{ id: busy.id, isNibGround: true }]);
    succeeded(await openRevocation(desk.evaluator, "1500801", { ground: "nib" }), "a revocation");
    const after = await ask<HeldCodes>("/api/holders/codes?ground=nib");
    expect(after.items[0]?.openCase).toMatchObject({ kind: "revocation" });
  });
});
