import { writtenMoment } from "../src/identity/index.ts";
import { peopleTeller } from "../src/identity/wire.ts";
import { inTenant } from "../src/platform/database/index.ts";
import type { Kit } from "../src/platform/kit/index.ts";
import { shortMessageRules } from "../src/processes/portal/short-messages.ts";
import { type AlertWatch, openAlertWatch, type WatchOptions } from "../src/service/acd/alerts/wire.ts";
import { USUAL_RULES } from "../src/service/acd/queues/index.ts";
import { eventsAfter, firstSequence } from "../src/service/acd/reports/wire.ts";
import { createAcdMetricsReader } from "../src/service/acd/wallboards/wire.ts";
import { openOwnMessages } from "../src/service/messaging/sms/wire.ts";
import { publishWebhookEvent } from "../src/service/tenancy/webhooks/wire.ts";

/** An alert as the form submits it: two callers wait for ten seconds. */
export const GOOD_ALERT = {
  name: "Antrean penuh",
  isOn: true,
  measure: "waiting",
  queueIds: [] as readonly string[],
  comparison: "at-least",
  raiseAt: 2,
  holdSeconds: 10,
  clearAt: 0,
  clearSeconds: 60,
  leastContacts: 1,
  hoursId: null as string | null,
  repeatMinutes: null as number | null,
  mailTo: [] as readonly string[],
  webhookIds: [] as readonly string[],
  smsFrom: null as string | null,
  smsTo: [] as readonly string[],
};

/** Evaluates alerts like the portal, without earlier state; runs when a test requests it. */
export function watchAlerts(kit: Kit, more: Partial<WatchOptions> = {}): AlertWatch {
  const readFigures = createAcdMetricsReader(kit, { eventsAfter, firstSequence });
  const tellPeople = peopleTeller(kit);
  const { clock, ids, changeFeed } = kit;
  const shortMessages = openOwnMessages({ clock, ids, changeFeed, rules: shortMessageRules(clock) });
  return openAlertWatch({
    kit,
    readFigures,
    tellPeople,
    writtenMoment,
    tellWebhooks: publishWebhookEvent,
    shortMessages,
    daysOff: () => [],
    ...more,
  });
}

/** Adds a queue as a row; returns its id. */
export async function addAlertQueue(kit: Kit, tenantId: string, name = "Umum"): Promise<string> {
  const [id, createdAt] = [kit.ids.next(), new Date(kit.clock.nowMs())];
  await inTenant(kit.db, tenantId, (trx) =>
    trx
      .insertInto("queue")
      .values({ id, tenantId, name, rules: JSON.stringify(USUAL_RULES), createdAt })
      .execute(),
  );
  return id;
}

/** Puts this many waiting callers into a queue, and no others: rows as a switch writes them. */
export async function letWait(
  kit: Kit,
  { tenantId, queueId, count }: { readonly tenantId: string; readonly queueId: string; readonly count: number },
): Promise<void> {
  const joinedAt = new Date(kit.clock.nowMs());
  const rows = Array.from({ length: count }, (_, nth) => ({
    contactId: kit.ids.next(),
    tenantId,
    queueId,
    state: "waiting",
    joinedAt,
    caller: "+6281234567890",
    called: "1500771",
    kind: "call",
    priority: 0,
    joinedMs: nth,
    enteredMs: nth,
  }));
  await inTenant(kit.db, tenantId, async (trx) => {
    await trx.deleteFrom("openContact").where("queueId", "=", queueId).execute();
    if (rows.length > 0) await trx.insertInto("openContact").values(rows).execute();
  });
}
