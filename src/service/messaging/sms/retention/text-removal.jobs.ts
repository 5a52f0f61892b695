import type { Clock } from "../../../../kernel/index.ts";
import { type Database, type Following, follow } from "../../../../platform/database/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import type { ShortMessageRules } from "../../../../regulation/index.ts";
import { forgetUnowned } from "../inbound/unowned.store.ts";
import { PRIORITY } from "../intake/intake.ts";
import { forgetRates } from "../routing/prefix-rate.store.ts";
import { forgetRequests, takeInboundTexts, takeTexts } from "./text-removal.store.ts";

/** Interval of the search for old texts. */
const POLL_MS = 15 * 60_000;
const AT_ONCE_MAX = 500;
/** Limit of batches of one kind in one run; the rest follows in the next. */
const PORTIONS_MAX = 2_000;
const DAY_MS = 86_400_000;

/** Dependencies of text removal. */
export interface TextRemoval {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Key of the digests. */
  readonly key: Buffer;
  readonly rules: () => Pick<ShortMessageRules, "textDays" | "codeDays">;
}

/** Counts of one run. */
export interface RemovedTexts {
  readonly codes: number;
  readonly texts: number;
  readonly received: number;
  readonly requests: number;
  /** Rate counters of past hours. */
  readonly counts: number;
  /** Messages to unassigned numbers. */
  readonly unowned: number;
}

/** Deletes texts beyond their retention period while the process runs. */
export function followTextRemoval(options: TextRemoval): Following {
  return follow({
    look: async (isClosed) => {
      const removed = await removeTexts(options, isClosed);
      if (Object.values(removed).some((count) => count > 0)) options.log.info(removed, "sms-texts.removed");
    },
    everyMs: POLL_MS,
    onFault: (error) => options.log.warn({ err: error }, "sms-texts.not-removed"),
  });
}

/** One run: every text that is due, in batches, until `isOver` returns true. */
export async function removeTexts(
  { db, clock, key, rules }: TextRemoval,
  isOver: () => boolean = () => false,
): Promise<RemovedTexts> {
  const { textDays, codeDays } = rules();
  const nowMs = clock.nowMs();
  const [textsBefore, codesBefore] = [new Date(nowMs - textDays * DAY_MS), new Date(nowMs - codeDays * DAY_MS)];
  const limit = AT_ONCE_MAX;
  const taken = (priority: number, finalBefore: Date) =>
    inPortions(() => takeTexts(db, { priority, finalBefore, limit, key }), isOver);
  return {
    codes: await taken(PRIORITY.otp, codesBefore),
    texts: (await taken(PRIORITY.transactional, textsBefore)) + (await taken(PRIORITY.promotional, textsBefore)),
    received: await inPortions(() => takeInboundTexts(db, { receivedBefore: textsBefore, limit }), isOver),
    requests: await inPortions(() => forgetRequests(db, { createdBefore: codesBefore, limit }), isOver),
    counts: await inPortions(() => forgetRates(db, { nowMs, limit }), isOver),
    unowned: await inPortions(() => forgetUnowned(db, { nowMs, limit }), isOver),
  };
}

/** Repeats until a batch is empty: a batch of long messages may have fewer rows than the limit. */
async function inPortions(portion: () => Promise<number>, isOver: () => boolean): Promise<number> {
  let total = 0;
  for (let nth = 0; nth < PORTIONS_MAX && !isOver(); nth += 1) {
    const gone = await portion();
    total += gone;
    if (gone === 0) break;
  }
  return total;
}
