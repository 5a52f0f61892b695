import { startTestSystem } from "../testkit/system.ts";
import { openTenantIsolationFixture, tryTenants } from "../testkit/tenant-isolation-fixture.ts";
import type { Benchmark } from "./figures.ts";

const REQUESTS = Number(process.env["REQUESTS"] ?? 100_000);

/** Requests with ids of another tenant, by users of a tenant, administrators of the installation, and readers with a grant. */
export const tenants: Benchmark = {
  runs: 1,
  measure: async (tell) => {
    const system = await startTestSystem({ SAMBUNG_SIP_PORT: "off" });
    try {
      const fixture = await openTenantIsolationFixture(system);
      const { leaks, requests, statuses, ms } = await tryTenants(fixture, { requests: REQUESTS, tell });
      for (const leak of leaks) tell(`leak: ${leak}`);
      const of = (status: number): number => statuses.get(status) ?? 0;
      const refused = { forms_refused: of(400), not_permitted: of(403), not_found: of(404), conflicts: of(409) };
      const figures = { requests, leaks: leaks.length, routes: fixture.routes, ids: fixture.ids.length };
      return [{ ...figures, ...refused, requests_per_s: (requests * 1_000) / ms }];
    } finally {
      await system.close();
    }
  },
};
