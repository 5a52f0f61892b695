import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { openAddressPaces, SHARE_MAX, type Tried } from "./address-concurrency.ts";
import { type AfterTry, afterTry, FAILING_FROM, probePauseMs } from "./after-try.ts";
import { chooseDue, type DueDelivery, keyOf, type Shares } from "./choose-due.ts";
import {
  type ClaimedDelivery,
  claimDeliveries,
  dueDeliveries,
  hasten,
  keepTry,
  keepUnheard,
  leaveAlone,
  putBack,
  recordReachable,
  type TryAnswer,
} from "./delivery.store.ts";
import type { Outward } from "./outward.ts";
import { outwardCallOf } from "./signed-delivery.effects.ts";
import type { SwitchedOff } from "./switch-off.effects.ts";

/** Longest call; of its answer so many bytes are read, and so many letters kept. */
const CALL_MS = 5_000;
const ANSWER_BYTES_MAX = 4_096;
const ANSWER_MAX = 300;
/** A try whose process died is made again after this long. */
const CLAIM_MS = 15_000;
/** What found no place over the way out is looked at again after this long. */
const PLACE_MS = 250;
/** Calls at once: none of the call centres, and none of their addresses, holds another one up. */
const SHARES = { all: 128, ofTenant: 32 } as const;
/** What waits for an address that is back is called at once, so many with one statement and no more than this in all. */
const HASTENED_AT_ONCE = 500;
const HASTENED_MAX = 10_000;

/** What delivering stands on. */
export interface DeliverOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "log">;
  readonly key: Buffer;
  readonly outward: Outward;
  /** The token that what applications are told is signed with. */
  readonly authTokenOf: (tenantId: string) => Promise<string>;
  /** Between 0 and 1, anew each time. */
  readonly random: () => number;
  /** An address said that it is gone. */
  readonly switchOff: SwitchedOff;
  /** Longest wait for a whole call, in place of the usual one. */
  readonly callMs?: number;
  /** Told when a call is over, so that the next one need not wait. */
  readonly onTried?: () => void;
}

/** Tries what is due. */
export interface Deliverer {
  /** Begins what is due beside what goes on, within the shares; waits for none. Answers how many. */
  begin(): Promise<number>;
  /** Resolves once nothing that was begun goes on. */
  rest(): Promise<void>;
}

/** Opens what tries deliveries. */
export function openDeliverer(options: DeliverOptions): Deliverer {
  const { db, clock, log } = options.kit;
  const going = new Map<string, { readonly one: DueDelivery; readonly trying: Promise<void> }>();
  const paces = openAddressPaces();
  const shares: Shares = { ...SHARES, toEndpoint: paces.shareOf };
  const start = (tenantId: string, claimed: ClaimedDelivery, nowMs: number): void => {
    const one = { tenantId, endpointId: claimed.endpointId, eventId: claimed.eventId };
    const { endpointId } = one;
    const trying = deliver(options, { tenantId, claimed, nowMs }).then((tried) => {
      going.delete(keyOf(one));
      if (tried !== undefined) paces.tried(endpointId, tried);
      // What failed waits for the next look, or a fault that stays would be met without a pause.
      if (tried !== undefined) options.onTried?.();
    });
    going.set(keyOf(one), { one, trying });
  };
  const begin = async (tenantId: string, chosen: readonly DueDelivery[]): Promise<number> => {
    const nowMs = clock.nowMs();
    const claim = { now: new Date(nowMs), until: new Date(nowMs + CLAIM_MS) };
    try {
      const claimed = await inTenant(db, tenantId, (trx) => claimDeliveries(trx, chosen, claim));
      for (const one of claimed) start(tenantId, one, nowMs);
      return claimed.length;
    } catch (error) {
      log.warn({ err: error, tenantId }, "webhooks.not-claimed");
      return 0;
    }
  };
  return {
    begin: async () => {
      if (going.size >= shares.all) return 0;
      const now = new Date(clock.nowMs());
      const due = await dueDeliveries(db, { now, each: SHARE_MAX, atMost: shares.all * 4 });
      const goingOn = [...going.values()].map(({ one }) => one);
      const byTenant = Map.groupBy(chooseDue(due, goingOn, shares), ({ tenantId }) => tenantId);
      const begun = await Promise.all([...byTenant].map(([tenantId, chosen]) => begin(tenantId, chosen)));
      return begun.reduce((sum, count) => sum + count, 0);
    },
    rest: async () => void (await Promise.all([...going.values()].map(({ trying }) => trying))),
  };
}

/** Tries what is due to its end, until nothing is due; answers how many. */
export async function deliverDue(options: DeliverOptions): Promise<number> {
  const deliverer = openDeliverer(options);
  let all = 0;
  for (let begun = 1; begun > 0; ) {
    begun = await deliverer.begin();
    await deliverer.rest();
    all += begun;
  }
  return all;
}

interface Trying {
  readonly tenantId: string;
  readonly claimed: ClaimedDelivery;
  readonly nowMs: number;
}

/** Tries one delivery; undefined when it could not be. What fails is one address's own affair. */
async function deliver(options: DeliverOptions, trying: Trying): Promise<Tried | undefined> {
  const { kit } = options;
  const { tenantId, claimed } = trying;
  const { endpointId, eventId, attempts } = claimed;
  try {
    const { answer, after } = await tryOnce(options, trying);
    if (answer.fault === "busy") return await waitForPlace(options, trying);
    const isBack = await inTenant(kit.db, tenantId, async (trx) => {
      const at = new Date(kit.clock.nowMs());
      await keepTry(trx, { claimed, tenantId, answer, after, at });
      return recordOutcome(trx, options, { trying, after });
    });
    if (isBack) await hastenAll(options, { tenantId, endpointId });
    const { status, fault, durationMs } = answer;
    kit.log.info({ endpointId, eventId, attempts, status, fault, durationMs }, "webhooks.tried");
    return { isHeard: after.state === "delivered", tookMs: durationMs };
  } catch (error) {
    kit.log.warn({ err: error, endpointId, eventId, tenantId }, "webhooks.try-failed");
    return undefined;
  }
}

/** We had no place for it, which says nothing of its address. */
async function waitForPlace({ kit, random }: DeliverOptions, { tenantId, claimed }: Trying): Promise<undefined> {
  const until = new Date(kit.clock.nowMs() + Math.round(PLACE_MS * (1 + random())));
  await inTenant(kit.db, tenantId, (trx) => putBack(trx, claimed, until));
}

/** How the address stands now: there, being looked at once in a while, or gone. True when it had been given up and is back. */
async function recordOutcome(
  trx: DatabaseTransaction,
  { kit, random, switchOff }: DeliverOptions,
  { trying, after }: { readonly trying: Trying; readonly after: AfterTry },
): Promise<boolean> {
  const { tenantId, claimed } = trying;
  const { endpointId } = claimed;
  const nowMs = kit.clock.nowMs();
  if (after.state === "delivered") return recordReachable(trx, endpointId);
  if (after.state === "dead" && after.isGone) {
    await switchOff(trx, { tenantId, endpointId, why: "gone" });
    return false;
  }
  const failures = await keepUnheard(trx, endpointId);
  if (failures >= FAILING_FROM)
    await leaveAlone(trx, endpointId, new Date(nowMs + probePauseMs({ failures, chance: random() })));
  return false;
}

/** By transactions of their own: what was heard stays written down, and nobody waits for all of them. What fails waits for its own next try. */
async function hastenAll(
  { kit }: DeliverOptions,
  { tenantId, endpointId }: { readonly tenantId: string; readonly endpointId: string },
): Promise<void> {
  const at = new Date(kit.clock.nowMs());
  const limit = HASTENED_AT_ONCE;
  try {
    for (let all = 0, now = limit; now === limit && all < HASTENED_MAX; all += now)
      now = await inTenant(kit.db, tenantId, (trx) => hasten(trx, { endpointId, at, limit }));
  } catch (error) {
    kit.log.warn({ err: error, endpointId, tenantId }, "webhooks.not-hastened");
  }
}

async function tryOnce(
  options: DeliverOptions,
  { tenantId, claimed, nowMs }: Trying,
): Promise<{ readonly answer: TryAnswer; readonly after: AfterTry }> {
  const { kit, outward, random, callMs = CALL_MS } = options;
  const { method, tries, giveUpAt } = claimed;
  const call = await outwardCallOf(options, { tenantId, claimed, nowMs });
  // Whoever checks the signature would refuse it, now and later.
  if (call === null) {
    const answer = { status: null, fault: "secret-lost", answer: "", durationMs: 0 };
    return { answer, after: { state: "dead", isGone: false } };
  }
  const bounds = { budgetMs: callMs, answerBytesMax: ANSWER_BYTES_MAX, whenLonger: "cut" } as const;
  const heard = await outward.call(call, bounds);
  const status = heard.fault === null ? heard.status : null;
  const text = heard.fault === null ? textOf(heard.bytes) : "";
  const answer = { status, fault: heard.fault, answer: text, durationMs: heard.timings.totalMs };
  const now = kit.clock.nowMs();
  const after = afterTry({ status, tries, nowMs: now, giveUpMs: giveUpAt.getTime(), chance: random() });
  // One address of a program says that it is gone, and not its host.
  const isOfHost = after.state === "dead" && after.isGone && method !== null;
  return { answer, after: isOfHost ? { state: "dead", isGone: false } : after };
}

/** One line without control characters. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder()
    .decode(bytes)
    .replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ")
    .trim()
    .slice(0, ANSWER_MAX);
}
