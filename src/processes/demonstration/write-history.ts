// Writes the call history of a demonstration, in a separate process started by `call-history.ts`.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { sql } from "kysely";
import { present } from "../../kernel/index.ts";
import { type Database, databaseAccess, inTenant, openDatabase } from "../../platform/database/index.ts";
import { keyFromFile, seal } from "../../platform/sealing/index.ts";
import { openSpeech } from "../../platform/speech/index.ts";
import { openLog } from "../../platform/telemetry/index.ts";
import {
  currentRuleset,
  officeDate,
  openRulebook,
  type Rulebook,
  readCallRules,
  readShortMessageRules,
} from "../../regulation/index.ts";
import { keepCard, openPastEvents } from "../../service/acd/queues/wire.ts";
import { continueThread } from "../../service/messaging/conversations/wire.ts";
import { writePastMessages } from "../../service/messaging/sms/wire.ts";
import { type EventDraft, foldCdr } from "../../service/telephony/cdr/index.ts";
import { beginRun, endRun, writeBatch } from "../../service/telephony/cdr/wire.ts";
import { type HistoryPlan, historyDays } from "./history.ts";
import type { HistoryCall, HistoryRecording } from "./history-calls.ts";
import { openHistoryChance } from "./history-chance.ts";
import { PAST_CARRIER, receivedMessages, sentMessages } from "./messages.ts";
import { writeRecordings } from "./recordings.ts";

/** Start parameters of the process, as JSON in its first argument. */
export interface HistoryCommand {
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  readonly tenantId: string;
  readonly fromMs: number;
}

/** Customers with a known name, and the creators of their profiles. */
export interface HistoryCustomers {
  readonly personId: string;
  readonly customers: readonly { readonly caller: string; readonly name: string }[];
}

/** The whole history, sent to the process once it is ready. */
export interface HistoryRequest extends HistoryCustomers {
  readonly plan: HistoryPlan;
  /** The sender id of the SMS. */
  readonly sender: { readonly id: string; readonly value: string };
}

/** Reports of the process: it owns the queues and waits for the history, or the number of written days. */
export type HistoryReport = { readonly kind: "ready" } | { readonly kind: "written"; readonly days: number };

/** Maximum number of calls of one transaction. */
const CALLS_MAX = 60;
/** Found on the path; without it, past recordings have shipped voices. */
const SPEECH_PROGRAM = "espeak-ng";

const command = JSON.parse(process.argv[2] ?? "") as HistoryCommand;
process.on("disconnect", () => process.exit(1));
const { dataFolder, databaseUrl, tenantId, fromMs } = command;
const access = await databaseAccess({ dataFolder, databaseUrl });
const log = openLog({ process: "history", level: "warn" });
const { db, close } = openDatabase({ access, role: "app", max: 2, log });
const run = { id: randomUUID(), at: new Date(fromMs) };
await beginRun(db, run);
const queues = await openPastEvents(db, { tenantId, switchId: run.id, steadyFromMs: fromMs });
await endRun(db, run);
const requested = once(process, "message");
report({ kind: "ready" });
const [request] = (await requested) as [HistoryRequest];
await writeCustomers(db, request);
const key = await keyFromFile(dataFolder, "service");
const rulebook = rulebookOn(request.plan.untilMs);
await writeMessages(db, request);
const recordings = await writeCalls(db, request.plan);
await analyzeTables();
await queues.close();
const speech = openSpeech(SPEECH_PROGRAM);
const keepDays = readCallRules(rulebook).recordingDays;
await writeRecordings({ db, tenantId, dataFolder, key, speech, keepDays }, recordings);
await close();
process.exit(0);

function report(message: HistoryReport): void {
  process.send?.(message);
}

async function writeCustomers(database: Database, { personId, customers }: HistoryCustomers): Promise<void> {
  const at = new Date(fromMs);
  await inTenant(database, tenantId, async (trx) => {
    for (const { caller, name } of customers)
      await keepCard(trx, { tenantId, caller, name, values: {}, expectedVersion: 0, at, personId });
  });
}

/** Updates the planner statistics after the bulk insert: without them the first reports are planned as for empty tables, and time out. */
async function analyzeTables(): Promise<void> {
  const owner = openDatabase({ access, role: "owner", max: 1, log });
  await sql`analyze call_event, queue_event, cdr`.execute(owner.db);
  await owner.close();
}

function rulebookOn(atMs: number): Rulebook {
  const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(atMs) });
  return present(opened.ok ? opened.value : null, "the rulebook of today");
}

async function writeMessages(database: Database, { plan, sender }: HistoryRequest): Promise<void> {
  const { untilMs, seed } = plan;
  const rules = readShortMessageRules(rulebook);
  await writePastMessages(
    database,
    {
      tenantId,
      senderId: sender.id,
      sender: sender.value,
      sent: sentMessages(untilMs, openHistoryChance(seed)),
      received: receivedMessages(untilMs),
      carrier: PAST_CARRIER,
    },
    {
      newId: randomUUID,
      sealPassword: (carrierId, password) => seal(key, carrierId, Buffer.from(password)),
      rules,
      onInbound: (trx, inbound) => continueThread(trx, inbound, { newId: randomUUID }),
    },
  );
}

async function writeCalls(database: Database, plan: HistoryPlan): Promise<readonly HistoryRecording[]> {
  const recordings: HistoryRecording[] = [];
  let days = 0;
  for (const { calls, queueEvents } of historyDays(plan)) {
    for (let from = 0; from < calls.length; from += CALLS_MAX) {
      const drafts = calls.slice(from, from + CALLS_MAX).map(draftOf);
      await writeBatch(database, drafts);
    }
    await queues.write(queueEvents);
    recordings.push(...calls.flatMap(({ recording }) => recording ?? []));
    days += 1;
    report({ kind: "written", days });
  }
  return recordings;
}

function draftOf({ callId, events }: HistoryCall): EventDraft {
  return { tenantId, callId, switchId: run.id, events, cdr: foldCdr(events) };
}
