import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { GuestCompany } from "../../../../testkit/guests.ts";
import {
  addNumberingOfficers,
  type CaseView,
  command,
  correctLetter,
  type NumberingOfficers,
  submittedFor,
  succeeded,
} from "../../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { companyTeller, officersWho, peopleTeller } from "../../../identity/wire.ts";
import { calendarsInForce, officeDate } from "../../../regulation/index.ts";
import { reportCase } from "../../oss-sync/wire.ts";
import { type SweepDependencies, sweepCases } from "../wire.ts";

const HOUR_MS = 60 * MINUTE_MS;

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: NumberingOfficers;
let dependencies: SweepDependencies;
let codes = 100;

beforeAll(async () => {
  // Monday 31 August 2026: no public holiday until Christmas.
  virtualContext = createVirtualContext({ startMs: Date.parse("2026-08-31T10:00:00+07:00") });
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  const { kit } = portal;
  const telling = { tellCompany: companyTeller(kit), tellPeople: peopleTeller(kit), officersWho };
  dependencies = { kit, ...telling, reportCase: reportCase(kit) };
});
afterAll(() => portal.close());

beforeEach(async () => {
  // Advances to a Monday at ten, at which every test's case begins.
  goTo(nextMonday());
  desk = await addNumberingOfficers(portal);
});

function goTo(atMs: number): void {
  virtualContext.advance(atMs - virtualContext.clock.nowMs());
}

function nextMonday(): number {
  const first = Date.parse("2026-01-05T10:00:00+07:00");
  const week = 7 * 24 * HOUR_MS;
  return first + Math.ceil((virtualContext.clock.nowMs() - first) / week) * week;
}

function codeOfTest(): string {
  codes += 1;
  return `1500${codes}`;
}

async function everybody(): Promise<void> {
  desk = {
    evaluator: await portal.again(desk.evaluator),
    subCoordinator: await portal.again(desk.subCoordinator),
    coordinator: await portal.again(desk.coordinator),
    director: await portal.again(desk.director),
  };
}

/** Mails about a case whose key begins with `kind`, with their readers. */
async function told(id: string, kind: string): Promise<readonly { to: string; subject: string; text: string }[]> {
  const rows = await portal.kit.db
    .selectFrom("mailMessage")
    .select(["toPersonId", "subject", "bodyText"])
    .where("dedupeKey", "like", `${kind} ${id}%`)
    .orderBy("createdAt")
    .orderBy("toPersonId")
    .execute();
  return rows.map(({ toPersonId, subject, bodyText }) => ({ to: toPersonId ?? "", subject, text: bodyText }));
}

async function caseOnDesk(company: GuestCompany): Promise<CaseView> {
  const { id } = await submittedFor(company, codeOfTest());
  return succeeded(await command(desk.evaluator.client, id, { command: "take" }), "a taken case");
}

/** Runs the sweep every six hours until an instant, like a portal that never stops. */
async function sweepUntil(atMs: number): Promise<void> {
  while (virtualContext.clock.nowMs() < atMs) {
    virtualContext.advance(Math.min(6 * HOUR_MS, atMs - virtualContext.clock.nowMs()));
    while ((await sweepCases(dependencies)) > 0);
  }
}

const weekday = (atMs: number, days: number) => atMs + days * 24 * HOUR_MS;

describe("the promise of six working days", () => {
  it("reminds the officer at 50, 80 and 100 per cent, and his superior from 80 on, each once", async () => {
    const company = await portal.company();
    const { id } = await caseOnDesk(company);
    const monday = virtualContext.clock.nowMs();
    await sweepUntil(weekday(monday, 2));
    expect(await told(id, "reminder")).toEqual([]);
    await sweepUntil(weekday(monday, 3));
    const half = await told(id, "reminder");
    expect(half.map(({ to }) => to)).toEqual([desk.evaluator.id]);
    expect(half[0]?.text).toContain(company.name);
    await sweepUntil(weekday(monday, 20));
    const all = await told(id, "reminder");
    const levels = await portal.kit.db
      .selectFrom("caseReminder")
      .select(["level", "told"])
      .where("applicationId", "=", id)
      .orderBy("level")
      .execute();
    expect(levels).toEqual([50, 80, 100].map((level) => ({ level, told: true })));
    expect(all.filter(({ to }) => to === desk.evaluator.id)).toHaveLength(3);
    expect(all.filter(({ to }) => to === desk.subCoordinator.id)).toHaveLength(2);
    expect(all.filter(({ to }) => [desk.coordinator.id, desk.director.id, company.owner.id].includes(to))).toEqual([]);
  });

  it("is told once though two sweeps look at the same moment, and again after a restart", async () => {
    const { id } = await caseOnDesk(await portal.company());
    goTo(weekday(virtualContext.clock.nowMs(), 3));
    const looks = await Promise.all(Array.from({ length: 6 }, () => sweepCases(dependencies)));
    expect(looks.reduce((sum, seen) => sum + seen, 0)).toBeGreaterThanOrEqual(1);
    expect(await sweepCases({ ...dependencies })).toBe(0);
    expect(await told(id, "reminder")).toHaveLength(1);
  });

  it("that passed several levels while the system stood still is told by the highest alone", async () => {
    const { id } = await caseOnDesk(await portal.company());
    goTo(weekday(virtualContext.clock.nowMs(), 9));
    await sweepCases(dependencies);
    const mine = (await told(id, "reminder")).filter(({ to }) => to === desk.evaluator.id);
    expect(mine.map(({ subject }) => subject)).toEqual([expect.stringContaining("batas waktu penyelesaian")]);
    const rows = portal.kit.db.selectFrom("caseReminder").select(["level", "told"]).where("applicationId", "=", id);
    expect(await rows.orderBy("level").execute()).toEqual([
      { level: 50, told: false },
      { level: 80, told: false },
      { level: 100, told: true },
    ]);
  });

  it("stands still in a pause, goes on after it without telling a level twice, and begins anew with a correction", async () => {
    const company = await portal.company();
    const { id } = await caseOnDesk(company);
    const monday = virtualContext.clock.nowMs();
    await sweepUntil(weekday(monday, 3));
    await everybody();
    succeeded(await command(desk.evaluator.client, id, { command: "pause", reason: "Menunggu." }), "a pause");
    await sweepUntil(weekday(monday, 17));
    expect(await told(id, "reminder")).toHaveLength(1);
    await everybody();
    succeeded(await command(desk.evaluator.client, id, { command: "resume" }), "a resumption");
    await sweepUntil(weekday(monday, 18));
    expect(await told(id, "reminder")).toHaveLength(1);
    await everybody();
    const { client } = desk.evaluator;
    const { items } = (await client.get<CaseView>(`/api/applications/${id}`)).body;
    for (const { key } of items) {
      const verdict = key === "letter" ? "returned" : "accepted";
      await command(client, id, { command: "check-item", key, verdict, note: "Buram", remedy: "Pindai ulang" });
    }
    succeeded(await command(client, id, { command: "return", note: "" }), "a return");
    const owner = await portal.again(company.owner);
    succeeded(await correctLetter(owner, id), "a corrected letter");
    succeeded(await command(owner.client, id, { command: "resubmit" }), "a correction");
    await sweepUntil(weekday(monday, 23));
    const runs = await portal.kit.db
      .selectFrom("caseReminder")
      .select(["run", "level"])
      .where("applicationId", "=", id)
      .orderBy("run")
      .orderBy("level")
      .execute();
    expect(runs).toEqual([
      { run: 0, level: 50 },
      { run: 1, level: 50 },
    ]);
  });

  it("of a case that nobody took reminds those who may take or assign it, and none of its own company", async () => {
    const company = await portal.company();
    const partisan = await portal.officer("evaluator", "numbering");
    await portal.kit.db
      .insertInto("membership")
      .values({
        id: virtualContext.ids.next(),
        personId: partisan.id,
        role: "applicant-staff",
        organisationId: company.id,
        grantedAt: new Date(virtualContext.clock.nowMs()),
      })
      .execute();
    const { id } = await submittedFor(company, codeOfTest());
    await sweepUntil(weekday(virtualContext.clock.nowMs(), 3));
    const readers = (await told(id, "reminder")).map(({ to }) => to);
    expect(readers).toEqual(expect.arrayContaining([desk.evaluator.id, desk.coordinator.id]));
    expect(readers).not.toContain(partisan.id);
    expect(readers).not.toContain(desk.director.id);
  });
});

describe("a correction that never comes", () => {
  it("is reminded of on the eighth day, closes the case after the tenth, frees the code and tells both sides", async () => {
    const company = await portal.company();
    const { id, form } = await caseOnDesk(company);
    const { client } = desk.evaluator;
    const { items } = (await client.get<CaseView>(`/api/applications/${id}`)).body;
    for (const { key } of items)
      await command(client, id, {
        command: "check-item",
        key,
        verdict: "returned",
        note: "Kurang",
        remedy: "Lengkapi",
      });
    succeeded(await command(client, id, { command: "return", note: "" }), "a return");
    const monday = virtualContext.clock.nowMs();
    const untilDay = officeDate(weekday(monday, 14));
    await sweepUntil(weekday(monday, 9));
    expect(await told(id, "reminder")).toEqual([]);
    await sweepUntil(weekday(monday, 10));
    const reminder = await told(id, "reminder");
    expect(reminder.map(({ to }) => to)).toEqual([company.owner.id]);
    await sweepUntil(weekday(monday, 14) + 13 * HOUR_MS);
    const open = await (await portal.again(company.owner)).client.get<CaseView>(`/api/applications/${id}`);
    expect(open.body.state).toBe("returned");
    await sweepUntil(weekday(monday, 15));
    const closed = await (await portal.again(company.owner)).client.get<CaseView>(`/api/applications/${id}`);
    expect(closed.body).toMatchObject({ state: "lapsed", commands: [], promise: { state: "stopped" } });
    expect(closed.body.events.at(-1)?.type).toBe("auto-return");
    expect(await told(id, "reminder")).toHaveLength(1);
    expect((await told(id, "lapsed")).map(({ to }) => to).sort()).toEqual([company.owner.id, desk.evaluator.id].sort());
    const code = await portal.anonymous.get<{ state: string }>(`/api/inventory/codes/${String(form["code"])}`);
    expect(code.body.state).toBe("idle");
    const entry = await portal.kit.db
      .selectFrom("auditEntry")
      .select("detail")
      .where("subjectId", "=", id)
      .where("action", "=", "application.auto-return")
      .execute();
    expect(entry).toEqual([{ detail: { until: untilDay, rule: "repair-working-days" } }]);
  });
});

describe("a calendar that changes late", () => {
  it("moves the promised date of open cases once, with an audit entry, and tells both sides", async () => {
    const company = await portal.company();
    const { id, promise } = await caseOnDesk(company);
    const monday = virtualContext.clock.nowMs();
    const extra = new Date(weekday(monday, 2)).toISOString().slice(0, 10);
    const known = calendarsInForce("2026-11-25");
    const amended = known.map((calendar) =>
      calendar.year === 2026
        ? {
            ...calendar,
            knownFrom: new Date(monday).toISOString().slice(0, 10),
            holidays: [
              ...calendar.holidays,
              {
                date: extra,
                kind: "joint-leave" as const,
                name: { id: "Cuti", en: "Leave" },
                standing: "assumed" as const,
              },
            ],
          }
        : calendar,
    );
    const after = { ...dependencies, calendarsOn: () => amended };
    await Promise.all([sweepCases(after), sweepCases(after)]);
    expect(await sweepCases(after)).toBe(0);
    const row = await portal.kit.db
      .selectFrom("numberingApplication")
      .select("dueDate")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(row.dueDate).toBe(
      new Date(Date.parse(`${promise?.dueDate ?? ""}T00:00:00Z`) + 24 * HOUR_MS).toISOString().slice(0, 10),
    );
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select("detail")
      .where("subjectId", "=", id)
      .where("action", "=", "application.promise-recomputed")
      .execute();
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ detail: { from: promise?.dueDate, to: row.dueDate } });
    const readers = (await told(id, "recomputed")).map(({ to }) => to);
    expect(readers.sort()).toEqual([company.owner.id, desk.evaluator.id].sort());
    const seen = await desk.evaluator.client.get<CaseView>(`/api/applications/${id}`);
    expect(seen.body.events.at(-1)?.type).toBe("promise-recomputed");
    await sweepCases(dependencies);
  });

  it("that moves nothing says nothing", async () => {
    const { id } = await caseOnDesk(await portal.company());
    const renamed = calendarsInForce("2026-11-25").map((calendar) => ({ ...calendar, knownFrom: "2026-10-01" }));
    await sweepCases({ ...dependencies, calendarsOn: () => renamed });
    expect(await told(id, "recomputed")).toEqual([]);
    await sweepCases(dependencies);
  });
});
