import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../../platform/database/index.ts";
import { approvedCarriers, byTenant, type DeliveryGround, elsewhere } from "../delivery/delivery.store.ts";
import type { PartAnswer } from "../delivery/gateway-port.ts";
import { type LockedMessage, lockMessages, type PartChange, settleParts } from "../delivery/settle-parts.store.ts";
import { type LeaseKey, partKeyOf } from "../intake/part-id.ts";
import { afterAnswer, isFinal, type NextStep } from "../intake/part-state.ts";

/** An answer of a carrier to a part that was in hand. */
export interface ReadAnswer {
  readonly key: LeaseKey;
  readonly outcome: PartAnswer["outcome"];
}

/** Reads answers; what names no part of ours is left out, and so is what was said of one before it was taken after all. */
export function readAnswers(answers: readonly PartAnswer[]): readonly ReadAnswer[] {
  const last = new Map<string, PartAnswer>();
  for (const answer of answers)
    if (last.get(answer.partId)?.outcome.kind !== "accepted") last.set(answer.partId, answer);
  return [...last.values()].flatMap(({ partId, outcome }) => {
    const key = partKeyOf(partId);
    return key === undefined ? [] : [{ key, outcome }];
  });
}

/**
 * Answers in the groups in which they are written: what carriers took, of all call centres together, and what a call centre may have to be paid
 * back of by itself. A purse is held until the commit, and whoever hands messages in waits for it and not for other call centres' parts.
 */
export function answersTogether(answers: readonly ReadAnswer[]): readonly (readonly ReadAnswer[])[] {
  const owners = [...Map.groupBy(answers, ({ key }) => key.tenantId).values()];
  const [paid, plain] = [true, false].map((wanted) =>
    owners.filter((own) => own.some(({ outcome }) => outcome.kind !== "accepted") === wanted),
  );
  return [(plain ?? []).flat(), ...(paid ?? [])].filter((group) => group.length > 0);
}

interface AnswerGround extends DeliveryGround {
  readonly idOf: (carrierId: string, written: string) => string;
}

/** What answers came to: ids for receipts that came before them, notices that are owed, and whether parts are due again. */
export interface SavedAnswers {
  readonly given: readonly { readonly carrierId: string; readonly carrierMessageId: string }[];
  readonly owed: number;
  readonly isDueAgain: boolean;
}

/** Writes what became of claimed parts, in one transaction; `idOf` reads a carrier's id, empty when it cannot be read. */
export async function keepAnswers(
  db: Database,
  answers: readonly ReadAnswer[],
  ground: AnswerGround,
): Promise<SavedAnswers> {
  const given: { carrierId: string; carrierMessageId: string }[] = [];
  let [owed, isDueAgain] = [0, false];
  await db.transaction().execute(async (trx) => {
    // In the order in which receipts are matched: each call centre's messages are held until the end.
    for (const [tenantId, own] of [...Map.groupBy(answers, ({ key }) => key.tenantId)].toSorted(byTenant)) {
      await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
      const kept = await keepOwn(trx, { tenantId, answers: own }, ground);
      owed += kept.owed;
      for (const { step, carrierId } of kept.changes) {
        if (step.next === "sent" && carrierId !== null)
          given.push({ carrierId, carrierMessageId: step.carrierMessageId });
        isDueAgain ||= step.next === "again" && step.dueMs <= ground.nowMs;
      }
    }
  });
  return { given, owed, isDueAgain };
}

async function keepOwn(
  trx: DatabaseTransaction,
  { tenantId, answers }: { readonly tenantId: string; readonly answers: readonly ReadAnswer[] },
  ground: AnswerGround,
): Promise<{ readonly changes: readonly PartChange[]; readonly owed: number }> {
  const messages = await lockMessages(
    trx,
    answers.map(({ key }) => key.messageId),
  );
  const approved = answers.some(({ outcome }) => outcome.kind === "refused")
    ? await approvedCarriers(trx, [...messages.values()], ground.nowMs)
    : new Map<string, ReadonlySet<string>>();
  const changes = answers.flatMap((answer) => changeOf(answer, { messages, approved }, ground));
  const { owed } = await settleParts(trx, { tenantId, messages, changes, ...ground });
  return { changes, owed };
}

function changeOf(
  { key, outcome }: ReadAnswer,
  facts: {
    readonly messages: ReadonlyMap<string, LockedMessage>;
    readonly approved: ReadonlyMap<string, ReadonlySet<string>>;
  },
  ground: AnswerGround,
): readonly PartChange[] {
  const message = facts.messages.get(key.messageId);
  const part = message?.parts.find(({ sequence }) => sequence === key.sequence);
  // An answer told twice, or late: only what waits or is in hand can still be answered.
  if (message === undefined || part === undefined || isFinal(part.state) || part.state === "sent") return [];
  // Somebody took it for lost, and it waits again or another has it in hand: only that a carrier has it after all is news.
  const isInHand = part.state === "leased" && part.leasedBy === key.runId && part.attempts === key.attempt;
  if (!isInHand && outcome.kind !== "accepted") return [];
  const other = elsewhere(
    message,
    { approved: facts.approved, refusedBy: [...part.refusedBy, part.carrierId], here: part.carrierId },
    ground,
  );
  const { attempts, unanswered } = part;
  const told = {
    attempts,
    unanswered,
    nowMs: ground.nowMs,
    validUntilMs: part.validUntil.getTime(),
    hasElsewhere: other !== undefined,
  };
  const place = { messageId: message.id, sequence: part.sequence };
  const step = afterAnswer(outcome, told);
  // Of whoever gave it: meanwhile the part may have gone elsewhere.
  if (step.next === "sent") return [{ ...place, step: withReadId(step, key, ground.idOf), carrierId: key.carrierId }];
  const goesElsewhere = step.next === "again" && step.isRefusedHere && other !== undefined;
  return [{ ...place, step, carrierId: goesElsewhere ? other : null }];
}

/** An id that cannot be read is one of ours: the part is not sent again, and no receipt will ever find it. */
function withReadId(
  step: Extract<NextStep, { readonly next: "sent" }>,
  { carrierId, messageId, sequence }: LeaseKey,
  read: (carrierId: string, written: string) => string,
): NextStep {
  return { ...step, carrierMessageId: read(carrierId, step.carrierMessageId) || `nameless ${messageId}/${sequence}` };
}
