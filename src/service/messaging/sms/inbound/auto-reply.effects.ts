import { createHash } from "node:crypto";
import { ok, refuse } from "../../../../kernel/index.ts";
import { draftAnswer } from "../intake/draft-message.ts";
import type { Intake, MessagingBase } from "../intake/intake.effects.ts";
import { type HandedIn, type OwedAnswer, sendAnswers } from "./auto-reply.store.ts";

/**
 * Submits automatic replies through the same intake as every message, so that the same rules apply. Its key is derived from the inbound message (with a space,
 * which no API client's key has), so a repeated submission is idempotent.
 */
export async function answerByKeyword(
  { db, clock, newId, rules }: Pick<MessagingBase, "db" | "clock" | "newId" | "rules">,
  intake: Intake,
): Promise<number> {
  return sendAnswers(db, clock.nowMs(), async (owed): Promise<HandedIn> => {
    const { sender, recipient, answer: text } = owed;
    const draft = draftAnswer({ sender, recipient, text }, { id: newId(), nowMs: clock.nowMs(), rules: rules() });
    if (!draft.ok) return draft;
    const request = { key: `answer ${owed.inboundId}`, digest: digestOf(owed) };
    const taken = await intake.take({ tenantId: owed.tenantId, drafts: [draft.value], request });
    if (!taken.ok) return undefined;
    const [first] = taken.value === "request-differs" ? [] : taken.value;
    if (first === undefined) return refuse("storage-away");
    return first.ok ? ok(null) : first;
  });
}

function digestOf({ inboundId, answer }: OwedAnswer): Uint8Array {
  return createHash("sha256").update(`${inboundId}\n${answer}`).digest();
}
