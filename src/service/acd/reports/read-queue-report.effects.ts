import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { type Database, inTenant } from "../../../platform/database/index.ts";
import { type AgentTimeCount, openAgentTimeCount } from "./agent-time.ts";
import { dispositionsIn } from "./disposition-counts.store.ts";
import {
  type ContactCount,
  type CountedInterval,
  type CountedRange,
  DEFAULT_SERVICE_LEVEL,
  openContactCount,
} from "./queue-figures.ts";
import {
  type CallPlace,
  codeCallsAfter,
  eventsAfter,
  firstSequence,
  queuesById,
  queuesIn,
  readRetainedSince,
  statesBefore,
} from "./queue-report.store.ts";
import type { NamedQueue, ReadReport } from "./queue-report.ts";
import { countCodeCalls, levelOf, type RegulatoryCounts, type RegulatoryLevel } from "./regulatory-level.ts";
import { CLOCK_SLACK_MS } from "./report-range.ts";

/** The number of events and calls of one page; between two pages the process serves other requests. */
const EVENTS_AT_ONCE = 2_000;
const CALLS_AT_ONCE = 500;
/** The maximum of pages of one report: twenty million events, and two million calls. */
const READINGS_MAX = { events: 10_000, calls: 4_000 } as const;
/** The maximum time after a range in which events are read until its last contact has ended: a callback may wait two days, and talk eight hours. */
const TAIL_MS_MAX = 56 * 3_600_000;

/** The parameters of a report; `queueId` undefined for all queues. */
export interface QueueReportOptions {
  readonly tenantId: string;
  readonly zone: string;
  readonly range: CountedRange;
  readonly queueId: string | undefined;
}

/** Why a report cannot be created. */
export type ReportRefusal = "no-such-queue" | "report-too-many-events";

/** The beginning of the range was purged; everything since `keptFromMs` is available. */
export interface ReportForgotten {
  readonly ok: false;
  readonly refusal: "report-forgotten";
  readonly keptFromMs: number;
}

interface ReportContext {
  readonly db: Database;
  readonly nowMs: number;
}

/** Folds the events of a range, a page at a time, into counts by queue and half hour. */
export async function readQueueReport(
  reportContext: ReportContext,
  options: QueueReportOptions,
): Promise<Result<ReadReport, ReportRefusal> | ReportForgotten> {
  const { db } = reportContext;
  const { tenantId, zone, range, queueId } = options;
  const named = await inTenant(db, tenantId, (trx) => queuesIn(trx, { ...range, queueId }));
  if (queueId !== undefined && named.length === 0) return refuse("no-such-queue");
  const contacts = openContactCount({ zone, ...DEFAULT_SERVICE_LEVEL }, range);
  const agents = openAgentTimeCount(zone, { ...range, untilMs: Math.min(range.untilMs, reportContext.nowMs) });
  const isWhole = await foldEvents(db, options, { contacts, agents });
  const regulatory = isWhole ? await readLevel(db, options) : null;
  // Checked last, so that no event was purged while the report was read.
  const keptFromMs = await inTenant(db, tenantId, readRetainedSince);
  if (keptFromMs !== null && range.fromMs < keptFromMs) return { ok: false, refusal: "report-forgotten", keptFromMs };
  if (regulatory === null) return refuse("report-too-many-events");
  const intervals = contacts.intervals();
  const queues = await withOthers(reportContext.db, options, { named, intervals });
  const dispositions = await inTenant(db, tenantId, (trx) => dispositionsIn(trx, { ...range, queueId }));
  return ok({ zone, range, queues, intervals, agentTimes: agents.times(), regulatory, dispositions });
}

/** Appends queues that have counts although they did not exist in the range, with their names if they have any. */
async function withOthers(
  db: Database,
  { tenantId }: QueueReportOptions,
  { named, intervals }: { readonly named: readonly NamedQueue[]; readonly intervals: readonly CountedInterval[] },
): Promise<readonly NamedQueue[]> {
  const known = new Set(named.map(({ id }) => id));
  const ids = [...new Set(intervals.map(({ queueId }) => queueId))].filter((id) => !known.has(id)).sort();
  const found = await inTenant(db, tenantId, (trx) => queuesById(trx, ids));
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return [...named, ...ids.map((id) => ({ id, name: names.get(id) ?? null }))];
}

interface Counting {
  readonly contacts: ContactCount;
  readonly agents: AgentTimeCount;
}

/** Reads the events of a range, and then on until all contacts that entered in it have ended; false above the limit. */
async function foldEvents(db: Database, options: QueueReportOptions, { contacts, agents }: Counting): Promise<boolean> {
  const { tenantId, range, queueId } = options;
  const first = await inTenant(db, tenantId, async (trx) => {
    for (const event of await statesBefore(trx, range.fromMs)) agents.take(event);
    return firstSequence(trx, range);
  });
  if (first === null) return true;
  let after = first - 1;
  for (let reading = 0; reading < READINGS_MAX.events; reading += 1) {
    const page = { after, limit: EVENTS_AT_ONCE, queueId };
    const events = await inTenant(db, tenantId, (trx) => eventsAfter(trx, page));
    for (const event of events) {
      contacts.take(event);
      agents.take(event);
    }
    const last = events.at(-1);
    if (last === undefined || events.length < EVENTS_AT_ONCE) return true;
    const pastMs = last.wallMs - range.untilMs;
    if (pastMs > TAIL_MS_MAX || (pastMs > CLOCK_SLACK_MS && contacts.isSettled())) return true;
    after = last.sequence;
  }
  return false;
}

/** The service level of the calls to access codes in a range; null above the limit. No force majeure is on record yet. */
async function readLevel(db: Database, { tenantId, range }: QueueReportOptions): Promise<RegulatoryLevel | null> {
  let before: RegulatoryCounts = countCodeCalls([], []);
  let after: CallPlace | null = null;
  for (let reading = 0; reading < READINGS_MAX.calls; reading += 1) {
    const page: Parameters<typeof codeCallsAfter>[1] = { range, after, limit: CALLS_AT_ONCE };
    const calls: Awaited<ReturnType<typeof codeCallsAfter>> = await inTenant(db, tenantId, (trx) =>
      codeCallsAfter(trx, page),
    );
    const told = calls.flatMap(({ call }) => (call === null ? [] : [call]));
    before = countCodeCalls(told, [], { before });
    after = calls.at(-1) ?? null;
    if (after === null || calls.length < CALLS_AT_ONCE) return levelOf(before);
  }
  return null;
}
