import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import { COOKIE, type ProblemBody } from "../../../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { inTenant } from "../../../platform/database/index.ts";

// The clock of the tests is at 25 November 2026, 10:00 in Jakarta.
const [YESTERDAY, TODAY, TOMORROW] = ["2026-11-24", "2026-11-25", "2026-11-26"];
const LISTS = "/api/service/information/lists";
const HEADING = "kode;nama;satuan;harga_rupiah;ketentuan;berlaku_dari;berlaku_sampai";

let portal: TestPortal;
let centre: CallCentre;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  centre = await openCallCentre(portal);
});

afterAll(() => portal.close());

const refusalOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error?.code}`;
const client = () => centre.operator.client;
const fileOf = (...lines: readonly string[]) => ({
  name: "harga.csv",
  bytes: new TextEncoder().encode([HEADING, ...lines].join("\n")),
});
const begun = async (name: string, kind = "prices") =>
  (await client().post<{ id: string }>(LISTS, { kind, name })).body.id;
const importing = (id: string, file: ReturnType<typeof fileOf>, expectedNewest: number, inForceFrom = TODAY) =>
  client().upload<{ number: number }>(
    `${LISTS}/${id}/versions?inForceFrom=${inForceFrom}&expectedNewest=${expectedNewest}&note=Uji`,
    file,
  );
interface Entries {
  readonly items: readonly { readonly code: string; readonly name: string; readonly priceRupiah: number }[];
}
const entriesOf = async (id: string, number: number) =>
  (await client().get<Entries>(`${LISTS}/${id}/versions/${number}/entries`)).body.items;

async function taken(path: string): Promise<Uint8Array> {
  const answer = await fetch(`${portal.url}${path}`, { headers: { cookie: `${COOKIE}=${centre.operator.token}` } });
  expect(answer.status).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
}

describe("a list of prices", () => {
  it("is looked at before it is imported, and nothing is written before that", async () => {
    const id = await begun("Harga eceran");
    expect(refusalOf(await client().post(LISTS, { kind: "prices", name: "HARGA eceran" }))).toBe("409 list-name-taken");
    const bad = fileOf("1;Satu;;12,5;;;", "2;;;5;;;");
    const seen = await client().upload<{ faults: { line: number; column: string; rule: string }[] }>(
      `${LISTS}/${id}/previews`,
      bad,
    );
    expect(seen.body.faults.map(({ line, column }) => `${line} ${column}`)).toEqual(["2 harga_rupiah", "3 nama"]);
    expect(seen.body.faults[0]?.rule).toContain("rupiah");
    expect(refusalOf(await importing(id, bad, 0))).toBe("409 list-has-faults");
    const good = await client().upload<object>(`${LISTS}/${id}/previews`, fileOf("1;Satu;;5;;;", "B;Dua;;6;;;"));
    expect(good.body).toMatchObject({ entryCount: 2, unkeyedCount: 1, faultCount: 0 });
    expect((await client().get<object>(`${LISTS}/${id}`)).body).toMatchObject({
      state: "empty",
      newest: 0,
      versions: [],
    });
    const nothing = inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("informationEntry").selectAll().execute(),
    );
    expect(await nothing).toEqual([]);
  });

  it("is imported whole as a version that holds from its day on, and old ones stay as they were", async () => {
    const id = await begun("Harga paket");
    expect(refusalOf(await importing(id, fileOf("1;Satu;;5;;;"), 0, YESTERDAY))).toBe("409 list-day-past");
    expect((await importing(id, fileOf("1;Satu;;5;;;"), 0)).body).toEqual({ number: 1 });
    expect(refusalOf(await importing(id, fileOf("1;Satu;;7;;;"), 0))).toBe("409 list-stale");
    expect((await importing(id, fileOf("1;Satu;;7;;;"), 1, TOMORROW)).body).toEqual({ number: 2 });
    const found = await client().get<object>(`${LISTS}/${id}`);
    expect(found.body).toMatchObject({ state: "in-force", newest: 2, inForce: { number: 1, from: TODAY, entries: 1 } });
    expect((await entriesOf(id, 1)).map(({ priceRupiah }) => priceRupiah)).toEqual([5]);
    expect((await entriesOf(id, 2)).map(({ priceRupiah }) => priceRupiah)).toEqual([7]);
    expect(refusalOf(await client().get(`${LISTS}/${id}/versions/3/entries`))).toBe("404 no-such-list-version");
    const change = inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.updateTable("informationEntry").set({ name: "Lain" }).where("listId", "=", id).execute(),
    );
    await expect(change).rejects.toThrow("permission denied");
    expect((await client().delete(`${LISTS}/${id}`)).status).toBe(204);
    expect(refusalOf(await client().get(`${LISTS}/${id}`))).toBe("404 no-such-list");
  });

  it.each(["csv", "xlsx"] as const)(
    "comes back as it went, as %s, and does nothing in a spreadsheet",
    async (format) => {
      const id = await begun(`Harga ${format}`);
      const line = '07;"=2+3;""a""";\'-lembar;1.250.000;@SUM(A1);2026-12-01;';
      expect((await importing(id, fileOf(line), 0)).status).toBe(200);
      const bytes = await taken(`${LISTS}/${id}/versions/1/sheet?format=${format}&language=id`);
      if (format === "csv") {
        const text = new TextDecoder().decode(bytes);
        expect(text).toContain("'=2+3");
        expect(text).toContain("'@SUM");
      }
      const again = await client().upload<{ number: number }>(
        `${LISTS}/${id}/versions?inForceFrom=${TODAY}&expectedNewest=1`,
        { name: `x.${format}`, bytes },
      );
      expect(again.body).toEqual({ number: 2 });
      const [first, second] = [await entriesOf(id, 1), await entriesOf(id, 2)];
      expect(first).toMatchObject([{ code: "07", name: '=2+3;"a"', priceRupiah: 1_250_000 }]);
      // Spreadsheets have one line above their headings.
      expect(second).toEqual(first.map((entry) => ({ ...entry, line: format === "csv" ? 2 : 3 })));
    },
  );

  it("begins with a template, and a file that is none is told", async () => {
    const template = await taken("/api/service/information/list-template?kind=locations&format=xlsx&language=en");
    const id = await begun("Cabang", "locations");
    const seen = await client().upload<object>(`${LISTS}/${id}/previews`, { name: "t.xlsx", bytes: template });
    expect(seen.body).toMatchObject({ entryCount: 1, faultCount: 0 });
    const junk = await client().upload<{ faults: { code: string }[] }>(`${LISTS}/${id}/previews`, {
      name: "x.xlsx",
      bytes: new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]),
    });
    expect(junk.body.faults.map(({ code }) => code)).toEqual(["file-not-spreadsheet"]);
    expect(refusalOf(await client().post(`${LISTS}/${id}/previews`, {}))).toBe("400 list-file-missing");
  });
});
