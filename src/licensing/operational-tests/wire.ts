/** Composition of operational tests: routes, sweeps and outbox effects. */
import type { Http } from "../../platform/http/index.ts";
import type { EffectHandlers } from "../../platform/outbox/index.ts";
import { NOTICE_EFFECT } from "./deadlines/follow-up.effects.ts";
import { noticeMailer } from "./deadlines/notice-mail.effects.ts";
import { openTestSweeper } from "./deadlines/test-sweep.jobs.ts";
import { addTestPhotoRoutes } from "./evidence/test-photos.routes.ts";
import { rememberingReader } from "./report/check-letter.effects.ts";
import { addTestReportRoutes } from "./report/test-report.routes.ts";
import { addTestTeamRoutes } from "./schedule/test-team.routes.ts";
import { addTestRoutes } from "./test.routes.ts";
import type { TestDependencies } from "./test-dependencies.effects.ts";
import { addTestLiveRoutes } from "./test-live.routes.ts";
import { addTestPlanningRoutes } from "./test-planning.routes.ts";

export { sweepTests } from "./deadlines/test-sweep.effects.ts";
export { teamsTaken } from "./schedule/team.store.ts";
export { testCalendar } from "./schedule/test-calendar.effects.ts";
export type { TestDependencies, TestDocument, TestDocumentOrder } from "./test-dependencies.effects.ts";
export { foundTests } from "./test-search.store.ts";

/** Opens operational tests in a process. */
export function openTests(handed: TestDependencies) {
  const dependencies: TestDependencies = { ...handed, readFile: rememberingReader(handed.readFile) };
  const effects: EffectHandlers = { [NOTICE_EFFECT]: noticeMailer(dependencies) };
  const sweepers: { close(): void }[] = [];
  return {
    effects,
    startWork: () => {
      sweepers.push(openTestSweeper(dependencies));
    },
    addRoutes: (app: Http) => {
      addTestRoutes(app, dependencies);
      addTestPlanningRoutes(app, dependencies);
      addTestTeamRoutes(app, dependencies);
      addTestPhotoRoutes(app, dependencies);
      addTestReportRoutes(app, dependencies);
      addTestLiveRoutes(app, dependencies);
    },
    close: () => {
      for (const sweeper of sweepers) sweeper.close();
    },
  };
}
