import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { RULE_LIMITS } from "./alert-rule.shared.ts";
import { TEXT_KINDS, type TextRefusal } from "./alert-text.shared.ts";
import type { AlertText } from "./contract.ts";

/** The result of the SMS to one number of an alert. */
export interface StoredText {
  /** Its position among the numbers of the alert, from 1. */
  readonly place: number;
  readonly numberEnd: string;
  readonly messageId: string | null;
  readonly refusal: TextRefusal | null;
}

/** Stores the results of the messages of one notification. */
export async function insertTexts(
  trx: DatabaseTransaction,
  telling: {
    readonly tenantId: string;
    readonly alertId: string;
    readonly eventId: string;
    readonly kind: AlertText["kind"];
    readonly toldAt: Date;
    readonly texts: readonly StoredText[];
  },
): Promise<void> {
  const { texts, toldAt: notifiedAt, ...common } = telling;
  if (texts.length === 0) return;
  await trx
    .insertInto("alertText")
    .values(texts.map((text) => ({ ...common, ...text, notifiedAt })))
    .execute();
}

/** The number of messages for raised events after an instant; the alert is locked, so that no other transaction adds any. */
export async function raisedTexts(
  trx: DatabaseTransaction,
  { alertId, after }: { readonly alertId: string; readonly after: Date },
): Promise<number> {
  const { count } = await trx
    .selectFrom("alertText")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("alertId", "=", alertId)
    .where("kind", "=", "raised")
    .where("refusal", "is", null)
    .where("notifiedAt", ">", after)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The positions of the numbers for which a message was accepted when the event was raised. */
export async function notifiedPositions(trx: DatabaseTransaction, eventId: string): Promise<ReadonlySet<number>> {
  const rows = await trx
    .selectFrom("alertText")
    .select("place")
    .where("eventId", "=", eventId)
    .where("kind", "=", "raised")
    .where("refusal", "is", null)
    .execute();
  return new Set(rows.map(({ place }) => place));
}

/** The results of the messages about events, by event. */
export async function textsOf(
  trx: DatabaseTransaction,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, AlertText[]>> {
  if (eventIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom("alertText as x")
    .leftJoin("smsMessage as m", "m.id", "x.messageId")
    .select(["x.eventId", "x.kind", "x.place", "x.numberEnd", "x.refusal", "x.messageId", "m.state"])
    .where("x.eventId", "in", [...eventIds])
    .orderBy("x.place")
    .orderBy("x.kind", "desc")
    .limit(eventIds.length * RULE_LIMITS.phones * TEXT_KINDS.length)
    .execute();
  return Map.groupBy(
    rows.map(({ messageId, state, ...row }) => ({
      // The column has no other values.
      ...(row as Pick<AlertText, "kind" | "place" | "numberEnd" | "refusal"> & { readonly eventId: string }),
      state: messageId === null ? null : ((state ?? "removed") as AlertText["state"]),
    })),
    ({ eventId }) => eventId,
  );
}
