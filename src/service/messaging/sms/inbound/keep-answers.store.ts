import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../../platform/database/index.ts";
import { approvedCarriers, byTenant, type DeliveryGround, elsewhere } from "../delivery/delivery.store.ts";
import type { PartAnswer } from "../delivery/gateway-port.ts";
import { type LockedMessage, lockMessages, type PartChange, settleParts } from "../delivery/settle-parts.store.ts";
import { type LeaseKey, partKeyOf } from "../intake/part-id.ts";
import { afterAnswer, isFinal, type NextStep } from "../intake/part-state.ts";

/** A carrier's answer for a leased segment. */
export interface ReadAnswer {
  readonly key: LeaseKey;
  readonly outcome: PartAnswer["outcome"];
}

/** Parses answers; drops unknown segment ids, and earlier answers of a segment that was accepted after all. */
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
 * Answers in the groups in which they are written: accepted segments of all call centres together, and answers that may cause a refund by call centre. The lock
 * of a balance is held until the commit, so the intake waits for its own balance and not for segments of other call centres.
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

/** The result of saved answers: message ids whose receipts may have arrived already, due notices, and whether segments are due again. */
export interface SavedAnswers {
  readonly given: readonly { readonly carrierId: string; readonly carrierMessageId: string }[];
  readonly owed: number;
  readonly isDueAgain: boolean;
}

/** Saves answers of claimed segments in one transaction; `idOf` normalises a carrier's id, empty when it is unreadable. */
export async function keepAnswers(
  db: Database,
  answers: readonly ReadAnswer[],
  ground: AnswerGround,
): Promise<SavedAnswers> {
  const given: { carrierId: string; carrierMessageId: string }[] = [];
  let [owed, isDueAgain] = [0, false];
  await db.transaction().execute(async (trx) => {
    // In the lock order of the receipt matcher, since the messages of each call centre stay locked until the commit.
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
  // A repeated or late answer: only waiting or leased segments can still be answered.
  if (message === undefined || part === undefined || isFinal(part.state) || part.state === "sent") return [];
  // The lease was released, and the segment waits again or another run holds it: only an acceptance by the carrier still matters.
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
  // The carrier that answered: the segment may have been rerouted since.
  if (step.next === "sent") return [{ ...place, step: withReadId(step, key, ground.idOf), carrierId: key.carrierId }];
  const goesElsewhere = step.next === "again" && step.isRefusedHere && other !== undefined;
  return [{ ...place, step, carrierId: goesElsewhere ? other : null }];
}

/** Replaces an unreadable id by a generated one: the segment is not sent again, and no receipt can be matched to it. */
function withReadId(
  step: Extract<NextStep, { readonly next: "sent" }>,
  { carrierId, messageId, sequence }: LeaseKey,
  read: (carrierId: string, written: string) => string,
): NextStep {
  return { ...step, carrierMessageId: read(carrierId, step.carrierMessageId) || `nameless ${messageId}/${sequence}` };
}
