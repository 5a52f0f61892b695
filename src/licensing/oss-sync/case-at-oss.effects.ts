import type { z } from "zod";
import { permissionsOf } from "../../identity/index.ts";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import {
  findLink,
  insertLink,
  isLicensedKind,
  type LinkedBy,
  removeUnreportedLink,
  waitingLicenses,
} from "./case-link.store.ts";
import { type caseAtOssSchema, DISPUTES } from "./contract.ts";
import { reportsOfCase } from "./handover-lists.store.ts";
import { nibBlocksOn, serviceRulesOn } from "./report-case.effects.ts";

/** The application of an OSS request, with the fields required for authorisation. */
export async function findCase(db: Database | DatabaseTransaction, id: string) {
  return db
    .selectFrom("numberingApplication as a")
    .innerJoin("organisation as o", "o.id", "a.organisationId")
    .select(["a.id", "a.number", "a.kind", "a.state", "a.organisationId", "o.nib", "o.name", "o.ossRecord"])
    .where("a.id", "=", id)
    .executeTakeFirst();
}

/** One application as `findCase` reads it. */
export type FoundCase = NonNullable<Awaited<ReturnType<typeof findCase>>>;

/** Whether the caller may see a case: a member of the company, or an officer with read permission once it has been submitted. */
export function maySeeCase(caller: Caller, row: Pick<FoundCase, "organisationId" | "number">): boolean {
  if (caller.memberships.some((one) => one.organisationId === row.organisationId)) return true;
  return caller.permissions.has("application.read") && row.number !== null;
}

/** Whether the caller may edit applications of the company of a case. */
function writesFor(caller: Caller, organisationId: string): boolean {
  return caller.memberships.some(
    (one) => one.organisationId === organisationId && permissionsOf([one]).has("application.write"),
  );
}

/** All OSS data of a case, as visible to the caller. */
export async function describeCase(
  kit: Pick<Kit, "db" | "clock" | "settings">,
  caller: Caller,
  row: FoundCase,
): Promise<z.infer<typeof caseAtOssSchema>> {
  const nowMs = kit.clock.nowMs();
  const link = await findLink(kit.db, row.id);
  const reports = await reportsOfCase(kit.db, row.id);
  const isOpen = row.state === "draft" || row.state === "returned";
  const mayChoose = isOpen && reports.length === 0 && isLicensedKind(row.kind) && writesFor(caller, row.organisationId);
  const licenseCode = serviceRulesOn(nowMs).kdIzin;
  const waiting = mayChoose ? await waitingLicenses(kit.db, { organisationId: row.organisationId, licenseCode }) : [];
  return {
    isConfigured: kit.settings.oss.url !== undefined,
    license: link === undefined ? null : { ...viewLicense(link), ...viewLink(link) },
    waiting: waiting.map(viewLicense),
    mayChoose,
    mayRetry: caller.permissions.has("oss.retry") && reports.some((report) => report.delivery === "stuck"),
    standing: await nibStatusOf(kit.db, row, nibBlocksOn(nowMs)),
    reports: reports.map(viewReport),
  };
}

/** A licence in API format. */
export function viewLicense<License extends { readonly receivedAt: Date; readonly licenseCode: string }>(
  license: License & Record<"licenseId" | "ossId" | "projectId" | "regionCode" | "name", string>,
) {
  const { licenseId, licenseCode, ossId, projectId, regionCode, name, receivedAt } = license;
  return { licenseId, licenseCode, ossId, projectId, regionCode, name, receivedAt: receivedAt.toISOString() };
}

function viewLink(link: NonNullable<Awaited<ReturnType<typeof findLink>>>) {
  const linkedBy = link.linkedBy as LinkedBy;
  return { convertedKbli: link.convertedKbli, linkedAt: link.linkedAt.toISOString(), linkedBy };
}

type StoredReport = Awaited<ReturnType<typeof reportsOfCase>>[number];

/** A report in API format. */
export function viewReport(report: StoredReport) {
  const isWaiting = report.delivery === "queued" || report.delivery === "sending";
  return {
    sequence: report.sequence,
    state: report.state,
    status: report.status,
    occurredAt: report.occurredAt.toISOString(),
    officerName: report.officerName,
    officerNumber: report.officerNumber,
    delivery: report.delivery as "queued" | "sending" | "stuck" | "delivered",
    attempts: report.attempts,
    nextAttemptAt: isWaiting ? report.nextAttemptAt.toISOString() : null,
    lastError: report.delivery === "delivered" ? null : report.lastError,
    deliveredAt: report.deliveredAt?.toISOString() ?? null,
    deliveredHow: report.deliveredHow as "answered" | "found" | null,
  };
}

async function nibStatusOf(db: Database, row: FoundCase, blocked: readonly string[]) {
  const told =
    row.nib === null
      ? undefined
      : await db.selectFrom("ossCompany").selectAll().where("nib", "=", row.nib).executeTakeFirst();
  const record = (row.ossRecord ?? {}) as { readonly nibStatus?: string; readonly name?: string };
  const nibStatus = record.nibStatus ?? told?.nibStatus ?? null;
  if (nibStatus === null) return null;
  const dispute = DISPUTES.find((one) => one === told?.dispute) ?? null;
  return {
    nibStatus,
    since: told?.nibStatus === nibStatus ? (told.nibStatusSince?.toISOString() ?? null) : null,
    isBlocked: blocked.includes(nibStatus),
    dispute,
    risk: told?.risk ?? null,
    otherName: record.name === undefined || record.name === row.name ? null : record.name,
  };
}

/** Why a licence cannot be chosen. */
export type ChoiceRefusal = "no-such-application" | "no-such-license" | "license-not-now";

/** The applicant chooses the OSS licence that the application answers; the choice may change until the first report. */
export async function chooseLicense(
  kit: Pick<Kit, "db" | "clock" | "ids">,
  asked: { readonly caller: Caller; readonly requestId: string; readonly id: string; readonly licenseId: string },
): Promise<Result<FoundCase, ChoiceRefusal>> {
  const { caller, id, licenseId } = asked;
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx): Promise<Result<FoundCase, ChoiceRefusal>> => {
    await trx.selectFrom("numberingApplication").select("id").where("id", "=", id).forUpdate().execute();
    const row = await findCase(trx, id);
    if (row === undefined || !writesFor(caller, row.organisationId)) return refuse("no-such-application");
    if ((row.state !== "draft" && row.state !== "returned") || !isLicensedKind(row.kind))
      return refuse("license-not-now");
    const known = await findLink(trx, id);
    if (known?.licenseId === licenseId) return ok(row);
    const licenseCode = serviceRulesOn(at.getTime()).kdIzin;
    const waiting = await waitingLicenses(trx, { organisationId: row.organisationId, licenseCode });
    if (!waiting.some((license) => license.licenseId === licenseId)) return refuse("no-such-license");
    await removeUnreportedLink(trx, id);
    const isLinked = await insertLink(trx, { applicationId: id, licenseId, linkedAt: at, linkedBy: "applicant" });
    if (!isLinked) return refuse((await findLink(trx, id)) === undefined ? "no-such-license" : "license-not-now");
    await recordAudit(trx, kit, {
      actorPersonId: caller.personId,
      actorRole: null,
      action: "application.license-chosen",
      subjectKind: "application",
      subjectId: id,
      detail: { licenseId },
      requestId: asked.requestId,
    });
    return ok(row);
  });
}
