import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addLicenceOfficers,
  done,
  type LicenceOfficers,
  type LicenceView,
  submittedLicenceFor,
  takenLicenceFor,
} from "../../../testkit/licence-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { silentDependencies } from "../../../testkit/silent-dependencies.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";
import { calendarsInForce, readLicenceCaseRules } from "../../regulation/index.ts";
import type { LicenceDependencies, ReportedLicence } from "./licence-dependencies.effects.ts";
import { sweepLicences } from "./wire.ts";

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: LicenceOfficers;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ runtimeContext: virtualContext, works: false });
  desk = await addLicenceOfficers(portal);
});
afterAll(() => portal.close());

/** Notifications of a sweep with their recipients, and its reports. */
interface Heard {
  readonly told: { readonly template: string; readonly key: string; readonly to: readonly string[] }[];
  readonly reported: ReportedLicence[];
}

/** Dependencies that record their calls. */
function hearing(change: Partial<LicenceDependencies> = {}): {
  readonly dependencies: LicenceDependencies;
  readonly heard: Heard;
} {
  const heard: Heard = { told: [], reported: [] };
  const dependencies: LicenceDependencies = {
    ...silentDependencies(portal.kit),
    tellCompany: async (_trx, { template, dedupeKey, organisationId }) =>
      void heard.told.push({ template, key: dedupeKey, to: [organisationId] }),
    tellPeople: async (_trx, { template, dedupeKey, personIds }) =>
      void heard.told.push({ template, key: dedupeKey, to: personIds }),
    officersWho: async (_db, { permission }) =>
      permission === "application.decide" ? [desk.director.id] : [desk.coordinator.id],
    reportCase: async (_trx, reported) => void heard.reported.push(reported),
    ...change,
  };
  return { dependencies, heard };
}

async function sweep(dependencies: LicenceDependencies): Promise<void> {
  while ((await sweepLicences(dependencies)) > 0);
}

const dayAfter = (date: string) => new Date(Date.parse(`${date}T00:05:00+07:00`) + 86_400_000).getTime();
const read = async (id: string) => {
  desk = { ...desk, director: await portal.again(desk.director) };
  return (await desk.director.client.get<LicenceView>(`/api/licences/${id}`)).body;
};

describe("a ministry that is late with the documents", () => {
  it("is proposed to have verified them, on the day after its date and once; OSS hears nothing under the rule that ships", async () => {
    const { id, promise } = await takenLicenceFor(portal, await portal.company(), desk);
    const { dependencies, heard } = hearing();
    const about = () => heard.told.filter(({ key }) => key.includes(id));
    const start = virtualContext.clock.nowMs();
    virtualContext.advance(Date.parse(`${promise?.dueDate ?? ""}T23:00:00+07:00`) - start);
    await sweep(dependencies);
    expect(about().map(({ template }) => template)).not.toContain("licence-desk.deemed");
    virtualContext.advance(dayAfter(promise?.dueDate ?? "") - virtualContext.clock.nowMs());
    heard.told.length = 0;
    await Promise.all([sweep(dependencies), sweep(dependencies)]);
    await sweep(dependencies);
    const deemed = about().filter(({ template }) => template.endsWith(".deemed"));
    expect(deemed.map(({ template, to }) => [template, to.length])).toEqual([
      ["licence-desk.deemed", 2],
      ["licence.deemed", 1],
    ]);
    expect(deemed[0]?.to).toEqual([desk.coordinator.id, desk.director.id]);
    expect(heard.reported).toEqual([]);
    const view = await read(id);
    expect([view.state, view.deemed?.recordedAt, view.events.at(-1)?.type]).toEqual(["checking", null, "deemed"]);
    virtualContext.advance(start - virtualContext.clock.nowMs());
  });

  it("is recorded for OSS as deemed approval where the rule says so: once, while the case itself stands where it stood", async () => {
    const { id, promise } = await takenLicenceFor(portal, await portal.company(), desk);
    const { dependencies: doors, heard } = hearing({
      caseRulesOf: (rulebook) => ({ ...readLicenceCaseRules(rulebook), isDeemedRecorded: true }),
    });
    const start = virtualContext.clock.nowMs();
    virtualContext.advance(dayAfter(promise?.dueDate ?? "") - start);
    await sweep(doors);
    await sweep(doors);
    const own = heard.reported.filter(({ applicationId }) => applicationId === id);
    expect(own).toMatchObject([{ state: "deemed", kind: "licence", by: null, note: null }]);
    const view = await read(id);
    expect(view.state).toBe("checking");
    expect(view.deemed).toMatchObject({
      since: new Date(dayAfter(promise?.dueDate ?? "") + 7 * 3_600_000).toISOString().slice(0, 10),
    });
    expect(view.deemed?.recordedAt).toBe(view.deemed?.escalatedAt);
    // The evaluation continues: the late officer must still judge.
    desk = { ...desk, evaluator: await portal.again(desk.evaluator) };
    const judged = await done(desk.evaluator, id, { command: "accept-item", requirement: "D01" });
    expect(judged.items.find(({ key }) => key === "D01")?.verdict).toBe("accepted");
    virtualContext.advance(start - virtualContext.clock.nowMs());
  });
});

describe("a calendar that is decreed while a licence application is open", () => {
  /** Today's calendars with one additional holiday in 2026. */
  const withDayOff = (date: string, knownFrom: string) =>
    calendarsInForce("2026-11-25").map((calendar) =>
      calendar.year === 2026
        ? {
            ...calendar,
            knownFrom,
            holidays: [
              ...calendar.holidays,
              { date, kind: "joint-leave" as const, name: { id: "Cuti", en: "Leave" }, standing: "assumed" as const },
            ],
          }
        : calendar,
    );

  it("moves the promised date once, with an event and an audit entry, and tells the company and whoever has the case", async () => {
    desk = await addLicenceOfficers(portal);
    const company = await portal.company();
    const { id, promise } = await takenLicenceFor(portal, company, desk);
    const from = promise?.dueDate ?? "";
    expect(from).toBe("2026-11-30");
    const { dependencies, heard } = hearing({ calendarsOn: () => withDayOff("2026-11-27", "2026-11-25") });
    await Promise.all([sweep(dependencies), sweep(dependencies)]);
    await sweep(dependencies);
    const row = await portal.kit.db
      .selectFrom("licenceApplication")
      .select(["dueDate", "calendars"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(row.dueDate).toBe("2026-12-01");
    const moved = heard.told.filter(({ key, template }) => key.includes(id) && template.endsWith("promise-recomputed"));
    expect(moved.map(({ template, to }) => [template, to])).toEqual([
      ["licence.promise-recomputed", [company.id]],
      ["licence-desk.promise-recomputed", [desk.evaluator.id]],
    ]);
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select("detail")
      .where("subjectId", "=", id)
      .where("action", "=", "licence.promise-recomputed")
      .execute();
    expect(entries).toEqual([{ detail: { from, to: "2026-12-01" } }]);
    const view = (await company.owner.client.get<LicenceView>(`/api/licences/${id}`)).body;
    expect(view.events.at(-1)).toMatchObject({ type: "promise-recomputed", detail: { from, to: "2026-12-01" } });
    await sweep(hearing().dependencies);
  });

  it("says nothing where it moves no date, and nothing to a case that owes none", async () => {
    const { id } = await submittedLicenceFor(portal, await portal.company());
    const gone = await portal.company();
    const ended = await submittedLicenceFor(portal, gone);
    await done(gone.owner, ended.id, { command: "withdraw" });
    const moved = async (day: string) => {
      const { dependencies: doors, heard } = hearing({ calendarsOn: () => withDayOff(day, "2026-11-25") });
      await sweep(doors);
      await sweep(hearing().dependencies);
      const told = heard.told.filter(({ template }) => template.endsWith("promise-recomputed"));
      return [id, ended.id].filter((one) => told.some(({ key }) => key.includes(one)));
    };
    expect(await moved("2026-12-31")).toEqual([]);
    expect(await moved("2026-11-27")).toEqual([id]);
  });
});
