import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, GOOD_TRUNK, NO_LIMITS, openCallCentre } from "../../../../testkit/call-centre.ts";
import type { Answer, ProblemBody, TestClient } from "../../../../testkit/client.ts";
import { succeeded } from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";

const DAYS = 90;
let portal: TestPortal;
let administrator: TestClient;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  administrator = (await portal.officer("administrator")).client;
});

afterAll(() => portal.close());

const act = (id: string, what: "closing" | "reopening", expectedVersion: number) =>
  administrator.post<{ removeOn: string }>(`/api/service/tenants/${id}/${what}`, { expectedVersion });
const codeOf = ({ status, body }: Answer) => `${status} ${(body as ProblemBody).error?.code ?? ""}`;

async function centre(): Promise<CallCentre> {
  const opened = await openCallCentre(portal);
  succeeded(await opened.operator.client.get("/api/service/home"), "his home");
  return opened;
}

describe("a call centre that is closed", () => {
  it("lets none of its people do anything from that moment on, and everybody when it is opened again", async () => {
    const [{ tenantId, operator }, neighbour] = [await centre(), await centre()];
    const { removeOn } = succeeded(await act(tenantId, "closing", 1), "a closing");
    const today = new Date(portal.kit.clock.nowMs() + 7 * 3_600_000).toISOString().slice(0, 10);
    expect((Date.parse(removeOn) - Date.parse(today)) / 86_400_000).toBe(DAYS);
    expect((await operator.client.get("/api/service/home")).status).toBe(403);
    expect((await operator.client.post("/api/service/trunks", GOOD_TRUNK)).status).toBe(403);
    expect((await neighbour.operator.client.get("/api/service/home")).status).toBe(200);
    expect((await act(tenantId, "reopening", 2)).status).toBe(204);
    expect((await operator.client.get("/api/service/home")).status).toBe(200);
  });

  it("is neither changed nor tied nor given people, and whoever was invited finds the invitation gone", async () => {
    const { tenantId, operator } = await centre();
    const path = `/api/service/tenants/${tenantId}`;
    const email = "baru@pusat.invalid";
    succeeded(await operator.client.post("/api/centre-invitations", { email, role: "operator-agent" }), "invited");
    await act(tenantId, "closing", 1);
    const form = { ...NO_LIMITS, name: "Lain", timeZone: "Asia/Jakarta", expectedVersion: 2 };
    expect(codeOf(await administrator.put(path, form))).toBe("409 tenant-closed");
    const tie = { before: null, organisationId: null };
    expect(codeOf(await administrator.put(`${path}/company`, tie))).toBe("409 tenant-closed");
    expect(codeOf(await administrator.post(`${path}/administrators`, { email }))).toBe("409 tenant-closed");
  });

  it("is closed once by two who ask at the same time; the first one is never closed, and what is unknown is told", async () => {
    const { tenantId } = await centre();
    const twice = await Promise.all([act(tenantId, "closing", 1), act(tenantId, "closing", 1)]);
    expect(twice.map(codeOf).toSorted()).toEqual(["200 ", "409 tenant-stale"]);
    expect(codeOf(await act(tenantId, "closing", 2))).toBe("409 tenant-closed");
    const first = await portal.kit.db
      .selectFrom("tenant")
      .select(["id", "version"])
      .where("isDefault", "=", true)
      .executeTakeFirstOrThrow();
    expect(codeOf(await act(first.id, "closing", first.version))).toBe("409 tenant-first");
    expect(codeOf(await act(first.id, "reopening", first.version))).toBe("409 tenant-open");
    expect(codeOf(await act(portal.kit.ids.next(), "closing", 1))).toBe("404 no-such-tenant");
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["action", "actorRole"])
      .where("subjectId", "=", tenantId)
      .execute();
    expect(entries).toEqual([{ action: "tenant.closed", actorRole: "administrator" }]);
  });
});
