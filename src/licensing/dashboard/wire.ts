/** Composition of the dashboard. */
import type { Http } from "../../platform/http/index.ts";
import { addDashboardRoutes } from "./dashboard.routes.ts";
import type { DashboardDependencies } from "./dashboard-dependencies.effects.ts";
import { openPromiseStatusRefresh, type PromiseStatusRefresh } from "./promise-status.jobs.ts";

export type { DashboardDependencies } from "./dashboard-dependencies.effects.ts";
export { refreshStandings } from "./refresh-standings.effects.ts";

/** Opens the dashboard in a process. */
export function openDashboard(dependencies: DashboardDependencies) {
  let work: PromiseStatusRefresh | undefined;
  return {
    addRoutes: (app: Http) => addDashboardRoutes(app, dependencies, () => work?.lookedMs() ?? null),
    startWork: () => {
      work = openPromiseStatusRefresh(dependencies.kit);
    },
    close: () => work?.close(),
  };
}
