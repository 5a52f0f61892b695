import { type Following, follow } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { OssClient } from "../../platform/oss-client/index.ts";
import { type Attempt, afterAttempt, type DeliveryLimits, deliveryLimits, hasArrived } from "./delivery.ts";
import { findReportFacts, type LeasedReport, leaseReports, writeDelivery } from "./report.store.ts";
import { serviceRulesOn } from "./report-case.effects.ts";

/** Maximum number of reports of different cases sent concurrently. */
const AT_ONCE_MAX = 16;
/** Longer than query and sending can take together, so that a running sender keeps its lease. */
const LEASE_MS = 12_000;
/** A sender that was suspended for longer does not send: another may have taken over its lease. */
const SEND_BY_MS = 6_000;
const POLL_MS = 1_000;

/** Dependencies of the sender. */
export interface ReportSenderOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "log" | "changeFeed">;
  readonly oss: Pick<OssClient, "isConfigured" | "reportStatus" | "checkStatus" | "reportCircuit">;
  /** A number from 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly limits?: DeliveryLimits;
}

/** Sends reports until closed: in order within a case, different cases concurrently, each status once. */
export function openReportSender(options: ReportSenderOptions): { close(): Promise<void> } {
  const { kit, oss } = options;
  const running = new Set<Promise<void>>();
  let isClosed = false;
  const look = async (): Promise<void> => {
    const room = AT_ONCE_MAX - running.size;
    if (isClosed || room <= 0 || !oss.isConfigured || oss.reportCircuit() === "open") return;
    const nowMs = kit.clock.nowMs();
    const lease = { now: new Date(nowMs), until: new Date(nowMs + LEASE_MS), limit: room };
    for (const report of await leaseReports(kit.db, lease)) start(report);
  };
  const start = (report: LeasedReport): void => {
    const delivery = deliver(options, report)
      .catch((error: unknown) => kit.log.warn({ err: error, applicationId: report.applicationId }, "oss.report-failed"))
      .finally(() => {
        running.delete(delivery);
        following.wake();
      });
    running.add(delivery);
  };
  const following: Following = follow({
    look,
    everyMs: POLL_MS,
    onFault: (error) => kit.log.warn({ err: error }, "oss.sender-failed"),
    wokenBy: { changeFeed: kit.changeFeed, channel: "oss-reports" },
  });
  return {
    close: async () => {
      isClosed = true;
      following.close();
      await Promise.allSettled(running);
    },
  };
}

/** Makes one attempt to deliver a leased report, and stores its result. */
async function deliver(options: ReportSenderOptions, report: LeasedReport): Promise<void> {
  const { kit, random, limits = deliveryLimits } = options;
  const attempt = await tryToDeliver(options, report);
  const change = afterAttempt(report, attempt, { limits, chance: random() });
  await writeDelivery(kit.db, report, { change, at: new Date(kit.clock.nowMs()) });
  const { applicationId, sequence, status } = report;
  const event = { applicationId, sequence, status, attempts: report.attempts, refusal: change.error?.code };
  if (change.delivery === "stuck") kit.log.error(event, "oss.report-stuck");
  else if (change.delivery === "delivered") kit.log.info(event, "oss.report-delivered");
  else kit.log.warn(event, "oss.report-postponed");
}

/** After an attempt with unknown outcome, OSS is queried first, and a status that it already has is not sent again. */
async function tryToDeliver(options: ReportSenderOptions, report: LeasedReport): Promise<Attempt> {
  const { kit, oss } = options;
  const facts = await findReportFacts(kit.db, report);
  if (report.wasUnknown) {
    const told = await oss.checkStatus(facts.licenseId);
    if (!told.ok && told.refusal.code !== "license-unknown") return { outcome: "unknown", refusal: told.refusal };
    if (told.ok && hasArrived(told.value, report.status)) return { outcome: "delivered", how: "found" };
  }
  if (kit.clock.nowMs() > report.leasedUntil.getTime() - SEND_BY_MS) {
    return { outcome: "not-sent", refusal: { code: "oss-unavailable", detail: "the lease is nearly over" } };
  }
  const sent = await oss.reportStatus({
    ...facts,
    agencyCode: serviceRulesOn(kit.clock.nowMs()).kdInstansi,
    status: report.status,
    atMs: report.occurredAt.getTime(),
    officerNumber: facts.officerNumber ?? "",
    officerName: facts.officerName ?? "",
    note: report.note,
  });
  return sent.outcome === "delivered" ? { outcome: "delivered", how: "answered" } : sent;
}
