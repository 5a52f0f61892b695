import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { keepCalls } from "../../testkit/calls.ts";
import type { ProblemBody, TestClient } from "../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";

let portal: TestPortal;
let operator: TestClient;
let tenantId: string;
let callId: string;

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: createRuntimeContext(), works: false });
  operator = (await portal.officer("operator-administrator")).client;
  tenantId = (await portal.kit.db.selectFrom("tenant").select("id").executeTakeFirstOrThrow()).id;
  const [first = ""] = await keepCalls(portal.kit.db, tenantId, [
    { caller: "=1+1", code: "1500881", at: "2026-11-25T03:00:00Z", talkMs: 61_000 },
    { caller: "0215551234", code: "1500881", at: "2026-11-25T04:00:00Z", outcome: "busy" },
  ]);
  callId = first;
});

afterAll(() => portal?.close());

describe("a list of calls that is asked for wrongly", () => {
  it.each([
    ["search=12", "number-search-too-short", "search"],
    ["search=abc", "number-search-no-digits", "search"],
    ["from=2026-11-26&to=2026-11-25", "days-turned-round", "to"],
  ])("is refused at its field, in words (%s)", async (query, code, path) => {
    for (const end of ["", "/export"]) {
      const { status, body } = await operator.get<ProblemBody>(`/api/service/calls${end}?${query}`);
      expect({ status, code: body.error.code, path: body.error.fields[0]?.path }).toEqual({ status: 400, code, path });
      expect(body.error.message.length).toBeGreaterThan(20);
    }
  });

  it.each([
    `search=${"1".repeat(41)}`,
    "code=15a",
    "phone=1",
    "direction=up",
    "outcome=great",
    "answered=maybe",
    "recorded=maybe",
    "from=26-11-2026",
    "from=2026-02-30",
    "sort=caller",
    "page=0",
    "pageSize=1000",
    "limit=5",
  ])("is refused as malformed (%s)", async (query) => {
    const { status, body } = await operator.get<ProblemBody>(`/api/service/calls?${query}`);
    expect({ status, code: body.error.code }).toEqual({ status: 400, code: "invalid-input" });
  });
});

describe("a view of the list of calls", () => {
  it("is kept for who wants it", async () => {
    const view = { list: "calls", name: "Tak terjawab kemarin", query: "answered=no&direction=inbound" };
    expect((await operator.put("/api/saved-views", view)).status).toBe(204);
    expect((await operator.get("/api/saved-views?list=calls")).body).toMatchObject({ items: [{ name: view.name }] });
  });
});

describe("the list of calls as a file", () => {
  it("has the headings of its language, the columns that are shown in their order, and no formulas", async () => {
    const query = "columns=caller,talk,outcome,nothing&sort=began";
    const indonesian = await operator.get(`/api/service/calls/export?${query}&language=id`);
    expect(indonesian.text.split("\n")).toEqual([
      "Penelepon;Hasil;Bicara (detik)",
      "'=1+1;Dijawab;61",
      "0215551234;Sibuk;0",
      "",
    ]);
    const english = await operator.get(`/api/service/calls/export?${query}&language=en`);
    expect(english.text.split("\n")[0]).toBe("Caller,Outcome,Talk (s)");
    expect(english.headers.get("content-disposition")).toContain("panggilan.csv");
  });

  it("is on record with what was asked for, but not with the number that was looked for", async () => {
    await operator.get("/api/service/calls/export?search=0215551234&answered=no");
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["detail", "actorRole", "subjectId"])
      .where("action", "=", "call.exported")
      .orderBy("occurredAt", "desc")
      .orderBy("id", "desc")
      .limit(1)
      .execute();
    expect(entries[0]).toMatchObject({ actorRole: "operator-administrator", subjectId: tenantId });
    expect(entries[0]?.detail).toMatchObject({ isSearched: true, answered: "no" });
    expect(JSON.stringify(entries)).not.toContain("0215551234");
  });
});

describe("the record of a call, computed anew", () => {
  it("is the same as it is kept", async () => {
    const { body } = await operator.get(`/api/service/calls/${callId}/recheck`);
    expect(body).toMatchObject({ isSame: true, events: 6, differences: [] });
  });

  it("says where it differs when the record was not what its events add up to", async () => {
    const [other = ""] = await keepCalls(portal.kit.db, tenantId, [
      { caller: "0219", code: "1500881", at: "2026-11-25T05:00:00Z", talkMs: 9_000, recordedTalkMs: 60_000 },
    ]);
    const { body } = await operator.get(`/api/service/calls/${other}/recheck`);
    expect(body).toMatchObject({
      isSame: false,
      differences: [{ field: "talkMs", kept: "60000", recomputed: "9000" }],
    });
  });

  it("is refused when the events are over their time, while the record is still shown", async () => {
    const old = portal.kit.ids.next();
    const at = new Date("2025-01-05T03:00:00Z");
    await inTenant(portal.kit.db, tenantId, (trx) =>
      trx
        .insertInto("cdr")
        .values({
          callId: old,
          tenantId,
          direction: "inbound",
          code: "1500881",
          caller: "0218",
          called: "1500881",
          beganAt: at,
          endedAt: at,
          ringMs: 0,
          talkMs: 0,
          holdMs: 0,
          outcome: "busy",
          endedBy: "called",
          sipCallId: "lama@uji",
        })
        .execute(),
    );
    const { status, body } = await operator.get<ProblemBody>(`/api/service/calls/${old}/recheck`);
    expect({ status, code: body.error.code }).toEqual({ status: 410, code: "call-events-gone" });
    const shown = await operator.get(`/api/service/calls/${old}`);
    expect(shown.body).toMatchObject({ isOpen: false, call: { caller: "0218" }, events: [] });
    expect((await operator.get(`/api/service/calls/${old}/trace`)).body).toMatchObject({ items: [] });
  });

  it("is refused for a call that goes on", async () => {
    const id = portal.kit.ids.next();
    await inTenant(portal.kit.db, tenantId, (trx) =>
      trx
        .insertInto("callEvent")
        .values({
          callId: id,
          tenantId,
          sequence: 0,
          kind: "call.received",
          at: new Date(),
          elapsedUs: 0,
          data: JSON.stringify({ direction: "inbound", caller: "021", called: "1500881", code: "1500881" }),
        })
        .execute(),
    );
    const { status, body } = await operator.get<ProblemBody>(`/api/service/calls/${id}/recheck`);
    expect({ status, code: body.error.code }).toEqual({ status: 409, code: "call-goes-on" });
    expect((await operator.get(`/api/service/calls/${id}`)).body).toMatchObject({ isOpen: true, call: null });
  });
});
