import { inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { unseal } from "../../platform/sealing/index.ts";
import type { Outward } from "../webhooks/index.ts";
import { type AfterTry, afterTry, type TryAnswer } from "./delivery.shared.ts";
import {
  type ClaimedDelivery,
  claimDelivery,
  type DueDelivery,
  dueDeliveries,
  giveUpHopeless,
  keepTry,
} from "./webhook.store.ts";

/** Calls at once, of as many call centres: none of them holds another one up. */
const AT_ONCE_MAX = 16;
/** A try whose process died is made again after this long. */
const CLAIM_MS = 30_000;

/** Longest call, and of its answer so many bytes that are read and so many letters that are kept. */
const CALL_MS = 6_000;
const ANSWER_BYTES_MAX = 2_000;
const ANSWER_MAX = 300;

/** Signs the bytes that are sent. */
export type SignCall = (secret: string, sent: { readonly body: string; readonly nowMs: number }) => string;

/** What delivering stands on. */
export interface DeliverOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "log">;
  readonly key: Buffer;
  readonly outward: Outward;
  readonly sign: SignCall;
  /** Longest wait for a whole call, in place of the usual one. */
  readonly callMs?: number;
  /** Told when a call is over, so that the next one of its call centre need not wait. */
  readonly onTried?: () => void;
}

/** Tries what is due, one delivery of each call centre at a time. */
export interface Deliverer {
  /** Begins what is due of call centres that are not being tried, as many as may be at once; waits for none. Answers how many. */
  begin(): Promise<number>;
  /** Resolves once nothing that was begun goes on. */
  rest(): Promise<void>;
}

/** Opens what tries deliveries. */
export function openDeliverer(options: DeliverOptions): Deliverer {
  const { db, clock } = options.kit;
  const going = new Map<string, Promise<void>>();
  const start = (one: DueDelivery): void => {
    const trying = deliver(options, one).then((isTried) => {
      going.delete(one.tenantId);
      // What failed waits for the next look, or a fault that stays would be met without a pause.
      if (isTried) options.onTried?.();
    });
    going.set(one.tenantId, trying);
  };
  return {
    begin: async () => {
      if (going.size >= AT_ONCE_MAX) return 0;
      const due = await dueDeliveries(db, new Date(clock.nowMs()), AT_ONCE_MAX + going.size);
      const begun = due.filter(({ tenantId }) => !going.has(tenantId)).slice(0, AT_ONCE_MAX - going.size);
      for (const one of begun) start(one);
      return begun.length;
    },
    rest: async () => void (await Promise.all(going.values())),
  };
}

/** Tries what is due, one delivery of each call centre, to the end; answers how many. */
export async function deliverDue(options: DeliverOptions): Promise<number> {
  const deliverer = openDeliverer(options);
  const begun = await deliverer.begin();
  await deliverer.rest();
  return begun;
}

/** Tries one delivery; false when it could not be. What fails is one call centre's own affair. */
async function deliver(options: DeliverOptions, { tenantId, id }: DueDelivery): Promise<boolean> {
  const { kit } = options;
  try {
    const nowMs = kit.clock.nowMs();
    const claim = { id, now: new Date(nowMs), until: new Date(nowMs + CLAIM_MS) };
    const claimed = await inTenant(kit.db, tenantId, async (trx) => {
      await giveUpHopeless(trx, claim);
      return claimDelivery(trx, claim);
    });
    if (claimed === undefined) return false;
    const { attempts } = claimed;
    const { answer, after } = await tryOnce(options, claimed, nowMs);
    await inTenant(kit.db, tenantId, (trx) => keepTry(trx, { id, answer, after }));
    kit.log.info({ deliveryId: id, status: answer.status, fault: answer.fault, attempts }, "alerts.delivery-tried");
    return true;
  } catch (error) {
    kit.log.warn({ err: error, deliveryId: id, tenantId }, "alerts.delivery-failed");
    return false;
  }
}

async function tryOnce(
  { kit, key, outward, sign, callMs = CALL_MS }: DeliverOptions,
  { id, url, body, webhookId, sealedSecret, attempts }: ClaimedDelivery,
  nowMs: number,
): Promise<{ readonly answer: TryAnswer; readonly after: AfterTry }> {
  const secret = opened(key, webhookId, sealedSecret);
  // Whoever checks the signature would refuse it, now and later.
  if (secret === null)
    return { answer: { status: null, fault: "secret-lost", answer: "" }, after: { state: "failed" } };
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Sambung",
    // The same for each try: whoever was told twice knows it.
    "sambung-delivery": id,
    "sambung-signature": sign(secret, { body, nowMs }),
  };
  const bounds = { budgetMs: callMs, answerBytesMax: ANSWER_BYTES_MAX, whenLonger: "cut" } as const;
  const heard = await outward.call({ url, method: "POST", body, headers }, bounds);
  const answer: TryAnswer =
    heard.fault === null
      ? { status: heard.status, fault: null, answer: textOf(heard.bytes) }
      : { status: null, fault: heard.fault, answer: "" };
  return { answer, after: afterTry(answer, { tries: attempts, nowMs: kit.clock.nowMs() }) };
}

/** A secret as it was shown once; null when it was sealed under another key. */
function opened(key: Buffer, webhookId: string, sealed: Buffer): string | null {
  try {
    return unseal(key, webhookId, sealed).toString();
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
