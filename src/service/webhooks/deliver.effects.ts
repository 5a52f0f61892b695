import { type DatabaseTransaction, inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { unseal } from "../../platform/sealing/index.ts";
import { type AfterTry, afterTry, FAILING_FROM, probePauseMs } from "./after-try.ts";
import { chooseDue, type DueDelivery, keyOf, type Shares } from "./choose-due.ts";
import {
  type ClaimedDelivery,
  claimDeliveries,
  dueDeliveries,
  hasten,
  keepHeard,
  keepTry,
  keepUnheard,
  leaveAlone,
  type TryAnswer,
} from "./delivery.store.ts";
import type { Outward } from "./outward.ts";
import { signatureOf } from "./sign-call.effects.ts";
import type { SwitchedOff } from "./switch-off.effects.ts";

/** Longest call; of its answer so many bytes are read, and so many letters kept. */
const CALL_MS = 5_000;
const ANSWER_BYTES_MAX = 4_096;
const ANSWER_MAX = 300;
/** A try whose process died is made again after this long. */
const CLAIM_MS = 15_000;
/** Calls at once: none of the call centres, and none of their addresses, holds another one up. */
const SHARES: Shares = { all: 64, ofTenant: 16, toEndpoint: 4 };
/** What waits for an address that is back is called at once, no more than this at a time. */
const HASTENED_MAX = 10_000;

/** What delivering stands on. */
export interface DeliverOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "log">;
  readonly key: Buffer;
  readonly outward: Outward;
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
  const start = (tenantId: string, claimed: ClaimedDelivery, nowMs: number): void => {
    const one = { tenantId, endpointId: claimed.endpointId, eventId: claimed.eventId };
    const trying = deliver(options, { tenantId, claimed, nowMs }).then((isTried) => {
      going.delete(keyOf(one));
      // What failed waits for the next look, or a fault that stays would be met without a pause.
      if (isTried) options.onTried?.();
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
      if (going.size >= SHARES.all) return 0;
      const now = new Date(clock.nowMs());
      const due = await dueDeliveries(db, { now, each: SHARES.toEndpoint, atMost: SHARES.all * 4 });
      const goingOn = [...going.values()].map(({ one }) => one);
      const byTenant = Map.groupBy(chooseDue(due, goingOn, SHARES), ({ tenantId }) => tenantId);
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

/** Tries one delivery; false when it could not be. What fails is one address's own affair. */
async function deliver(options: DeliverOptions, trying: Trying): Promise<boolean> {
  const { kit } = options;
  const { tenantId, claimed } = trying;
  const { endpointId, eventId, attempts } = claimed;
  try {
    const { answer, after } = await tryOnce(options, trying);
    await inTenant(kit.db, tenantId, async (trx) => {
      const at = new Date(kit.clock.nowMs());
      await keepTry(trx, { claimed, tenantId, answer, after, at });
      await keepStanding(trx, options, { trying, after });
    });
    const { status, fault, durationMs } = answer;
    kit.log.info({ endpointId, eventId, attempts, status, fault, durationMs }, "webhooks.tried");
    return true;
  } catch (error) {
    kit.log.warn({ err: error, endpointId, eventId, tenantId }, "webhooks.try-failed");
    return false;
  }
}

/** How the address stands now: there, being looked at once in a while, or gone. */
async function keepStanding(
  trx: DatabaseTransaction,
  { kit, random, switchOff }: DeliverOptions,
  { trying, after }: { readonly trying: Trying; readonly after: AfterTry },
): Promise<void> {
  const { tenantId, claimed } = trying;
  const { endpointId } = claimed;
  const nowMs = kit.clock.nowMs();
  if (after.state === "delivered") {
    const isBack = await keepHeard(trx, endpointId);
    if (isBack) await hasten(trx, { endpointId, at: new Date(nowMs), limit: HASTENED_MAX });
    return;
  }
  if (after.state === "dead" && after.isGone) {
    await switchOff(trx, { tenantId, endpointId, why: "gone" });
    return;
  }
  const failures = await keepUnheard(trx, endpointId);
  if (failures < FAILING_FROM) return;
  await leaveAlone(trx, endpointId, new Date(nowMs + probePauseMs({ failures, chance: random() })));
}

async function tryOnce(
  { kit, key, outward, random, callMs = CALL_MS }: DeliverOptions,
  { claimed, nowMs }: Trying,
): Promise<{ readonly answer: TryAnswer; readonly after: AfterTry }> {
  const { url, body, eventId, attempts, tries, giveUpAt } = claimed;
  const secrets = secretsOf(key, claimed);
  // Whoever checks the signature would refuse it, now and later.
  if (secrets === null) {
    const answer = { status: null, fault: "secret-lost", answer: "", durationMs: 0 };
    return { answer, after: { state: "dead", isGone: false } };
  }
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Sambung",
    // The same for each try: whoever was told twice knows it. The second name is the one that alerts began with.
    "sambung-event": eventId,
    "sambung-delivery": eventId,
    "sambung-attempt": String(attempts),
    "sambung-signature": signatureOf(secrets, { body, nowMs }),
  };
  const bounds = { budgetMs: callMs, answerBytesMax: ANSWER_BYTES_MAX, whenLonger: "cut" } as const;
  const heard = await outward.call({ url, method: "POST", body, headers }, bounds);
  const status = heard.fault === null ? heard.status : null;
  const text = heard.fault === null ? textOf(heard.bytes) : "";
  const answer = { status, fault: heard.fault, answer: text, durationMs: heard.timings.totalMs };
  const now = kit.clock.nowMs();
  return {
    answer,
    after: afterTry({ status, tries, nowMs: now, giveUpMs: giveUpAt.getTime(), chance: random() }),
  };
}

/** The secret as it was shown once, and the one before it; null when it was sealed under another key. */
function secretsOf(key: Buffer, claimed: ClaimedDelivery): readonly string[] | null {
  const { endpointId, sealedSecret, oldSealedSecret } = claimed;
  try {
    const sealed = oldSealedSecret === null ? [sealedSecret] : [sealedSecret, oldSealedSecret];
    return sealed.map((one) => unseal(key, endpointId, one).toString());
  } catch {
    return null;
  }
}

/** One line without control characters. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder()
    .decode(bytes)
    .replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ")
    .trim()
    .slice(0, ANSWER_MAX);
}
