import type { Clock } from "../../../../kernel/index.ts";
import { type Database, type Following, follow } from "../../../../platform/database/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import type { ShortMessageRules } from "../../../../regulation/index.ts";
import { forgetUnowned } from "../inbound/unowned.store.ts";
import { PRIORITY } from "../intake/intake.ts";
import { forgetRates } from "../routing/prefix-rate.store.ts";
import { forgetRequests, takeInboundTexts, takeTexts } from "./text-removal.store.ts";

/** What is old is looked for so often. */
const POLL_MS = 15 * 60_000;
const AT_ONCE_MAX = 500;
/** Portions of one kind in one look; what is left goes with the next. */
const PORTIONS_MAX = 2_000;
const DAY_MS = 86_400_000;

/** What the removal of texts stands on. */
export interface TextRemoval {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes the digests that stay. */
  readonly key: Buffer;
  readonly rules: () => Pick<ShortMessageRules, "textDays" | "codeDays">;
}

/** What went in one look. */
export interface RemovedTexts {
  readonly codes: number;
  readonly texts: number;
  readonly received: number;
  readonly requests: number;
  /** Counts of hours that are long over. */
  readonly counts: number;
  /** What was written to nobody's number. */
  readonly unowned: number;
}

/** Takes texts away that are older than the rules let them be, for as long as the process lives. */
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

/** One look: every text that is due, in portions, until `isOver` says so. */
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

/** Repeats until nothing more is found: a portion of long messages has fewer than were asked for. */
async function inPortions(portion: () => Promise<number>, isOver: () => boolean): Promise<number> {
  let total = 0;
  for (let nth = 0; nth < PORTIONS_MAX && !isOver(); nth += 1) {
    const gone = await portion();
    total += gone;
    if (gone === 0) break;
  }
  return total;
}
