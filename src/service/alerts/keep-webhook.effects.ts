import { recordAudit } from "../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { seal } from "../../platform/sealing/index.ts";
import { type ActedFact, type Asking, actedEntry } from "../tenants/index.ts";
import { isWebhookUrl } from "../webhooks/index.ts";
import type { AlertRefusal } from "./alert-refusal.ts";
import { ALERTS_CHANGED } from "./alerts-changed.ts";
import type { CalledBody } from "./tell-alert.effects.ts";
import {
  endWebhook,
  hasRoomForWebhook,
  insertDelivery,
  insertWebhook,
  isWebhookNameTaken,
  roomForTrial,
} from "./webhook.store.ts";

interface Made {
  readonly id: string;
}

/** What was kept, or why nothing was. */
type Kept<Value extends Made> = Value | { readonly refusal: AlertRefusal };

/** The key of this installation's secrets is what the secret of an address is kept under. */
export interface WebhookKeeping {
  readonly kit: Kit;
  readonly key: Buffer;
  readonly newSecret: () => string;
}

/** Adds an address that may be told of alerts; its secret is told this once. */
export function addWebhook(
  { kit, key, newSecret }: WebhookKeeping,
  asking: Asking,
  { name, url }: { readonly name: string; readonly url: string },
): Promise<Kept<Made & { readonly secret: string }>> {
  const [id, secret] = [kit.ids.next(), newSecret()];
  const detail = { name, host: URL.canParse(url) ? new URL(url).host : "" };
  return keep<Made & { readonly secret: string }>(
    kit,
    asking,
    { action: "alert-webhook.added", detail },
    async (trx) => {
      if (!isWebhookUrl(url)) return { refusal: "alert-webhook-url-wrong" };
      const { tenantId, personId: createdBy } = asking;
      if (!(await hasRoomForWebhook(trx, tenantId))) return { refusal: "alert-webhook-limit" };
      const sealedSecret = seal(key, id, Buffer.from(secret));
      const createdAt = new Date(kit.clock.nowMs());
      await insertWebhook(trx, { id, tenantId, name, url: new URL(url).href, sealedSecret, createdBy, createdAt });
      return { id, secret };
    },
  );
}

/** Ends an address: nothing more is told to it. */
export function dropWebhook({ kit }: WebhookKeeping, asking: Asking, id: string): Promise<Kept<Made>> {
  return keep<Made>(kit, asking, { action: "alert-webhook.ended", detail: {} }, async (trx) => {
    const isEnded = await endWebhook(trx, id, new Date(kit.clock.nowMs()));
    return isEnded ? { id } : { refusal: "no-such-alert-webhook" };
  });
}

/** Orders a trial, which goes the way of what is told of alerts. */
export function tryWebhook({ kit }: WebhookKeeping, asking: Asking, id: string): Promise<Kept<Made>> {
  const at = new Date(kit.clock.nowMs());
  const trialId = kit.ids.next();
  return keep<Made>(kit, asking, { action: "alert-webhook.tried", detail: {} }, async (trx) => {
    const room = await roomForTrial(trx, id);
    if (room === "none") return { refusal: "no-such-alert-webhook" };
    if (room === "full") return { refusal: "alert-webhook-busy" };
    const body: CalledBody = { id: trialId, kind: "test", at: at.toISOString(), alert: null, event: null };
    const order = {
      id: trialId,
      tenantId: asking.tenantId,
      webhookId: id,
      eventId: null,
      kind: "test",
      nth: 1,
    } as const;
    await insertDelivery(trx, { ...order, body: JSON.stringify(body), at });
    return { id };
  });
}

async function keep<Value extends Made>(
  kit: Kit,
  asking: Asking,
  { action, detail }: { readonly action: string; readonly detail: ActedFact["detail"] },
  work: (trx: DatabaseTransaction) => Promise<Kept<Value>>,
): Promise<Kept<Value>> {
  try {
    const kept = await inTenant(kit.db, asking.tenantId, async (trx) => {
      const done = await work(trx);
      if ("refusal" in done) return done;
      const fact = { subjectKind: "alert-webhook", subjectId: done.id, action, detail } as const;
      await recordAudit(trx, kit, actedEntry(asking, fact));
      return done;
    });
    kit.news.announce(ALERTS_CHANGED);
    return kept;
  } catch (error) {
    if (isWebhookNameTaken(error)) return { refusal: "alert-webhook-name-taken" };
    throw error;
  }
}
