import { follow } from "../../../../platform/database/index.ts";
import type { MessagingBase } from "../intake/intake.effects.ts";
import { writeApart } from "../intake/write-apart.effects.ts";
import { NOTICES_DUE } from "./notice.store.ts";
import { earlyReceipts, type GivenIds, matchReceipts, placeOfReceipts, type ReceiptPlace } from "./receipt.store.ts";

/** Matches receipts to segments. */
export interface Matcher {
  /** Matches soon; receipts of the given ids whatever their age. */
  wake(given: GivenIds): void;
  close(): Promise<void>;
}

const POLL_EVERY_MS = 1_000;
/** Receipts in one transaction. */
const PAGE = 500;
/** Limit of ids whose receipts may have arrived already; beyond it the oldest are left to the sweep. */
const GIVEN_MAX = 5_000;
/** Limit of sweep pages in a second; after each complete round the sweep pauses. */
const SWEPT_PAGES_MAX = 10;
const SECONDS_BETWEEN_SWEEPS = 10;
/** Commit order differs from the order of receipt times, also because clocks differ: receipts of this period before the last position are read again. */
const OVERLAP_MS = 30_000;
/** After a start, receipts of this period are matched first; the sweep covers all. */
const LATELY_MS = 60_000;
const ALL: ReceiptPlace = placeOfReceipts(0, 0);

/**
 * Opens the matcher. A receipt that arrives after its response is found by reading on from the last position. One that arrives before is found by the id of the
 * response, searched twice since its message may be locked. Receipts missed by both, because a process died or the database did not answer, are found by a
 * sweep over all that wait. Unmatched receipts never block others.
 */
export function openMatcher(base: MessagingBase): Matcher {
  const { clock, log } = base;
  const matchPage = openMatching(base);
  let isClosed = false;
  let given: GivenIds = [];
  let given2nd: GivenIds = [];
  let newest = placeOfReceipts(clock.nowMs(), LATELY_MS);
  let swept = ALL;
  let resting = 0;
  const onFault = (error: unknown) => log.warn({ err: error }, "sms-receipts.not-matched");
  /** Matches the page after a position; returns its last position, and whether more may follow. Failures are left to the sweep. */
  const turn = async (from: ReceiptPlace): Promise<{ readonly last: ReceiptPlace; readonly isFull: boolean }> => {
    const page = await earlyReceipts(base.db, from, PAGE);
    const receiptIds = page.map(({ receiptId }) => receiptId);
    await matchPage({ receiptIds, given: [] }).catch(onFault);
    return { last: page.at(-1) ?? from, isFull: page.length === PAGE && !isClosed };
  };
  const lookAtGiven = async (): Promise<void> => {
    const [first, second] = [given, given2nd];
    given = [];
    given2nd = first;
    const asked = [...first, ...second];
    for (let from = 0; from < asked.length && !isClosed; from += PAGE)
      await matchPage({ receiptIds: [], given: asked.slice(from, from + PAGE) }).catch(onFault);
  };
  const lookAtNew = async (): Promise<void> => {
    let from: ReceiptPlace = { ...newest, lookUntil: new Date(newest.lookUntil.getTime() - OVERLAP_MS) };
    for (let isFull = true; isFull; ) {
      await lookAtGiven();
      const { last, isFull: isMore } = await turn(from);
      [from, isFull] = [last, isMore];
      if (last.lookUntil > newest.lookUntil) newest = last;
    }
  };
  const sweep = async (): Promise<void> => {
    if (resting > 0) resting -= 1;
    for (let page = 0; resting === 0 && page < SWEPT_PAGES_MAX; page += 1) {
      const { last, isFull } = await turn(swept);
      swept = isFull ? last : ALL;
      if (!isFull) resting = SECONDS_BETWEEN_SWEEPS;
    }
  };
  const going = new Set<Promise<void>>();
  const kept = (look: () => Promise<void>) => () => {
    const done = look().finally(() => going.delete(done));
    going.add(done);
    return done;
  };
  const following = follow({ look: kept(lookAtNew), everyMs: POLL_EVERY_MS, onFault });
  const sweeping = follow({ look: kept(sweep), everyMs: POLL_EVERY_MS, onFault });
  return {
    wake: (ids) => {
      given = [...given, ...ids].slice(-GIVEN_MAX);
      following.wake();
    },
    close: async () => {
      isClosed = true;
      following.close();
      sweeping.close();
      await Promise.allSettled(going);
    },
  };
}

interface Page {
  readonly receiptIds: readonly string[];
  readonly given: GivenIds;
}

/** Matches a page in one transaction; when a receipt cannot be written, the others are written without it. */
function openMatching({ db, clock, changeFeed, newId, log, rules }: MessagingBase): (page: Page) => Promise<void> {
  return async ({ receiptIds, given }) => {
    const one = [...receiptIds.map((receiptId) => ({ receiptId })), ...given];
    const write = async (some: readonly (typeof one)[number][]): Promise<void> => {
      const asked = {
        receiptIds: some.flatMap((each) => ("receiptId" in each ? [each.receiptId] : [])),
        given: some.flatMap((each) => ("receiptId" in each ? [] : [each])),
      };
      const { owed } = await matchReceipts(db, asked, { nowMs: clock.nowMs(), newId, rules: rules() });
      if (owed > 0) changeFeed.announce(NOTICES_DUE);
    };
    await writeApart(one, write, async (each, error) => {
      log.error({ err: error, receiptId: "receiptId" in each ? each.receiptId : null }, "sms-receipt.not-matched");
    });
  };
}
