import { follow } from "../../platform/database/index.ts";
import type { MessagingBase } from "./intake.effects.ts";
import { NOTICES_DUE } from "./notice.store.ts";
import { earlyReceipts, type GivenIds, matchReceipts, placeOfReceipts, type ReceiptPlace } from "./receipt.store.ts";

/** Gives receipts to the parts they speak of. */
export interface Matcher {
  /** Looks for receipts soon; those of these ids however old they are. */
  wake(given: GivenIds): void;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;
/** Receipts that are looked at in one transaction. */
const PAGE = 500;
/** Ids whose receipts may be there already; of more the oldest are left to the sweep. */
const GIVEN_MAX = 5_000;
/** What waits is gone through in portions of so many pages each second. */
const SWEPT_PAGES_MAX = 10;
/** Receipts come onto the disk in another order than they are numbered in: so much before the last one is looked at again. */
const OVERLAP_MS = 5_000;
/** Whoever starts looks at what came lately first; the sweep has all. */
const LATELY_MS = 60_000;
const ALL: ReceiptPlace = placeOfReceipts(0, 0);

/**
 * Opens the matcher. A receipt that came after its answer is found where receipts go on from the last one; one that came before it is found by
 * the id that the answer gives; and whatever neither found, since a process died or the database did not answer, is found by a sweep that goes
 * round for ever through all that wait.
 */
export function openMatcher({ db, clock, news, newId, log, rules }: MessagingBase): Matcher {
  let given: GivenIds = [];
  let newest = placeOfReceipts(clock.nowMs(), LATELY_MS);
  let swept = ALL;
  const match = async (receiptIds: readonly string[], ids: GivenIds): Promise<void> => {
    const { owed } = await matchReceipts(
      db,
      { receiptIds, given: ids },
      { nowMs: clock.nowMs(), newId, rules: rules() },
    );
    if (owed > 0) news.announce(NOTICES_DUE);
  };
  /** Looks at the page after a place; tells the place of its last, and whether there may be more. */
  const turn = async (from: ReceiptPlace): Promise<{ readonly last: ReceiptPlace; readonly isFull: boolean }> => {
    const page = await earlyReceipts(db, from, PAGE);
    await match(
      page.map(({ receiptId }) => receiptId),
      [],
    );
    return { last: page.at(-1) ?? from, isFull: page.length === PAGE };
  };
  const lookAtGiven = async (): Promise<void> => {
    while (given.length > 0) {
      const asked = given.slice(0, PAGE);
      await match([], asked);
      // Those alone that were asked for: meanwhile others came, and the oldest of too many went.
      const done = new Set(asked);
      given = given.filter((one) => !done.has(one));
    }
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
    for (let page = 0; page < SWEPT_PAGES_MAX; page += 1) {
      const { last, isFull } = await turn(swept);
      swept = isFull ? last : ALL;
      if (!isFull) return;
    }
  };
  const onFault = (error: unknown) => log.warn({ err: error }, "sms-receipts.not-matched");
  const going = new Set<Promise<void>>();
  const kept = (look: () => Promise<void>) => () => {
    const done = look().finally(() => going.delete(done));
    going.add(done);
    return done;
  };
  const following = follow({ look: kept(lookAtNew), everyMs: LOOK_EVERY_MS, onFault });
  const sweeping = follow({ look: kept(sweep), everyMs: LOOK_EVERY_MS, onFault });
  return {
    wake: (ids) => {
      given = [...given, ...ids].slice(-GIVEN_MAX);
      following.wake();
    },
    close: async () => {
      following.close();
      sweeping.close();
      await Promise.allSettled(going);
    },
  };
}
