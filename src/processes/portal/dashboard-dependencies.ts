import { foundLicences } from "../../licensing/applications/wire.ts";
import type { DashboardDependencies } from "../../licensing/dashboard/wire.ts";
import { countCodes, foundApplications } from "../../licensing/numbering/wire.ts";
import { foundTests, teamsTaken, testCalendar } from "../../licensing/operational-tests/wire.ts";
import { foundRegistrations } from "../../licensing/organisations/wire.ts";
import { foundHandovers } from "../../licensing/oss-sync/wire.ts";
import type { Kit } from "../../platform/kit/index.ts";

/** The dashboard's data from other modules: the rows of their lists, by the lists' own conditions. */
export function dashboardDependencies(kit: Kit): DashboardDependencies {
  return {
    kit,
    registrations: foundRegistrations,
    applications: foundApplications,
    licences: foundLicences,
    tests: foundTests,
    handovers: foundHandovers,
    countCodes,
    testDays: async (db, asked) => (await testCalendar({ db, ...asked })).days,
    bookedTests: teamsTaken,
  };
}
