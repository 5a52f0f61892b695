import { inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { unseal } from "../../platform/sealing/index.ts";
import { callWebhook, type WayOut } from "./call-webhook.effects.ts";
import { afterTry } from "./delivery.shared.ts";
import { signatureOf } from "./sign-call.effects.ts";
import { claimDelivery, type DueDelivery, dueDeliveries, keepTry } from "./webhook.store.ts";

/** Calls at once, of as many call centres: none of them holds another one up. */
const AT_ONCE_MAX = 16;
/** A try whose process died is made again after this long. */
const CLAIM_MS = 30_000;

/** What delivering stands on. */
export interface DeliverOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "log">;
  readonly key: Buffer;
  readonly way: WayOut;
}

/** Tries what is due, one delivery of each call centre; answers how many. */
export async function deliverDue(options: DeliverOptions): Promise<number> {
  const { db, clock } = options.kit;
  const due = await dueDeliveries(db, new Date(clock.nowMs()), AT_ONCE_MAX);
  await Promise.all(due.map((one) => deliver(options, one)));
  return due.length;
}

async function deliver({ kit, key, way }: DeliverOptions, { tenantId, id }: DueDelivery): Promise<void> {
  const nowMs = kit.clock.nowMs();
  const claim = { id, now: new Date(nowMs), until: new Date(nowMs + CLAIM_MS) };
  const claimed = await inTenant(kit.db, tenantId, (trx) => claimDelivery(trx, claim));
  if (claimed === undefined) return;
  const { url, body, webhookId, sealedSecret, attempts } = claimed;
  const secret = unseal(key, webhookId, sealedSecret).toString();
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Sambung",
    // The same for each try: whoever was told twice knows it.
    "sambung-delivery": id,
    "sambung-signature": signatureOf(secret, { body, nowMs }),
  };
  const answer = await callWebhook(way, { url, body, headers });
  const after = afterTry(answer, { tries: attempts, nowMs: kit.clock.nowMs() });
  await inTenant(kit.db, tenantId, (trx) => keepTry(trx, { id, answer, after }));
  kit.log.info({ deliveryId: id, status: answer.status, fault: answer.fault, attempts }, "alerts.delivery-tried");
}
