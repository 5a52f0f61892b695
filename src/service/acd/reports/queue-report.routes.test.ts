import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, GOOD_QUEUE, openCallCentre } from "../../../../testkit/call-centre.ts";
import { keepCalls } from "../../../../testkit/calls.ts";
import { COOKIE, type ProblemBody } from "../../../../testkit/client.ts";
import { addTestCode } from "../../../../testkit/ordered-calls.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { readSpreadsheetFile } from "../../../platform/sheets/index.ts";
import { createRuntimeContext } from "../../../platform/world/index.ts";

interface Answer {
  readonly timeZone: string;
  readonly from: string;
  readonly withinMs: number;
  readonly items: readonly { readonly startAt: string; readonly offered: number }[];
  readonly totals: { readonly all: object };
  readonly regulatory: object;
}

const PATH = "/api/service/reports/queues";
const CODE = "1500881";
const HOME_CODE = "1500887";

let portal: TestPortal;
let centre: CallCentre;
let queueId: string;

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: createRuntimeContext(), works: false });
  centre = await openCallCentre(portal);
  const made = await centre.operator.client.post<{ id: string }>("/api/service/queues", {
    ...GOOD_QUEUE,
    name: "=1+1",
  });
  queueId = made.body.id;
  await keepAbandoned("2026-11-26T09:10:00+07:00", [3_000, 12_500]);
});

afterAll(() => portal?.close());

/** Writes log entries of callers who entered at an instant and abandoned after these waits. */
async function keepAbandoned(at: string, waits: readonly number[]): Promise<void> {
  const { tenantId } = centre;
  const atMs = Date.parse(at);
  const rows = waits.flatMap((waitedMs, nth) => {
    const contactId = portal.kit.ids.next();
    const entry = { contactKind: "call", joinedAtMs: atMs, priority: 0, position: 1 };
    const end = { outcome: "abandoned", waitedMs, talkMs: null, holdMs: null };
    return [
      { kind: "contact.entered", afterMs: 0, more: entry },
      { kind: "contact.closed", afterMs: waitedMs, more: end },
    ].map(({ kind, afterMs, more }, part) => ({
      tenantId,
      queueId,
      contactId,
      kind,
      fence: 1,
      sequence: nth * 2 + part + 1,
      steadyMs: atMs + afterMs,
      at: new Date(atMs + afterMs),
      body: JSON.stringify({ kind, contactId, queueId, ...more }),
    }));
  });
  await inTenant(portal.kit.db, tenantId, (trx) => trx.insertInto("queueEvent").values(rows).execute());
}

const client = () => centre.operator.client;
const download = async (query: string) => {
  const answer = await fetch(`${portal.url}${PATH}/export?${query}`, {
    headers: { cookie: `${COOKIE}=${centre.operator.token}` },
  });
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
};

describe("the report of queues", () => {
  it("has a row for each half hour by the tenant's clocks, zeros where nothing happened, and totals", async () => {
    const { status, body } = await client().get<Answer>(`${PATH}?from=2026-11-26&until=2026-11-27&queueId=${queueId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ timeZone: "Asia/Jakarta", from: "2026-11-25T17:00:00.000Z", withinMs: 20_000 });
    expect(body.items).toHaveLength(48);
    const busy = body.items.filter(({ offered }) => offered > 0);
    expect(busy).toMatchObject([
      { startAt: "2026-11-26T02:00:00.000Z", offered: 2, abandoned: 2, abandonedShort: 1, longestWaitMs: 12_500 },
    ]);
    expect(body.totals.all).toMatchObject({ offered: 2, answered: 0, levelAll: 0, levelNet: 0, levelAnswered: null });
  });

  it("counts as home does: who hung up while waiting was not answered, though the flow took the call", async () => {
    const call = { caller: "0215551234", code: HOME_CODE, at: new Date().toISOString() };
    const outcomes = ["answered", "abandoned", "abandoned", "busy", "voicemail", "automated"] as const;
    const calls = outcomes.map((outcome) => ({ ...call, outcome }));
    await addTestCode(portal.kit.db, { code: HOME_CODE, tenantId: centre.tenantId, at: new Date() });
    await keepCalls(portal.kit.db, centre.tenantId, calls);
    const { body } = await client().get<{ numbers: readonly { code: string }[] }>("/api/service/home");
    expect(body.numbers.find(({ code }) => code === HOME_CODE)).toMatchObject({ answered: 1, missed: 3 });
  });

  it("has the days of another zone when it is asked for", async () => {
    const { body } = await client().get<Answer>(`${PATH}?from=2026-11-26&until=2026-11-27&zone=Asia/Jayapura`);
    expect(body).toMatchObject({ timeZone: "Asia/Jayapura", from: "2026-11-25T15:00:00.000Z" });
  });

  it("names the regulatory level of all calls to codes, and how it is reckoned", async () => {
    const call = { caller: "0215551234", code: CODE };
    await keepCalls(portal.kit.db, centre.tenantId, [
      { ...call, at: "2026-11-24T03:00:00Z", outcome: "cancelled" },
      { ...call, at: "2026-11-24T04:00:00Z", outcome: "busy" },
      { ...call, at: "2026-11-25T17:00:00Z" },
    ]);
    await keepLedCalls();
    const { body } = await client().get<Answer>(`${PATH}?from=2026-11-24&until=2026-11-26`);
    // Two hung up within five seconds, one was served by the flow alone; of three others, two were answered within 30 s.
    expect(body.regulatory).toEqual({
      received: 6,
      excluded: 0,
      dropped: 2,
      servedByFlow: 1,
      answeredWithin: 2,
      level: 2 / 3,
      withinMs: 30_000,
      droppedMs: 5_000,
      standing: "assumed",
    });
  });

  it.each([
    ["from=2026-11-26&until=2026-11-26", 400, "report-turned-round"],
    ["from=2026-10-01&until=2026-11-02", 400, "report-too-long"],
    ["from=2026-11-26&until=2026-11-27&queueId=00000000-0000-4000-8000-000000000000", 404, "no-such-queue"],
    ["from=2026-11-31&until=2026-12-02", 400, "invalid-input"],
    ["from=2026-11-26T10:15&until=2026-11-27", 400, "invalid-input"],
    ["from=2026-11-26&until=2026-11-27&zone=Europe/Paris", 400, "invalid-input"],
    ["from=2026-11-26", 400, "invalid-input"],
  ])("is refused in words (%s)", async (query, status, code) => {
    for (const path of [`${PATH}?`, `${PATH}/export?format=csv&`]) {
      const answer = await client().get<ProblemBody>(`${path}${query}`);
      expect([answer.status, answer.body.error.code]).toEqual([status, code]);
      expect(answer.body.error.message.length).toBeGreaterThan(20);
    }
  });
});

/** Writes calls in a flow with their events, as the switch writes them. */
async function keepLedCalls(): Promise<void> {
  const { tenantId } = centre;
  const told: readonly (readonly [afterS: number, kind: string, data: object])[][] = [
    [[2, "flow.ended", { end: "hung-up" }]],
    [
      [8, "queue.joined", { queueId }],
      [30, "talk.began", { phoneId: null, agentId: queueId }],
    ],
    [
      [8, "queue.joined", { queueId }],
      [30.001, "talk.began", { phoneId: null, agentId: queueId }],
    ],
    [[3, "talk.began", { phoneId: queueId, agentId: null }]],
  ];
  await inTenant(portal.kit.db, tenantId, async (trx) => {
    for (const [nth, events] of told.entries()) {
      const callId = portal.kit.ids.next();
      const beganMs = Date.parse("2026-11-25T01:00:00Z") + nth * 60_000;
      const at = new Date(beganMs);
      const all = [[0, "call.received", {}], ...events, [40, "call.ended", {}]] as const;
      const rows = all.map(([afterS, kind, data], sequence) => ({
        callId,
        tenantId,
        sequence,
        kind,
        at,
        elapsedUs: Math.round(afterS * 1_000_000),
        data: JSON.stringify(data),
      }));
      await trx.insertInto("callEvent").values(rows).execute();
      const parties = { direction: "inbound", code: CODE, caller: "021", called: CODE, sipCallId: callId };
      const lengths = { ringMs: 0, talkMs: 40_000, holdMs: 0, outcome: "answered", endedBy: "caller" };
      await trx
        .insertInto("cdr")
        .values({
          callId,
          tenantId,
          ...parties,
          ...lengths,
          beganAt: at,
          answeredAt: at,
          endedAt: new Date(beganMs + 40_000),
        })
        .execute();
    }
  });
}

describe("the report of queues as a file", () => {
  const range = "from=2026-11-26T09:00&until=2026-11-26T10:00";

  it("is CSV with the separator and the decimal sign of its language, and no formulas", async () => {
    const { answer, bytes } = await download(`${range}&format=csv&language=id`);
    expect(answer.headers.get("content-disposition")).toContain("laporan-antrean.csv");
    const lines = new TextDecoder().decode(bytes).trim().split("\n");
    expect(lines[0]).toMatch(/^Setengah jam;Antrean;Masuk;Dijawab;/);
    expect(lines.slice(1)).toEqual([
      "2026-11-26 09:00;'=1+1;2;0;0;2;1;0;0;0;0;0;;0;100;0;;;12,5;;0;0;",
      "2026-11-26 09:30;'=1+1;0;0;0;0;0;0;0;0;0;0;;;;;;;0;;0;0;",
      "Total;'=1+1;2;0;0;2;1;0;0;0;0;0;;0;100;0;;;12,5;;0;0;",
      "Total;Semua antrean;2;0;0;2;1;0;0;0;0;0;;0;100;0;;;12,5;;0;0;",
    ]);
    const english = new TextDecoder().decode((await download(`${range}&format=csv&language=en`)).bytes);
    expect(english).toContain("2026-11-26 09:00,'=1+1,2,0,0,2,1,0,0,0,0,0,,0,100,0,,,12.5,,0,0,");
  });

  it("is XLSX with the same rows, its numbers as numbers", async () => {
    const { answer, bytes } = await download(`${range}&format=xlsx&language=en`);
    expect(answer.status).toBe(200);
    const { rows, fault } = await readSpreadsheetFile(
      { name: "laporan.xlsx", bytes },
      { rowsMax: 100, holder: "test" },
    );
    expect(fault).toBeNull();
    expect(rows.find(([first]) => first === "2026-11-26 09:00")).toEqual([
      ...["2026-11-26 09:00", "=1+1", "2", "0", "0", "2", "1", "0", "0", "0", "0", "0"],
      ...["", "0", "100", "0", "", "", "12.5", "", "0", "0", ""],
    ]);
    expect(rows.flat()).toContain("Regulatory service level: no calls to codes");
  });

  it("is on record: who took it, and what it held", async () => {
    await download(`${range}&format=csv&queueId=${queueId}`);
    const entry = await portal.kit.db
      .selectFrom("auditEntry")
      .select(["detail", "actorPersonId", "subjectId"])
      .where("action", "=", "queue-report.exported")
      .orderBy("occurredAt", "desc")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({
      subjectId: centre.tenantId,
      detail: { format: "csv", queueId, from: "2026-11-26T09:00" },
    });
  });
});

describe("a report that is larger than a screen or a spreadsheet holds", () => {
  it("is refused at the queue, and is whole as CSV", async () => {
    const month = "from=2026-11-01&until=2026-12-01";
    const names = Array.from({ length: 10 }, (_, nth) => `Antrean ke-${nth}`);
    for (const name of names) await client().post("/api/service/queues", { ...GOOD_QUEUE, name });
    // Queues that existed in the month, independent of the date of this run.
    await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx
        .updateTable("queue")
        .set({ createdAt: new Date("2026-10-01T00:00:00Z") })
        .execute(),
    );
    for (const path of [`${PATH}?${month}`, `${PATH}/export?format=xlsx&${month}`]) {
      const { status, body } = await client().get<ProblemBody>(path);
      expect([status, body.error.code, body.error.fields[0]?.path]).toEqual([400, "report-too-large", "queueId"]);
    }
    const { text } = await client().get(`${PATH}/export?format=csv&${month}`);
    // The heading, 48 half hours of 30 days and 11 queues, and 12 totals.
    expect(text.trim().split("\n")).toHaveLength(1 + 48 * 30 * 11 + 12);
    expect((await client().get(`${PATH}?${month}&queueId=${queueId}`)).status).toBe(200);
  });
});

describe("a report of days that are forgotten", () => {
  it("says so at its beginning, and from which day on there is one, instead of showing zeros", async () => {
    const contactId = portal.kit.ids.next();
    const event = { kind: "contact.entered", contactId, queueId, fence: 1, sequence: 9_000, steadyMs: 0 };
    const { tenantId } = centre;
    const at = new Date("2025-02-10T03:00:00Z");
    await inTenant(portal.kit.db, tenantId, async (trx) => {
      await trx
        .insertInto("queueEvent")
        .values({ ...event, tenantId, at, body: JSON.stringify({ kind: event.kind, contactId, queueId }) })
        .execute();
      await sql`select purge_queue_events('2025-03-01T00:00:00Z'::timestamptz, 10)`.execute(trx);
    });
    for (const path of [`${PATH}?`, `${PATH}/export?format=csv&language=en&`]) {
      const { status, body } = await client().get<ProblemBody>(`${path}from=2025-02-28&until=2025-03-10`);
      expect([status, body.error.code]).toEqual([400, "report-forgotten"]);
      expect(body.error.fields).toMatchObject([{ path: "from", code: "report-forgotten" }]);
      expect(body.error.message).toContain("2025-03-02");
    }
    expect((await client().get(`${PATH}?from=2025-03-02&until=2025-03-10`)).status).toBe(200);
  });
});
