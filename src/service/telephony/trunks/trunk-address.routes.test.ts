import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, GOOD_TRUNK, openCallCentre } from "../../../../testkit/call-centre.ts";
import type { Answer, ProblemBody, TestClient } from "../../../../testkit/client.ts";
import { succeeded } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { loadTrunks } from "./trunk.store.ts";

const [SHARED, OWN] = ["10.20.30.40", "10.20.30.41"];

let portal: TestPortal;
let administrator: TestClient;
let first: CallCentre;
let second: CallCentre;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  administrator = (await portal.officer("administrator")).client;
  first = await openCallCentre(portal, { name: "Pusat Satu" });
  second = await openCallCentre(portal, { name: "Pusat Dua" });
});

afterAll(() => portal.close());

interface Listed {
  readonly address: string;
  readonly approvedAt: string | null;
  readonly approver: string | null;
  readonly claimants: readonly string[];
}

const pathOf = ({ tenantId }: CallCentre) => `/api/service/tenants/${tenantId}/trunk-addresses`;
const add = ({ operator }: CallCentre, addresses: readonly string[], name = "E1") =>
  operator.client.post<{ id: string }>("/api/service/trunks", { ...GOOD_TRUNK, name, addresses });
const approve = (centre: CallCentre, address: string, isApproved = true) =>
  administrator.put(pathOf(centre), { address, isApproved });
const codeOf = ({ status, body }: Answer) => `${status} ${(body as ProblemBody).error.code}`;
const listed = async (centre: CallCentre) =>
  succeeded(await administrator.get<{ items: Listed[] }>(pathOf(centre)), "addresses").items;
const waitingOf = async ({ operator }: CallCentre) => {
  const page = await operator.client.get<{ items: { waitingAddresses: string[] }[] }>("/api/service/trunks");
  return succeeded(page, "trunks").items.flatMap(({ waitingAddresses }) => waitingAddresses);
};
/** The addresses that prove a trunk to the switch. */
const provenOf = async ({ tenantId }: CallCentre) =>
  (await inTenant(portal.kit.db, tenantId, loadTrunks)).flatMap(({ addresses }) => addresses);
const waitingInList = async ({ tenantId }: CallCentre) => {
  const page = await administrator.get<{ items: { id: string; waitingAddresses: number }[] }>("/api/service/tenants");
  return succeeded(page, "call centres").items.find(({ id }) => id === tenantId)?.waitingAddresses;
};

describe("the source addresses of trunks", () => {
  it("wait for the administrator, who approves one address for one tenant and sees who else claims it", async () => {
    const { id } = succeeded(await add(first, [SHARED, OWN]), "a trunk");
    succeeded(await add(second, [SHARED]), "a trunk of another tenant");
    expect(await waitingOf(first)).toEqual([SHARED, OWN]);
    expect(await provenOf(first)).toEqual([]);
    expect(await waitingInList(first)).toBe(2);
    expect(await listed(first)).toMatchObject([
      { address: SHARED, claimants: ["Pusat Dua"] },
      { address: OWN, claimants: [] },
    ]);
    expect((await approve(first, SHARED)).status).toBe(204);
    expect(await waitingOf(first)).toEqual([OWN]);
    expect(await provenOf(first)).toEqual([SHARED]);
    expect(codeOf(await approve(second, SHARED))).toBe("409 trunk-address-approved-elsewhere");
    expect(await provenOf(second)).toEqual([]);
    // Neither tenant can detect the other.
    const page = await second.operator.client.get("/api/service/trunks");
    expect(page.text).not.toContain("Pusat Satu");
    const trail = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["action", "subjectId", "detail", "tenantId"])
      .where("action", "=", "trunk.address-approved")
      .execute();
    expect(trail).toMatchObject([{ subjectId: id, detail: { address: SHARED }, tenantId: first.tenantId }]);
  });

  it("keep their approval while the trunk keeps them, and lose it with the trunk or by withdrawal", async () => {
    const { client } = first.operator;
    const page = await client.get<{ items: { id: string; version: number }[] }>("/api/service/trunks");
    const { id, version } = succeeded(page, "trunks").items[0] ?? { id: "", version: 0 };
    const change = {
      ...GOOD_TRUNK,
      name: "E1",
      channelsMax: 60,
      addresses: [SHARED, "10.20.30.42"],
      expectedVersion: version,
    };
    expect((await client.put(`/api/service/trunks/${id}`, change)).status).toBe(204);
    expect(await provenOf(first)).toEqual([SHARED]);
    expect(await waitingOf(first)).toEqual(["10.20.30.42"]);
    expect((await approve(first, SHARED, false)).status).toBe(204);
    expect(await provenOf(first)).toEqual([]);
    expect((await approve(second, SHARED)).status).toBe(204);
    expect(codeOf(await approve(first, SHARED))).toBe("409 trunk-address-approved-elsewhere");
    expect((await client.delete(`/api/service/trunks/${id}`)).status).toBe(204);
    expect(codeOf(await approve(first, SHARED))).toBe("404 no-such-trunk-address");
    expect(await provenOf(second)).toEqual([SHARED]);
  });

  it("are refused twice in one tenant", async () => {
    expect(codeOf(await add(second, [SHARED], "E1 kedua"))).toBe("409 trunk-address-taken");
  });

  it("need no approval while their tenant is the only one of the installation", async () => {
    const alone = await openTestPortal({ works: false });
    try {
      const { id: tenantId } = await alone.kit.db.selectFrom("tenant").select("id").executeTakeFirstOrThrow();
      const operator = await alone.officer("operator-administrator");
      const only = { tenantId, operator };
      succeeded(await add(only, [OWN]), "a trunk");
      const proven = await inTenant(alone.kit.db, tenantId, loadTrunks);
      expect(proven.map(({ addresses }) => addresses)).toEqual([[OWN]]);
    } finally {
      await alone.close();
    }
  });
});
