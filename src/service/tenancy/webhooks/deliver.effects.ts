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

/** The time limit of a request; the maximum of bytes that are read, and of characters that are stored of its response. */
const CALL_MS = 5_000;
const ANSWER_BYTES_MAX = 4_096;
const ANSWER_MAX = 300;
/** The time after which an attempt of a dead process is repeated. */
const CLAIM_MS = 15_000;
/** The delay of a delivery for which the HTTP client has no capacity. */
const PLACE_MS = 250;
/** Limits of simultaneous requests, so that no call centre and no endpoint delays another one. */
const SHARES = { all: 128, ofTenant: 32 } as const;
/** Waiting deliveries of a recovered endpoint become due at once: limits for one statement, and in total. */
const HASTENED_AT_ONCE = 500;
const HASTENED_MAX = 10_000;

/** Dependencies of delivery. */
export interface DeliverOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "log">;
  readonly key: Buffer;
  readonly outward: Outward;
  /** The auth token that signs status callbacks. */
  readonly authTokenOf: (tenantId: string) => Promise<string>;
  /** Returns a random number between 0 and 1. */
  readonly random: () => number;
  /** Called when an endpoint answers that it is gone. */
  readonly switchOff: SwitchedOff;
  /** The time limit of a request, in place of the default. */
  readonly callMs?: number;
  /** Called when a request has ended, so that the next one begins at once. */
  readonly onTried?: () => void;
}

/** Attempts due deliveries. */
export interface Deliverer {
  /** Begins due deliveries within the limits, without waiting for any. Returns their number. */
  begin(): Promise<number>;
  /** Resolves once no delivery is in progress. */
  rest(): Promise<void>;
}

/** Opens the deliverer. */
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
      // An attempt that failed internally waits for the next poll; otherwise a permanent fault would be retried without a pause.
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

/** Attempts due deliveries until none is due; returns their number. */
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

/** Attempts one delivery; undefined when the attempt failed internally. A failure affects only this endpoint. */
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

/** The HTTP client has no capacity, which says nothing about the endpoint. */
async function waitForPlace({ kit, random }: DeliverOptions, { tenantId, claimed }: Trying): Promise<undefined> {
  const until = new Date(kit.clock.nowMs() + Math.round(PLACE_MS * (1 + random())));
  await inTenant(kit.db, tenantId, (trx) => putBack(trx, claimed, until));
}

/** Updates the state of the endpoint: reachable, probed only, or gone. True when it has recovered. */
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

/** In separate transactions, so that the recorded result stays and no request waits for all of them. On a failure, deliveries wait for their next attempt. */
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
  // The receiver would reject an unsigned request at every attempt.
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
  // A 410 of one callback URL does not end the other URLs of its host.
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
