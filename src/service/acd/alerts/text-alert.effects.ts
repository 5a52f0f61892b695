import { type RawBuilder, sql } from "kysely";
import type { Result } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ActiveAlertEvent } from "./alert-event.store.ts";
import type { AlertRule } from "./alert-rule.shared.ts";
import { TEXTS_PER_HOUR, type TextRefusal } from "./alert-text.shared.ts";
import { insertTexts, notifiedPositions, raisedTexts, type StoredText } from "./alert-text.store.ts";
import { fittedText, textRefusalOf } from "./alert-text.ts";
import { alertWords } from "./alert-words.ts";

/** The validity of the SMS: later than this, the message is not worth delivering. */
const WORTH_MS = 3_600_000;
const HOUR_MS = 3_600_000;
/** A call centre has no setting for the language of its people; this is the language of its callers. */
const LANGUAGE = "id";

/** SMS of the call centre itself, passed in by the process. */
interface ShortMessages {
  /** The sender ids that a carrier has approved. */
  senders(trx: DatabaseTransaction): Promise<readonly string[]>;
  /** Accepts messages in the transaction; returns the result of each, in their order. */
  take(
    trx: DatabaseTransaction,
    order: {
      readonly tenantId: string;
      readonly sender: string;
      readonly validMs: number;
      readonly messages: readonly { readonly recipient: string; readonly text: string }[];
    },
  ): Promise<readonly Result<{ readonly messageId: string }, string>[]>;
  /** Signals the gateways that a message is due; after the commit. */
  wake(): void;
}

/** Dependencies of notification by SMS. */
export interface TextTelling {
  readonly kit: Pick<Kit, "clock" | "texts" | "log">;
  readonly shortMessages: ShortMessages;
  /** An instant in the format of mails. */
  readonly writtenMoment: (atMs: number, locale: "id" | "en") => string;
}

interface TextedAlert {
  readonly tenantId: string;
  readonly rule: Pick<AlertRule, "smsFrom" | "smsTo">;
  readonly event: Pick<ActiveAlertEvent, "id" | "alertId" | "name" | "measure" | "comparison" | "threshold">;
  readonly kind: "raised" | "cleared";
  readonly figure: number | null;
}

interface Numbered {
  readonly place: number;
  readonly recipient: string;
}

/**
 * Sends SMS to the numbers of an alert in the transaction of the decision. A refused message is recorded with the event, and delays nothing
 * else.
 */
export async function textAlert(trx: DatabaseTransaction, telling: TextTelling, told: TextedAlert): Promise<void> {
  const { kit } = telling;
  const { tenantId, rule, event, kind } = told;
  const { smsFrom: sender, smsTo } = rule;
  if (sender === null || smsTo.length === 0) return;
  const all = smsTo.map((recipient, index): Numbered => ({ place: index + 1, recipient }));
  const toldAt = new Date(kit.clock.nowMs());
  const wanted = await (kind === "raised"
    ? withinHour(trx, event, { all, toldAt })
    : textRecipientsOf(trx, event, all));
  const late = kind === "raised" ? all.slice(wanted.length) : [];
  const texts = [
    ...(await takeEach(trx, telling, { ...told, sender, wanted })),
    ...late.map((one) => refused(one, "hour-limit")),
  ];
  await insertTexts(trx, { tenantId, alertId: event.alertId, eventId: event.id, kind, toldAt, texts });
}

async function withinHour(
  trx: DatabaseTransaction,
  { alertId }: Pick<ActiveAlertEvent, "alertId">,
  { all, toldAt }: { readonly all: readonly Numbered[]; readonly toldAt: Date },
): Promise<readonly Numbered[]> {
  const sent = await raisedTexts(trx, { alertId, after: new Date(toldAt.getTime() - HOUR_MS) });
  return all.slice(0, Math.max(0, TEXTS_PER_HOUR - sent));
}

/** The numbers that received the message for the raised alert receive the one for the cleared alert; no other number does. */
async function textRecipientsOf(
  trx: DatabaseTransaction,
  { id }: Pick<ActiveAlertEvent, "id">,
  all: readonly Numbered[],
): Promise<readonly Numbered[]> {
  const places = await notifiedPositions(trx, id);
  return all.filter(({ place }) => places.has(place));
}

async function takeEach(
  trx: DatabaseTransaction,
  telling: TextTelling,
  asked: TextedAlert & { readonly sender: string; readonly wanted: readonly Numbered[] },
): Promise<readonly StoredText[]> {
  const { tenantId, sender, wanted } = asked;
  if (wanted.length === 0) return [];
  const text = textOf(telling, asked);
  const messages = wanted.map(({ recipient }) => ({ recipient, text }));
  await runStatement(trx, sql`savepoint alert_texts`);
  try {
    const taken = await telling.shortMessages.take(trx, { tenantId, sender, validMs: WORTH_MS, messages });
    await runStatement(trx, sql`release savepoint alert_texts`);
    return wanted.map((one, index) => {
      const answer = taken[index];
      if (answer?.ok !== true) return refused(one, textRefusalOf(answer?.refusal ?? "failed"));
      return { ...placed(one), messageId: answer.value.messageId, refusal: null };
    });
  } catch (error) {
    telling.kit.log.warn({ err: error, tenantId }, "alerts.texts-failed");
    await runStatement(trx, sql`rollback to savepoint alert_texts`);
    return wanted.map((one) => refused(one, "failed"));
  }
}

const runStatement = (trx: DatabaseTransaction, words: RawBuilder<unknown>) => words.execute(trx);

const placed = ({ place, recipient }: Numbered) => ({ place, numberEnd: recipient.slice(-4) });

const refused = (one: Numbered, refusal: TextRefusal): StoredText => ({ ...placed(one), messageId: null, refusal });

/** The alert's name, its measure, threshold and instant; no data of callers. */
function textOf({ kit, writtenMoment }: TextTelling, { event, kind, figure }: TextedAlert): string {
  const write = (key: string, given: Readonly<Record<string, string | number>>) =>
    kit.texts.text(LANGUAGE, `alertWords.${key}`, given);
  const words = alertWords(write, event);
  const params = {
    measure: words.measure,
    limit: words.limit,
    figure: words.value(figure),
    at: writtenMoment(kit.clock.nowMs(), LANGUAGE),
  };
  return fittedText((name) => write(`texts.${kind}`, { ...params, alert: name }), event.name);
}
