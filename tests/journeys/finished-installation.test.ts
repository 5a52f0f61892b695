import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { present } from "../../src/kernel/index.ts";
import { verifyAudit } from "../../src/platform/audit/index.ts";
import { databaseAccess, openDatabase } from "../../src/platform/database/index.ts";
import type { DemoClient } from "../../src/processes/demo/demo-client.ts";
import { demoOfficer } from "../../src/processes/demo/demo-steps.ts";
import {
  buildDemonstration,
  DEMONSTRATION_BEHIND_MS,
  DEMONSTRATION_PHASES,
  type DemonstrationResult,
} from "../../src/processes/demonstration/index.ts";
import { officeDate } from "../../src/regulation/index.ts";
import { testLog } from "../../testkit/database.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";

const BUILD_MS_MAX = 600_000;
const DAY_MS = 86_400_000;

let demonstration: Demonstration;
let result: DemonstrationResult;
const names: string[] = [];
/** The Date header at the first step, when the clock is in the past. */
let firstDate: Promise<string | null> | undefined;

beforeAll(async () => {
  demonstration = await startDemonstration({ SAMBUNG_SIP_PORT: "0" }, DEMONSTRATION_BEHIND_MS);
  const report = ({ name }: { readonly name: string }) => {
    names.push(name);
    firstDate ??= fetch(`${demonstration.url}/api/mailbox`).then(({ headers }) => headers.get("date"));
  };
  result = await buildDemonstration({ ...demonstration, system: demonstration, log: testLog, report });
}, BUILD_MS_MAX);

afterAll(() => demonstration.close());

interface Page<Item> {
  readonly total: number;
  readonly items: readonly Item[];
}

interface Case {
  readonly state: string;
  readonly promise: { readonly dueDate: string } | null;
}

async function officer(
  role: Parameters<typeof demoOfficer>[1]["role"],
  team: "numbering" | "licensing" | "tests" | null,
) {
  return demoOfficer(demonstration, { role, team });
}

async function states(client: DemoClient, path: string): Promise<readonly string[]> {
  const { items } = await client.get<Page<Case>>(path);
  return [...new Set(items.map(({ state }) => state))].toSorted();
}

const today = () => officeDate(Date.now());

describe("a demonstration that is built at the first start", () => {
  it("has numbering applications in every state, one of them overdue", async () => {
    const coordinator = await officer("coordinator", "numbering");
    expect(await states(coordinator, "/api/applications?scope=queue&pageSize=200")).toEqual(
      expect.arrayContaining(["approved", "checking", "proposed", "rejected", "returned", "submitted"]),
    );
    const overdue = await coordinator.get<Page<Case>>("/api/applications?scope=queue&ball=overdue");
    expect(overdue.total).toBeGreaterThan(0);
    for (const { promise } of overdue.items) expect(promise?.dueDate.localeCompare(today())).toBeLessThan(0);
  });

  it("has licence applications with the evaluator, with the applicant, verified and rejected", async () => {
    const coordinator = await officer("coordinator", "licensing");
    expect(await states(coordinator, "/api/licences?scope=queue&pageSize=100")).toEqual(
      expect.arrayContaining(["rejected", "returned", "submitted", "verified"]),
    );
  });

  it("has an operational test on one of the next days, and one that was passed", async () => {
    const coordinator = await officer("coordinator", "tests");
    const { items } = await coordinator.get<Page<Case & { readonly testDate: string | null }>>(
      "/api/tests?scope=queue&pageSize=100",
    );
    const soon = officeDate(Date.now() + 14 * DAY_MS);
    expect(items.some(({ testDate }) => testDate !== null && testDate >= today() && testDate <= soon)).toBe(true);
    expect(items.length).toBeGreaterThan(1);
  });

  it("has registrations that wait for the account verifier", async () => {
    const verifier = await officer("account-verifier", null);
    const { items } = await verifier.get<Page<Case>>("/api/verifications?pageSize=200");
    expect(items.filter(({ state }) => state === "submitted").length).toBeGreaterThanOrEqual(2);
  });

  it("has a call centre with three months of calls, tickets and articles", async () => {
    const operator = await officer("operator-administrator", null);
    const total = async (path: string) => (await operator.get<Page<unknown>>(path)).total;
    expect(await total("/api/service/calls?pageSize=1")).toBeGreaterThan(4_000);
    expect(await total("/api/service/tickets?state=all&pageSize=1")).toBeGreaterThanOrEqual(9);
    expect(await total("/api/service/tickets?state=all&isLate=yes&pageSize=1")).toBeGreaterThan(0);
    const items = async (path: string) => (await operator.get<Page<unknown>>(path)).items.length;
    expect(await items("/api/service/agents")).toBe(6);
    expect(await items("/api/service/sms/messages")).toBeGreaterThan(20);
    expect(await items("/api/service/sms/threads?open=yes")).toBe(2);
    expect(await items("/api/service/queues")).toBe(3);
    expect(await items("/api/service/evaluations")).toBe(6);
    const agents =
      await operator.get<Page<{ readonly standing: { readonly state: string } | null }>>("/api/service/agents");
    expect(agents.items.flatMap(({ standing }) => standing?.state ?? [])).toEqual(["paused", "paused"]);
    expect(await items("/api/service/information/articles")).toBeGreaterThanOrEqual(4);
  });

  it("has recordings that can be played", async () => {
    const operator = await officer("operator-administrator", null);
    const { items } = await operator.get<Page<{ readonly id: string; readonly recording: string | null }>>(
      "/api/service/calls?recorded=yes&pageSize=100&sort=-began",
    );
    const recorded = present(
      items.find(({ recording }) => recording === "kept"),
      "a call with a recording",
    );
    const call = await operator.get<{ readonly recording: { readonly id: string } | null }>(
      `/api/service/calls/${recorded.id}`,
    );
    const wav = await operator.bytes(`/api/service/recordings/${call.recording?.id ?? ""}/audio`);
    expect(Buffer.from(wav.subarray(0, 4)).toString()).toBe("RIFF");
    expect(wav.some((byte, index) => index > 100_000 && byte !== 0)).toBe(true);
  });

  it("reports of its queues what the calls add up to", async () => {
    const supervisor = await officer("operator-supervisor", null);
    const fromDate = officeDate(Date.now() - 30 * DAY_MS);
    const { totals } = await supervisor.get<{
      readonly totals: { readonly all: { readonly offered: number; readonly answered: number } };
    }>(`/api/service/reports/queues?from=${fromDate}&until=${today()}`);
    expect(totals.all.offered).toBeGreaterThan(1_000);
    expect(totals.all.answered / totals.all.offered).toBeGreaterThan(0.8);
  });

  it("ends at the real time, with an audit trail that verifies and people for each role", async () => {
    expect(Math.abs(demonstration.nowMs() - Date.now())).toBeLessThan(1_000);
    const { headers } = await fetch(`${demonstration.url}/api/mailbox`);
    expect(Math.abs(Date.parse(headers.get("date") ?? "") - Date.now())).toBeLessThan(60_000);
    expect(Date.now() - Date.parse((await firstDate) ?? "")).toBeGreaterThan(100 * DAY_MS);
    expect(result.people.map(({ role }) => role)).toEqual(["applicant", "officer", "agent", "supervisor", "developer"]);
    expect(result.accountSid).toMatch(/^AC[0-9a-f]{32}$/);
    expect((await fetch(result.verifyUrl)).status).toBe(200);
    expect([...new Set(names)]).toEqual([...DEMONSTRATION_PHASES]);
    const access = await databaseAccess({ dataFolder: demonstration.dataFolder, databaseUrl: undefined });
    const { db, close } = openDatabase({ access, role: "auditor", max: 1, log: testLog });
    expect((await verifyAudit(db)).verdict).toBe("intact");
    await close();
  });
});
