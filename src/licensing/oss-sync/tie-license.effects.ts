import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import {
  insertLink,
  type LinkedBy,
  latestTestState,
  lockUnlinkedCase,
  lockUnlinkedLicence,
  waitingLicenses,
} from "./case-link.store.ts";
import { requestImmediatePoll } from "./handover.store.ts";
import { addReport, serviceRulesOn } from "./report-case.effects.ts";

/** An unlinked case with the kind and state from which `statusToReport` derives the status to report once it is linked. */
interface UnlinkedCase {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
}

/** Test states with a status in OSS; the others keep the status of the verified documents. */
const REPORTED_TEST_STATES: Readonly<Record<string, string>> = {
  scheduled: "scheduled",
  running: "running",
  "handed-in": "running",
  reported: "running",
  passed: "running",
  certified: "certified",
};

/**
 * Links the pending licences of a company in OSS to its submitted, unlinked cases, in either order of arrival: the
 * licence itself to the licence application, the others to numbering applications. Each case is reported with its
 * present state.
 */
export async function tieWaitingLicenses(
  trx: DatabaseTransaction,
  wanted: { readonly organisationId: string; readonly at: Date },
): Promise<void> {
  const { organisationId, at } = wanted;
  const { kdIzin: licenseCode } = serviceRulesOn(at.getTime());
  const [licence] = await waitingLicenses(trx, { organisationId, licenseCode, product: "licence" });
  const open = licence === undefined ? undefined : await unlinkedLicence(trx, { organisationId });
  if (licence !== undefined && open !== undefined)
    await tie(trx, open, { licenseId: licence.licenseId, at, linkedBy: "arrival" });
  for (const { licenseId, documentDate } of await waitingLicenses(trx, { organisationId, licenseCode })) {
    const numbering = await lockUnlinkedCase(trx, { organisationId, documentDate });
    if (numbering !== undefined) await tie(trx, numbering, { licenseId, at, linkedBy: "arrival" });
  }
}

/** Why an officer cannot link a licence in OSS to a case. */
export type TieRefusal = "oss-row-not-waiting" | "oss-row-of-another" | "izin-own-company" | "oss-case-not-open";

/** Links a pending licence to the case that an officer chose: of the same NIB, submitted, and unlinked. */
export async function tieByHand(
  trx: DatabaseTransaction,
  wanted: {
    readonly licenseId: string;
    readonly applicationId: string;
    /** Companies of the officer, for which another officer must act. */
    readonly ownCompanies: readonly (string | null)[];
    readonly at: Date;
  },
): Promise<Result<{ readonly organisationId: string }, TieRefusal>> {
  const { licenseId, applicationId, at } = wanted;
  const application = await trx
    .selectFrom("reportedCase as a")
    .innerJoin("organisation as o", "o.id", "a.organisationId")
    .select(["a.organisationId", "o.nib"])
    .where("a.id", "=", applicationId)
    .executeTakeFirst();
  const row = await trx.selectFrom("ossChecklist").select("nib").where("licenseId", "=", licenseId).executeTakeFirst();
  if (row === undefined) return refuse("oss-row-not-waiting");
  const organisationId = application?.nib === row.nib ? application.organisationId : null;
  if (organisationId === null) return refuse("oss-row-of-another");
  if (wanted.ownCompanies.includes(organisationId)) return refuse("izin-own-company");
  const { kdIzin: licenseCode } = serviceRulesOn(at.getTime());
  const isWaiting = async (product: "licence" | "number") =>
    (await waitingLicenses(trx, { organisationId, licenseCode, product })).some((one) => one.licenseId === licenseId);
  const isLicence = await isWaiting("licence");
  if (!isLicence && !(await isWaiting("number"))) return refuse("oss-row-not-waiting");
  const open = isLicence
    ? await unlinkedLicence(trx, { organisationId, applicationId })
    : await lockUnlinkedCase(trx, { organisationId, applicationId });
  if (open === undefined) return refuse("oss-case-not-open");
  const isTied = await tie(trx, open, { licenseId, at, linkedBy: "officer" });
  return isTied ? ok({ organisationId }) : refuse("oss-row-not-waiting");
}

async function unlinkedLicence(
  trx: DatabaseTransaction,
  wanted: { readonly organisationId: string; readonly applicationId?: string },
): Promise<UnlinkedCase | undefined> {
  const open = await lockUnlinkedLicence(trx, wanted);
  if (open === undefined) return undefined;
  const test = open.state === "verified" ? await latestTestState(trx, open.id) : undefined;
  const reported = test === undefined ? undefined : REPORTED_TEST_STATES[test];
  return reported === undefined
    ? { id: open.id, kind: "licence", state: open.state }
    : { id: open.id, kind: "test", state: reported };
}

/** Links and reports a case, and schedules an immediate query for the Izin if the SKLO awaits it; false if the licence was linked concurrently. */
async function tie(
  trx: DatabaseTransaction,
  open: UnlinkedCase,
  link: { readonly licenseId: string; readonly at: Date; readonly linkedBy: LinkedBy },
): Promise<boolean> {
  const { id: applicationId, kind, state } = open;
  const { licenseId, at, linkedBy } = link;
  if (!(await insertLink(trx, { applicationId, licenseId, linkedAt: at, linkedBy }))) return false;
  await addReport(trx, { applicationId, kind, state, at, note: null, by: null });
  if (kind === "test" || kind === "licence") await requestImmediatePoll(trx, { applicationId, at });
  return true;
}
