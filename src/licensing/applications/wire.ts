/** Composition of licence applications: routes, sweeps and outbox effects. */
import type { Http } from "../../platform/http/index.ts";
import type { EffectHandlers } from "../../platform/outbox/index.ts";
import { openLicenceSweeper } from "./deadlines/licence-sweep.jobs.ts";
import { addLicenceContentRoutes } from "./documents/licence-content.routes.ts";
import { addLicenceExport } from "./documents/licence-export.routes.ts";
import { READ_FILE_EFFECT } from "./documents/read-file-effect.ts";
import { licenceFileReader } from "./documents/save-licence-content.effects.ts";
import { addLicenceRoutes } from "./licence.routes.ts";
import type { LicenceDependencies } from "./licence-dependencies.effects.ts";
import { licenceForms } from "./licence-form-for.effects.ts";
import { addLicenceLiveRoutes } from "./licence-live.routes.ts";
import { addLicenceMessageRoutes } from "./messages/licence-messages.routes.ts";
import { addLicencePhraseRoutes } from "./messages/licence-phrases.routes.ts";
import { addObjectionRoutes } from "./objections/objection.routes.ts";

export { sweepLicences } from "./deadlines/licence-sweep.effects.ts";
export { createCaseDocumentReader } from "./documents/case-document-data.effects.ts";
export { licenceForTest } from "./licence-for-test.effects.ts";
export { foundLicences } from "./licence-search.store.ts";
export { licenceStatusLookup } from "./licence-status.effects.ts";
export { sweepObjections } from "./objections/objection-sweep.effects.ts";

/** Opens licence applications in a process. */
export function openLicences(dependencies: LicenceDependencies) {
  const effects: EffectHandlers = { [READ_FILE_EFFECT]: licenceFileReader(dependencies) };
  const sweepers: { close(): void }[] = [];
  return {
    effects,
    formFor: licenceForms(dependencies),
    startWork: () => {
      sweepers.push(openLicenceSweeper(dependencies));
    },
    addRoutes: (app: Http) => {
      addLicenceRoutes(app, dependencies);
      addLicenceContentRoutes(app, dependencies);
      addLicenceMessageRoutes(app, dependencies);
      addLicenceLiveRoutes(app, dependencies);
      addObjectionRoutes(app, dependencies);
      addLicencePhraseRoutes(app, dependencies);
      addLicenceExport(app, dependencies.kit);
    },
    close: () => {
      for (const sweeper of sweepers) sweeper.close();
    },
  };
}
