import { Temporal } from "temporal-polyfill";
import { citeRule } from "../../regulation/index.ts";
import { viewPromise } from "../promises/index.ts";
import type { OrganisationRow } from "./organisation-row.ts";
import type { RegistrationFacts } from "./registration/registration.ts";
import {
  type RegistrationPromise,
  readRegistrationPromise,
  registrationRulebook,
} from "./registration/registration-promise.ts";
import { ruleOfField } from "./registration/return-rules.ts";

/** The processing time of a stored registration. */
export function promiseOf(row: OrganisationRow): RegistrationPromise {
  return { events: row.promiseEvents, ruleVersion: row.ruleVersion, beganMs: row.createdMs };
}

/** The facts of a stored registration for decisions. */
export function factsOf(row: OrganisationRow): RegistrationFacts {
  return { id: row.id, kind: row.kind, state: row.state, createdBy: row.createdBy };
}

/** A registration in API format, with its processing time at `nowMs`. */
export function viewOrganisation(row: OrganisationRow, nowMs: number) {
  const { id, kind, name, nib, npwp, state, companyKind, address, city, province, phone, version } = row;
  const { deedFileId, nibFileId, legalBasisFileId, assignmentFileId } = row;
  return {
    id,
    kind,
    name,
    nib,
    npwp,
    state,
    companyKind,
    address,
    city,
    province,
    phone,
    version,
    deedFileId,
    nibFileId,
    legalBasisFileId,
    assignmentFileId,
    recordSource: row.recordSource,
    legalBasis: row.legalBasis,
    nibStatus: row.ossRecord?.nibStatus ?? "",
    kbli: row.ossRecord?.activities ?? [],
    personInCharge: row.personInCharge,
    returnedReasons: reasonsOf(row),
    submittedAt: isoInstant(row.submittedMs),
    decidedAt: row.decidedMs === null ? null : isoInstant(row.decidedMs),
    promise: viewPromise(readRegistrationPromise(promiseOf(row), nowMs)),
  };
}

/** The reasons of a return, each with the rule that was in force at the registration. */
function reasonsOf({ returnedReasons, ruleVersion, createdMs }: OrganisationRow) {
  if (returnedReasons.length === 0) return [];
  const { rules } = registrationRulebook({ ruleVersion, beganMs: createdMs });
  return returnedReasons.map(({ field, text, remedy }) => {
    const ruleId = ruleOfField(field);
    // Reasons stored by earlier releases have no remedy.
    return { field, text, remedy: remedy ?? "", rule: ruleId === null ? null : citeRule(rules[ruleId]) };
  });
}

/** An instant in API format. */
export function isoInstant(atMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toString({ smallestUnit: "millisecond" });
}
