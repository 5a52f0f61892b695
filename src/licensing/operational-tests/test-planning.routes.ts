import { z } from "zod";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import { rulesetVersion, testCatalogueOfRules } from "../../regulation/index.ts";
import { rulebookNow } from "../numbering/index.ts";
import { catalogueItem } from "./evidence/generate-items.ts";
import { testCatalogueSchema } from "./evidence/items.shared.ts";
import {
  testCalendarQuery,
  testCalendarSchema,
  testOfficerCalendarSchema,
  testPeopleSchema,
} from "./schedule/calendar.shared.ts";
import { busyOn, interestsIn, openTestsOf } from "./schedule/team.store.ts";
import { CALENDAR_DAYS_MAX, testCalendar, testOfficerCalendar } from "./schedule/test-calendar.effects.ts";
import { daysFrom } from "./schedule/test-days.ts";
import { signSklos, viewSklo } from "./sklo/sklo.effects.ts";
import { skloBatchRequest, skloBatchSchema, skloSchema } from "./sklo/sklo.shared.ts";
import { byId, callerOf, problems, seenTest, sendRefusal } from "./test.routes.ts";
import { findTest, namesOf } from "./test.store.ts";
import type { TestDependencies } from "./test-dependencies.effects.ts";
import { TEST_TEAM } from "./test-person.ts";
import { DEVICE_CHECKS } from "./test-words.shared.ts";

const NO_COMPANY = "00000000-0000-0000-0000-000000000000";
const tags = ["tests"];

/** Routes of the calendar, the catalogue, eligible team members, and the SKLO before it is signed. */
export function addTestPlanningRoutes(app: Http, dependencies: TestDependencies): void {
  addPublicRoutes(app, dependencies);
  addOfficerCalendarRoute(app, dependencies);
  addPeopleRoute(app, dependencies);
  addSkloRoutes(app, dependencies);
}

function isSpanTooLong({ from, to }: z.infer<typeof testCalendarQuery>): boolean {
  return to < from || daysFrom(from, to, CALENDAR_DAYS_MAX + 1).length > CALENDAR_DAYS_MAX;
}

function addPublicRoutes(app: Http, { kit }: TestDependencies): void {
  app.get(
    "/api/test-calendar",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "Days for operational tests and how many teams are free",
        querystring: testCalendarQuery,
        response: { 200: testCalendarSchema, ...problems },
      },
    },
    async (request, reply) => {
      if (isSpanTooLong(request.query)) return sendRefusal(kit, reply, "calendar-span");
      return testCalendar({ db: kit.db, nowMs: kit.clock.nowMs(), ...request.query });
    },
  );
  app.get(
    "/api/test-catalogue",
    {
      config: { access: "public" },
      schema: { tags, summary: "What is tested, by configuration", response: { 200: testCatalogueSchema } },
    },
    () => {
      const { version, items } = testCatalogueOfRules(rulesetVersion);
      const rulebook = rulebookNow(kit.clock.nowMs());
      return {
        version,
        items: items.map((item) => {
          const { device: _device, because: _because, ...shown } = catalogueItem(item, rulebook);
          const { any, all, none } = item.when;
          return { ...shown, when: { any: [...any], all: [...all], none: [...none] } };
        }),
        deviceChecks: [...DEVICE_CHECKS],
      };
    },
  );
}

function addOfficerCalendarRoute(app: Http, { kit }: TestDependencies): void {
  app.get(
    "/api/tests/calendar",
    {
      config: { access: "application.read" },
      schema: {
        tags,
        summary: "The calendar with its tests",
        querystring: testCalendarQuery,
        response: { 200: testOfficerCalendarSchema, ...problems },
      },
    },
    async (request, reply) => {
      if (isSpanTooLong(request.query)) return sendRefusal(kit, reply, "calendar-span");
      return testOfficerCalendar({ db: kit.db, nowMs: kit.clock.nowMs(), ...request.query });
    },
  );
}

function addPeopleRoute(app: Http, dependencies: TestDependencies): void {
  const { kit, officersWho } = dependencies;
  app.get(
    "/api/tests/people",
    {
      config: { access: "application.assign" },
      schema: {
        tags,
        summary: "Who can be named for a test on a day",
        querystring: z.strictObject({ day: z.iso.date(), test: z.uuid().optional() }),
        response: { 200: testPeopleSchema, ...problems },
      },
    },
    async (request) => {
      const now = new Date(kit.clock.nowMs());
      const asked = { permission: "test.carry-out", team: TEST_TEAM, now, exceptOrganisationId: NO_COMPANY } as const;
      const ids = await officersWho(kit.db, asked);
      const names = await namesOf(kit.db, ids);
      const busy = await busyOn(kit.db, { personIds: ids, day: request.query.day, exceptTestId: null });
      const open = await openTestsOf(kit.db, ids);
      const barred =
        request.query.test === undefined ? new Set<string>() : await barredFrom(dependencies, request.query.test);
      const items = ids.map((id) => ({
        id,
        name: names.get(id) ?? "",
        isFree: !busy.has(id),
        openTests: open.get(id) ?? 0,
        isBarred: barred.has(id),
      }));
      return { items: items.toSorted((one, other) => one.name.localeCompare(other.name)) };
    },
  );
}

/** Officers who cannot be named for a test on any day: they judged its documents, or have declared an interest. */
async function barredFrom({ kit, licenceForTest }: TestDependencies, testId: string): Promise<ReadonlySet<string>> {
  const { db, clock } = kit;
  const row = await findTest(db, testId);
  if (row === undefined) return new Set();
  const licence = await licenceForTest({ db, nowMs: clock.nowMs() }, row.licenceApplicationId);
  const declared = [...(await interestsIn(db, testId))].filter(([, hasInterest]) => hasInterest).map(([id]) => id);
  return new Set([...(licence?.judges ?? []), ...declared]);
}

function addSkloRoutes(app: Http, dependencies: TestDependencies): void {
  app.get(
    "/api/tests/:id/sklo",
    {
      config: { access: "application.read" },
      schema: {
        tags,
        summary: "The SKLO as it would be signed now, and what changed",
        params: byId,
        response: { 200: skloSchema, ...problems },
      },
    },
    async (request, reply) => {
      const row = await seenTest(dependencies, callerOf(request), request.params.id);
      if (row === undefined) return sendProblem(reply, dependencies.kit.texts, 404, { code: "no-such-test" });
      return viewSklo(dependencies, row);
    },
  );
  app.post(
    "/api/tests/sklo-signatures",
    {
      config: { access: "application.decide" },
      schema: {
        tags,
        summary: "Sign several SKLO, each by the digest that was shown",
        body: skloBatchRequest,
        response: { 200: skloBatchSchema, ...problems },
      },
    },
    async (request) => signSklos(dependencies, { ...request.body, caller: callerOf(request), requestId: request.id }),
  );
}
