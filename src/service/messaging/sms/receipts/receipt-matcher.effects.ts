import { follow } from "../../../../platform/database/index.ts";
import type { MessagingBase } from "../intake/intake.effects.ts";
import { writeApart } from "../intake/write-apart.effects.ts";
import { NOTICES_DUE } from "./notice.store.ts";
import { earlyReceipts, type GivenIds, matchReceipts, placeOfReceipts, type ReceiptPlace } from "./receipt.store.ts";

/** Gives receipts to the parts they speak of. */
export interface Matcher {
  /** Looks for receipts soon; those of these ids however old they are. */
  wake(given: GivenIds): void;
  close(): Promise<void>;
}

const POLL_EVERY_MS = 1_000;
/** Receipts that are looked at in one transaction. */
const PAGE = 500;
/** Ids whose receipts may be there already; of more the oldest are left to the sweep. */
const GIVEN_MAX = 5_000;
/** What waits is gone through in portions of so many pages each second, and a while after each round. */
const SWEPT_PAGES_MAX = 10;
const SECONDS_BETWEEN_SWEEPS = 10;
/** Receipts come onto the disk in another order than they are numbered in, also by clocks that differ: so much before the last one is looked at again. */
const OVERLAP_MS = 30_000;
/** Whoever starts looks at what came lately first; the sweep has all. */
const LATELY_MS = 60_000;
const ALL: ReceiptPlace = placeOfReceipts(0, 0);

/**
 * Opens the matcher. A receipt that came after its answer is found where receipts go on from the last one; one that came before it is found by
 * the id that the answer gives, looked for twice, since its message may be in somebody's hand; and whatever neither found, since a process died
 * or the database did not answer, is found by a sweep that goes round through all that wait. Nothing that cannot be matched stands before others.
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
  /** Looks at the page after a place; tells the place of its last, and whether there may be more. What fails is left to the sweep. */
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

/** Matches a page in one transaction; where one of its receipts cannot be written, the others are written without it. */
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
