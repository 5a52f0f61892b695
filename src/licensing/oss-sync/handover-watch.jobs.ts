import { recordAudit } from "../../platform/audit/index.ts";
import { type DatabaseTransaction, type Following, follow } from "../../platform/database/index.ts";
import { insertFile } from "../../platform/files/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { NotifyCompany } from "../../platform/mail/index.ts";
import type { OssClient } from "../../platform/oss-client/index.ts";
import { isRefusedAtOss } from "../../protocols/oss/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { findLink } from "./case-link.store.ts";
import {
  grantHandover,
  type LeasedHandover,
  leaseHandovers,
  lockOpenHandover,
  openHandovers,
  savePollResult,
} from "./handover.store.ts";
import { hasListedDocument, pollDelay } from "./handover.ts";
import { serviceRulesOn } from "./report-case.effects.ts";
import { tieWaitingLicenses } from "./tie-license.effects.ts";

/** Maximum number of SKLO handovers polled concurrently. */
const AT_ONCE_MAX = 8;
/** Longer than the three calls of a poll can take together. */
const LEASE_MS = 30_000;
const POLL_MS = 1_000;
/** Maximum length of a stored reason from OSS. */
const REASON_MAX = 2_000;
const IZIN_BYTES_MAX = 2_097_152;
/** Delay before the next query while OSS fails or its file is missing. */
const AGAIN_MS = 5_000;

/** Records a licence that OSS issued; implemented by licence-records and injected by the composition. */
export type ActivateLicence = (
  trx: DatabaseTransaction,
  licence: {
    readonly id: string;
    readonly organisationId: string;
    readonly applicationId: string;
    readonly decreeId: string;
    readonly fileId: string;
    readonly number: string;
    readonly grantedOn: string;
    readonly kbli: string;
    readonly service: string;
    readonly at: Date;
    readonly reason: string;
    /** The person who confirmed a manual entry; absent if OSS issued it. */
    readonly actor?: { readonly personId: string; readonly role: string | null; readonly requestId: string };
  },
) => Promise<boolean>;

/** Dependencies of the watch. */
export interface WatchOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "ids" | "log" | "changeFeed" | "files" | "texts">;
  readonly oss: Pick<OssClient, "isConfigured" | "inquireLicense" | "fetchLicense" | "checkStatus" | "reportCircuit">;
  readonly activate: ActivateLicence;
  readonly tellCompany: NotifyCompany;
}

/** Queries OSS for the Izin of every SKLO until closed, so that officers need not enter it by hand. */
export function openHandoverWatch(options: WatchOptions): { close(): Promise<void> } {
  const { kit, oss } = options;
  const running = new Set<Promise<void>>();
  let isClosed = false;
  const look = async (): Promise<void> => {
    if (isClosed) return;
    const nowMs = kit.clock.nowMs();
    const opened = await openHandovers(kit.db, new Date(nowMs));
    if (opened > 0) kit.changeFeed.announce("licences");
    const room = AT_ONCE_MAX - running.size;
    if (room <= 0 || !oss.isConfigured || oss.reportCircuit() === "open") return;
    const lease = { now: new Date(nowMs), until: new Date(nowMs + LEASE_MS), limit: room };
    for (const held of await leaseHandovers(kit.db, lease)) start(held);
  };
  const start = (held: LeasedHandover): void => {
    const looking = pollHandover(options, held)
      .catch((error: unknown) => kit.log.warn({ err: error, applicationId: held.applicationId }, "oss.look-failed"))
      .finally(() => {
        running.delete(looking);
        following.wake();
      });
    running.add(looking);
  };
  const following: Following = follow({
    look,
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "oss.watch-failed"),
    wokenBy: { changeFeed: kit.changeFeed, channel: "oss-handovers" },
  });
  return {
    close: async () => {
      isClosed = true;
      following.close();
      await Promise.allSettled(running);
    },
  };
}

interface Found {
  readonly isSeen: boolean;
  /** The error that interrupted the poll; null if there was nothing to find yet, or all is done. */
  readonly error: { readonly code: string; readonly detail: string } | null;
  readonly isGranted: boolean;
  /** Why OSS refused the uploaded document; null if it did not. */
  readonly refusedReason: string | null;
}

async function pollHandover(options: WatchOptions, held: LeasedHandover): Promise<void> {
  const { kit } = options;
  const found = await findIzin(options, held);
  if (found.isGranted) {
    for (const channel of ["licences", "inventory", "oss-reports", "outbox"]) kit.changeFeed.announce(channel);
    return kit.log.info({ applicationId: held.applicationId }, "oss.licence-received");
  }
  const nowMs = kit.clock.nowMs();
  const isRefused = found.refusedReason !== null && found.refusedReason !== held.refusedReason;
  const isNew = found.isSeen && !held.isSeen;
  const newsMs = isNew || isRefused ? nowMs : (held.newsAt?.getTime() ?? null);
  const waitMs = pollDelay({ openedMs: held.openedAt.getTime(), newsMs, nowMs });
  const soonMs = found.error === null || waitMs === null ? waitMs : Math.max(AGAIN_MS, Math.min(waitMs, 60_000));
  const look = {
    seenAt: isNew ? new Date(nowMs) : null,
    nextLookAt: soonMs === null ? null : new Date(nowMs + soonMs),
    error: found.error,
  };
  if (isRefused && found.refusedReason !== null)
    await keepRefusal(options, held, { look, reason: found.refusedReason, at: new Date(nowMs) });
  else await savePollResult(kit.db, held, { ...look, refused: null });
  if (isNew || isRefused) kit.changeFeed.announce("licences");
}

/** Records a refusal by OSS, after which the document must be uploaded again; the company is notified of the reason once per refusal. */
async function keepRefusal(
  { kit, tellCompany }: WatchOptions,
  held: LeasedHandover,
  refusal: {
    readonly look: Omit<Parameters<typeof savePollResult>[2], "refused">;
    readonly reason: string;
    readonly at: Date;
  },
): Promise<void> {
  const { applicationId, organisationId, skloNumber: number } = held;
  const { look, reason, at } = refusal;
  await kit.db.transaction().execute(async (trx) => {
    if (!(await savePollResult(trx, held, { ...look, refused: { at, reason } }))) return;
    await recordAudit(trx, kit, {
      actorPersonId: null,
      actorRole: "oss",
      action: "application.sklo-refused",
      requestId: null,
      subjectKind: "application",
      subjectId: applicationId,
      detail: { number },
    });
    const dedupeKey = `sklo ${held.decreeId} refused ${at.getTime()}`;
    await tellCompany(trx, { organisationId, template: "sklo-refused", params: { number, reason }, dedupeKey });
  });
  kit.changeFeed.announce("outbox");
}

async function findIzin(options: WatchOptions, held: LeasedHandover): Promise<Found> {
  const { kit, oss } = options;
  const link = (await findLink(kit.db, held.applicationId)) ?? (await tieNow(options, held));
  if (link === undefined) return failed(held.isSeen, { code: "license-not-linked", detail: "" });
  const told = await oss.inquireLicense(link.licenseId);
  if (!told.ok) return failed(held.isSeen, told.refusal);
  const { number, grantedOn, documents } = told.value;
  const isSeen = held.isSeen || number !== "" || hasListedDocument(documents, held.skloNumber);
  if (number === "") return unlessRefused(options, held, { licenseId: link.licenseId, isSeen });
  const file = await oss.fetchLicense(link.licenseId);
  if (!file.ok) return failed(isSeen, file.refusal);
  if (file.value === null) return failed(isSeen, { code: "license-file-missing", detail: number });
  const bytes = file.value;
  if (Buffer.from(bytes.subarray(0, 5)).toString("latin1") !== "%PDF-")
    return failed(isSeen, { code: "oss-malformed", detail: "the Izin is no PDF" });
  const isGranted = await keepIzin(options, held, { number, grantedOn, bytes });
  return isGranted
    ? { isSeen, error: null, isGranted, refusedReason: null }
    : failed(isSeen, { code: "license-number-taken", detail: number });
}

/** Links a licence that arrived concurrently with the last change of its case. */
async function tieNow({ kit }: WatchOptions, { applicationId, organisationId }: LeasedHandover) {
  const at = new Date(kit.clock.nowMs());
  await kit.db.transaction().execute((trx) => tieWaitingLicenses(trx, { organisationId, at }));
  const link = await findLink(kit.db, applicationId);
  if (link !== undefined) kit.changeFeed.announce("oss-reports");
  return link;
}

function failed(isSeen: boolean, error: { readonly code: string; readonly detail: string }): Found {
  return { isSeen, error, isGranted: false, refusedReason: null };
}

/** Checks whether OSS refused an uploaded document that has no Izin yet; a refused document remains in the list of OSS. */
async function unlessRefused(
  { oss }: WatchOptions,
  held: LeasedHandover,
  { licenseId, isSeen }: { readonly licenseId: string; readonly isSeen: boolean },
): Promise<Found> {
  const waiting = { error: null, isGranted: false, refusedReason: null } as const;
  if (!isSeen && !held.isSaid && held.refusedReason === null) return { ...waiting, isSeen };
  const told = await oss.checkStatus(licenseId);
  if (!told.ok)
    return told.refusal.code === "license-unknown" ? { ...waiting, isSeen } : failed(held.isSeen, told.refusal);
  if (!isRefusedAtOss(told.value)) return { ...waiting, isSeen };
  const reason = told.value.note.trim().slice(0, REASON_MAX) || "–";
  const error = { code: "sklo-refused", detail: reason };
  return { isSeen: false, error, isGranted: false, refusedReason: reason };
}

/** Stores the Izin by its digest and then, in one transaction, its row, the licence, the codes, the report, and the end of the handover. */
async function keepIzin(
  { kit, activate }: WatchOptions,
  held: LeasedHandover,
  izin: { readonly number: string; readonly grantedOn: string | null; readonly bytes: Uint8Array },
): Promise<boolean> {
  const { applicationId, organisationId, decreeId } = held;
  const stored = await kit.files.put(chunksOf(izin.bytes), IZIN_BYTES_MAX);
  if (!stored.ok) throw new Error("an Izin is larger than OSS may send");
  const at = new Date(kit.clock.nowMs());
  const { kbli } = serviceRulesOn(at.getTime());
  const { number } = izin;
  return kit.db.transaction().execute(async (trx) => {
    if (!(await lockOpenHandover(trx, applicationId))) return true;
    const [id, fileId] = [kit.ids.next(), kit.ids.next()];
    const { sha256, bytes } = stored.value;
    const originalName = `IZIN-${number.replaceAll(/[^0-9A-Za-z.]+/gu, "-")}.pdf`;
    const file = { id: fileId, purpose: "izin", sha256, bytes, mediaType: "application/pdf", originalName };
    await insertFile(trx, { ...file, uploadedBy: null, organisationId, uploadedAt: at });
    const isNew = await activate(trx, {
      id,
      organisationId,
      applicationId,
      decreeId,
      fileId,
      number,
      kbli,
      at,
      grantedOn: izin.grantedOn ?? officeDate(at.getTime()),
      service: "Jasa Pusat Panggilan Informasi (Call Center)",
      reason: kit.texts.text("id", "licenceRecord.issued", { number }),
    });
    if (!isNew) {
      await trx.deleteFrom("storedFile").where("id", "=", fileId).execute();
      return false;
    }
    return grantHandover(trx, { applicationId, licenceId: id, at });
  });
}

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
