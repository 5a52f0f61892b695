import { Temporal } from "temporal-polyfill";
import { viewPromise } from "../promises/index.ts";
import type { OrganisationRow } from "./organisation-row.ts";
import type { RegistrationFacts } from "./registration.ts";
import { type RegistrationPromise, readRegistrationPromise } from "./registration-promise.ts";

/** The promise of a stored registration. */
export function promiseOf(row: OrganisationRow): RegistrationPromise {
  return { events: row.promiseEvents, ruleVersion: row.ruleVersion, beganMs: row.createdMs };
}

/** The facts of a stored registration that decisions are made from. */
export function factsOf(row: OrganisationRow): RegistrationFacts {
  return { id: row.id, kind: row.kind, state: row.state, createdBy: row.createdBy };
}

/** A registration as it goes over the wire, with its promise read at `nowMs`. */
export function viewOrganisation(row: OrganisationRow, nowMs: number) {
  const { id, kind, name, nib, npwp, state, companyKind, address, city, province, phone, version } = row;
  const { deedFileId, nibFileId, legalBasisFileId, assignmentFileId } = row;
  return {
    ...{ id, kind, name, nib, npwp, state, companyKind, address, city, province, phone, version },
    ...{ deedFileId, nibFileId, legalBasisFileId, assignmentFileId },
    recordSource: row.recordSource,
    legalBasis: row.legalBasis,
    nibStatus: row.ossRecord?.nibStatus ?? "",
    kbli: row.ossRecord?.activities ?? [],
    personInCharge: row.personInCharge,
    returnedReasons: [...row.returnedReasons],
    submittedAt: isoInstant(row.submittedMs),
    decidedAt: row.decidedMs === null ? null : isoInstant(row.decidedMs),
    promise: viewPromise(readRegistrationPromise(promiseOf(row), nowMs)),
  };
}

/** An instant as it goes over the wire. */
export function isoInstant(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toString({ smallestUnit: "millisecond" });
}
