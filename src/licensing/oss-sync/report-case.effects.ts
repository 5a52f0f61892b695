import { present } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import {
  officeDate,
  openRulebook,
  type Rulebook,
  readHoldRules,
  readServiceRules,
  rulesetVersion,
  type ServiceRules,
} from "../../regulation/index.ts";
import {
  findLink,
  insertLink,
  type LinkedBy,
  productOf,
  removeUnreportedLink,
  TAKING_NONE_STATES,
  waitingLicenses,
} from "./case-link.store.ts";
import { insertReport, lastReport } from "./report.store.ts";
import { statusToReport } from "./reported-status.ts";

/** Maximum length of a report's stored note. */
const NOTE_MAX = 2_000;

/** A change of a case to report. */
export interface ReportedChange {
  readonly applicationId: string;
  readonly organisationId: string;
  readonly kind: string;
  readonly state: string;
  readonly at: Date;
  readonly note: string | null;
  /** Null if a deadline, not a person, caused the change. */
  readonly by: { readonly personId: string; readonly isOfficer: boolean } | null;
}

/** The OSS codes of the service and this agency, in force at `nowMs`. */
export function serviceRulesOn(nowMs: number): ServiceRules {
  return readServiceRules(rulebookOn(nowMs));
}

/** The NIB statuses that block holds and submissions, in force at `nowMs`. */
export function nibBlocksOn(nowMs: number): readonly string[] {
  return readHoldRules(rulebookOn(nowMs)).blockedNibStatuses;
}

function rulebookOn(nowMs: number): Rulebook {
  const opened = openRulebook({ version: rulesetVersion, atDate: officeDate(nowMs) });
  return present(opened.ok ? opened.value : null, "rulebook of today");
}

/**
 * Records a change for OSS in the transaction that makes it. From its submission on, an unlinked case is linked to the
 * longest pending licence of its company, unless the applicant chose one; a case without a licence in OSS reports
 * nothing.
 */
export function reportCase(kit: Pick<Kit, "clock">) {
  return async (trx: DatabaseTransaction, change: ReportedChange): Promise<void> => {
    const { applicationId, state } = change;
    if (state === "withdrawn") await removeUnreportedLink(trx, applicationId);
    if (!TAKING_NONE_STATES.some((none) => none === state))
      await linkWaiting(trx, change, serviceRulesOn(kit.clock.nowMs()).kdIzin);
    if ((await findLink(trx, applicationId)) === undefined) return;
    await addReport(trx, change);
  };
}

async function linkWaiting(trx: DatabaseTransaction, change: ReportedChange, licenseCode: string): Promise<void> {
  const { applicationId, organisationId, kind } = change;
  const linkedBy: LinkedBy = change.state === "submitted" ? "submission" : "arrival";
  const product = productOf(kind);
  if (product === undefined || (await findLink(trx, applicationId)) !== undefined) return;
  for (const { licenseId } of await waitingLicenses(trx, { organisationId, licenseCode, product })) {
    if (await insertLink(trx, { applicationId, licenseId, linkedAt: change.at, linkedBy })) return;
  }
}

/** Adds the next report of a case with a licence in OSS; does nothing if the status is unchanged. */
export async function addReport(
  trx: DatabaseTransaction,
  change: Pick<ReportedChange, "applicationId" | "kind" | "state" | "at" | "note"> & {
    readonly by: ReportedChange["by"];
  },
): Promise<void> {
  const last = await lastReport(trx, change.applicationId);
  const status = statusToReport(change, last?.status ?? null);
  if (status === null) return;
  await insertReport(trx, {
    applicationId: change.applicationId,
    sequence: (last?.sequence ?? 0) + 1,
    state: change.state,
    status,
    occurredAt: change.at,
    note: (change.note ?? "").slice(0, NOTE_MAX),
    officerId: change.by?.isOfficer === true ? change.by.personId : null,
  });
}
