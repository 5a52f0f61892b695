/** Composition of licences on record. */
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Http } from "../../platform/http/index.ts";
import { activateLicence, followNib, type IssuedLicence } from "./change-licence.effects.ts";
import type { RecordDependencies } from "./licence-dependencies.effects.ts";
import { addLicenceRecordRoutes } from "./licence-record.routes.ts";

/** Opens licences on record in a process. */
export function openLicenceRecords(dependencies: RecordDependencies) {
  return {
    activate: (trx: DatabaseTransaction, licence: IssuedLicence) => activateLicence(dependencies, trx, licence),
    followNib: (trx: DatabaseTransaction, told: { readonly organisationId: string; readonly nibStatus: string }) =>
      followNib(dependencies, trx, told),
    addRoutes: (app: Http) => addLicenceRecordRoutes(app, dependencies),
  };
}
