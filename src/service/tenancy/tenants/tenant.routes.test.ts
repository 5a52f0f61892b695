import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GOOD_TRUNK, openCallCentre } from "../../../../testkit/call-centre.ts";
import type { Answer, ProblemBody, TestClient } from "../../../../testkit/client.ts";
import { succeeded } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { loadTrunks } from "../../telephony/trunks/wire.ts";

let portal: TestPortal;
let administrator: TestClient;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  administrator = (await portal.officer("administrator")).client;
});

afterAll(() => portal.close());

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly channelsMax: number | null;
  readonly version: number;
  readonly usage: Readonly<Record<string, number>>;
}

const FORM = {
  name: "Klien Makassar",
  timeZone: "Asia/Makassar",
  channelsMax: 12,
  spendingMaxRupiah: 5_000_000,
  storageMaxBytes: 50_000_000_000,
  priceNational: 600,
  priceShort: 150,
  priceAbroad: 9_000,
  pricePremium: 2_500,
};
const open = (form: object) => administrator.post<{ id: string }>("/api/service/tenants", { ...FORM, ...form });
const change = (id: string, body: object) => administrator.put(`/api/service/tenants/${id}`, { ...FORM, ...body });
const codeOf = ({ status, body }: Answer) => `${status} ${(body as ProblemBody).error.code}`;
const listed = async (id: string) => {
  const { items } = succeeded(await administrator.get<{ items: Listed[] }>("/api/service/tenants"), "call centres");
  return items.find((one) => one.id === id);
};

describe("a call centre", () => {
  it("is opened beside the first one, with nothing in it, and told under no other's name", async () => {
    const { id } = succeeded(await open({}), "a call centre");
    expect(await listed(id)).toMatchObject({
      ...FORM,
      version: 1,
      isDefault: false,
      company: null,
      served: 0,
      usage: { calls: 0, phones: 0, agents: 0, lines: 0, administrators: 0 },
    });
    expect(codeOf(await open({ name: " klien makassar " }))).toBe("409 tenant-name-taken");
    expect((await open({ name: "Lain", timeZone: "Asia/Tokyo" })).status).toBe(400);
    expect((await open({ name: "Lain", channelsMax: 0 })).status).toBe(400);
  });

  it("is changed by one of two who read it at the same time, and the other one is told", async () => {
    const { id } = succeeded(await open({ name: "Klien Ambon" }), "a call centre");
    const names = ["Klien Ambon Satu", "Klien Ambon Dua"];
    const answers = await Promise.all(names.map((name) => change(id, { name, expectedVersion: 1 })));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([204, 409]);
    expect(await listed(id)).toMatchObject({ version: 2 });
    expect(codeOf(await change(id, { name: "Klien Makassar", expectedVersion: 2 }))).toBe("409 tenant-name-taken");
    expect(codeOf(await change(portal.kit.ids.next(), { name: "Tiada", expectedVersion: 1 }))).toBe(
      "404 no-such-tenant",
    );
  });

  it("counts what it uses and nobody else's, and its limit reaches the switch with each of its lines", async () => {
    const { tenantId, operator } = await openCallCentre(portal, { name: "Klien Sorong" });
    const neighbour = await openCallCentre(portal, { name: "Klien Biak" });
    const lines = await Promise.all(
      [operator, neighbour.operator].map(({ client }, nth) =>
        client.post("/api/service/trunks", { ...GOOD_TRUNK, addresses: [`10.20.30.${50 + nth}`] }),
      ),
    );
    for (const line of lines) succeeded(line, "a line");
    succeeded(await operator.client.post("/api/service/phones", { extension: "101", name: "Meja" }), "a phone");
    const limits = async (id: string) =>
      (await inTenant(portal.kit.db, id, loadTrunks)).map(({ centreChannelsMax }) => centreChannelsMax);
    expect(await limits(tenantId)).toEqual([null]);
    const limited = { name: "Klien Sorong", timeZone: "Asia/Jayapura", channelsMax: 7, expectedVersion: 1 };
    expect((await change(tenantId, limited)).status).toBe(204);
    expect([await limits(tenantId), await limits(neighbour.tenantId)]).toEqual([[7], [null]]);
    const [line] = await inTenant(portal.kit.db, tenantId, loadTrunks);
    expect(line?.centreSpending).toEqual({
      timeZone: "Asia/Jayapura",
      maxRupiah: 5_000_000,
      spentRupiah: {},
      prices: { national: 600, short: 150, abroad: 9_000, premium: 2_500 },
    });
    expect(await listed(tenantId)).toMatchObject({
      usage: { calls: 0, phones: 1, agents: 0, lines: 1, administrators: 1 },
    });
    expect(await listed(neighbour.tenantId)).toMatchObject({ usage: { phones: 0, lines: 1 } });
  });

  it("leaves an entry for its opening and for each change that is one", async () => {
    const { id } = succeeded(await open({ name: "Klien Ternate" }), "a call centre");
    for (const spendingMaxRupiah of [5_000_000, null])
      expect((await change(id, { name: "Klien Ternate", spendingMaxRupiah, expectedVersion: 1 })).status).toBe(204);
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["action", "actorRole", "detail"])
      .where("subjectId", "=", id)
      .orderBy("id")
      .execute();
    expect(entries).toEqual([
      { action: "tenant.opened", actorRole: "administrator", detail: { ...FORM, name: "Klien Ternate" } },
      {
        action: "tenant.changed",
        actorRole: "administrator",
        detail: { changed: ["spendingMaxRupiah"], version: 2, spendingMaxRupiah: null },
      },
    ]);
  });
});
