import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GOOD_TRUNK, openCallCentre } from "../../../testkit/call-centre.ts";
import type { Answer, ProblemBody, TestClient } from "../../../testkit/client.ts";
import { fieldAccessOf } from "../../../testkit/field-client.ts";
import { succeeded } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { inTenant } from "../../platform/database/index.ts";
import { loadTrunks } from "../trunks/wire.ts";

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
  ...{ name: "Klien Makassar", timeZone: "Asia/Makassar", channelsMax: 12, spendingMaxRupiah: 5_000_000 },
  ...{ orderedPerSecond: 5, orderedAtOnce: 100 },
  ...{ storageMaxBytes: 50_000_000_000, priceNational: 600, priceShort: 150, priceAbroad: 9_000, pricePremium: 2_500 },
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
      ...{ ...FORM, version: 1, isDefault: false, company: null, served: 0 },
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
      ...{ timeZone: "Asia/Jayapura", maxRupiah: 5_000_000, spentRupiah: {} },
      prices: { national: 600, short: 150, abroad: 9_000, premium: 2_500 },
    });
    expect(await listed(tenantId)).toMatchObject({
      usage: { calls: 0, phones: 1, agents: 0, lines: 1, administrators: 1 },
    });
    expect(await listed(neighbour.tenantId)).toMatchObject({ usage: { phones: 0, lines: 1 } });
  });

  it("says how fast calls that its programs order begin, which counts at once, and what is told to them", async () => {
    const centre = await openCallCentre(portal, { name: "Klien Kupang" });
    const { tenantId } = centre;
    const { accountSid, username, password } = await fieldAccessOf(centre);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const told = async () => {
      const path = `/2010-04-01/Accounts/${accountSid}/Usage/Limits.json`;
      return (await (await fetch(`${portal.url}${path}`, { headers: { authorization } })).json()) as object;
    };
    expect(await told()).toMatchObject({ calls: { per_second: 5, burst: 10, concurrent: 100 } });
    const paces = () =>
      inTenant(portal.kit.db, tenantId, (trx) =>
        trx.selectFrom("apiCallPace").select(["perSecond", "burst", "atOnce", "tokens"]).execute(),
      );
    const slow = { name: "Klien Kupang", orderedPerSecond: 2, orderedAtOnce: 7 };
    expect((await change(tenantId, { ...slow, expectedVersion: 1 })).status).toBe(204);
    expect(await told()).toMatchObject({ calls: { per_second: 2, burst: 4, concurrent: 7 } });
    const at = new Date(portal.kit.clock.nowMs());
    const counted = { tenantId, countedAt: at, perSecond: 2, burst: 4, atOnce: 7, tokens: 4 };
    await inTenant(portal.kit.db, tenantId, (trx) => trx.insertInto("apiCallPace").values(counted).execute());
    const fast = { ...slow, orderedPerSecond: 50, orderedAtOnce: 300 };
    expect((await change(tenantId, { ...fast, expectedVersion: 2 })).status).toBe(204);
    expect(await paces()).toEqual([{ perSecond: 50, burst: 100, atOnce: 300, tokens: 4 }]);
    expect((await change(tenantId, { ...slow, orderedPerSecond: 1, expectedVersion: 3 })).status).toBe(204);
    expect(await paces()).toEqual([{ perSecond: 1, burst: 2, atOnce: 7, tokens: 2 }]);
    for (const wrong of [{ orderedPerSecond: 0 }, { orderedPerSecond: 1_001 }, { orderedAtOnce: 0 }])
      expect((await change(tenantId, { ...slow, ...wrong, expectedVersion: 4 })).status).toBe(400);
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
        ...{ action: "tenant.changed", actorRole: "administrator" },
        detail: { changed: ["spendingMaxRupiah"], version: 2, spendingMaxRupiah: null },
      },
    ]);
  });
});
