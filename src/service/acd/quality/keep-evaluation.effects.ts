import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import type { Answers, Mark } from "./evaluation.shared.ts";
import {
  acknowledge,
  contactToJudge,
  dropDraft,
  type EvaluationRow,
  findEvaluation,
  insertEvaluation,
  keepDraft,
  sendDraft,
} from "./evaluation.store.ts";
import { findForm } from "./evaluation-form.store.ts";
import { answerFault, scoreOf } from "./score.shared.ts";

/** Why an evaluation is not created, saved or sent. */
export type EvaluationRefusal =
  | "no-such-contact"
  | "contact-goes-on"
  | "no-such-evaluation-form"
  | "no-such-evaluation"
  | "evaluation-sent"
  | "evaluation-stale"
  | "evaluation-answer-unfit"
  | "evaluation-unfinished"
  | "evaluation-acknowledged";

/** A refusal, with the question that it belongs to if there is one. */
export interface RefusedEvaluation {
  readonly refusal: EvaluationRefusal;
  readonly questionId?: string | undefined;
}

const fact = (
  what: "begun" | "sent" | "dropped" | "acknowledged",
  id: string,
  detail: ActedFact["detail"],
): ActedFact => ({
  action: `evaluation.${what}`,
  subjectKind: "evaluation",
  subjectId: id,
  detail,
});

/** Creates an evaluation of an agent's work in a contact, or returns the existing one with the same form. */
export async function beginEvaluation(
  kit: Kit,
  requestContext: RequestContext,
  wish: { readonly contactId: string; readonly agentId: string; readonly formId: string },
): Promise<{ readonly id: string } | RefusedEvaluation> {
  const { tenantId, personId } = requestContext;
  return inTenant(kit.db, tenantId, async (trx) => {
    const form = await findForm(trx, wish.formId);
    if (form === undefined) return { refusal: "no-such-evaluation-form" };
    const contact = await contactToJudge(trx, wish);
    if (contact === undefined) return { refusal: "no-such-contact" };
    const { talkMs } = contact;
    if (talkMs === null) return { refusal: "contact-goes-on" };
    const id = kit.ids.next();
    const made = { formVersion: form.version, madeBy: personId, madeAt: new Date(kit.clock.nowMs()) };
    const kept = await insertEvaluation(trx, {
      ...wish,
      ...contact,
      ...made,
      id,
      tenantId,
      talkMs: Math.round(talkMs),
    });
    if (kept === id)
      await recordAudit(trx, kit, actedEntry(requestContext, fact("begun", id, { contactId: wish.contactId })));
    return { id: kept };
  });
}

/** Why a draft was not written: it does not exist, was sent, or another person changed it. */
async function whyNot(trx: DatabaseTransaction, id: string): Promise<EvaluationRefusal> {
  const found = await findEvaluation(trx, id);
  if (found === undefined) return "no-such-evaluation";
  return found.state === "draft" ? "evaluation-stale" : "evaluation-sent";
}

/** Saves a change of a draft. */
export async function writeEvaluation(
  kit: Pick<Kit, "db">,
  { tenantId }: RequestContext,
  change: {
    readonly id: string;
    readonly answers: Answers;
    readonly marks: readonly Mark[];
    readonly remark: string;
    readonly expectedVersion: number;
  },
): Promise<"kept" | RefusedEvaluation> {
  return inTenant(kit.db, tenantId, async (trx) => {
    const found = await findEvaluation(trx, change.id);
    if (found === undefined) return { refusal: "no-such-evaluation" };
    const questionId = answerFault(found.sections, change.answers);
    if (questionId !== undefined) return { refusal: "evaluation-answer-unfit", questionId };
    return (await keepDraft(trx, change)) ? "kept" : { refusal: await whyNot(trx, change.id) };
  });
}

/** Sends a draft to its agent with its score; every question must be answered. */
export async function sendEvaluation(
  kit: Kit,
  requestContext: RequestContext,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
): Promise<"kept" | RefusedEvaluation> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const found = await findEvaluation(trx, id);
    if (found === undefined) return { refusal: "no-such-evaluation" };
    const { score, isFatal, missing } = scoreOf(found.sections, found.answers);
    if (missing.length > 0) return { refusal: "evaluation-unfinished", questionId: missing[0] };
    const at = new Date(kit.clock.nowMs());
    if (!(await sendDraft(trx, { id, expectedVersion, score, isFatal, at }))) return { refusal: await whyNot(trx, id) };
    await recordAudit(
      trx,
      kit,
      actedEntry(requestContext, fact("sent", id, { agentId: found.agentId, score, isFatal })),
    );
    return "kept";
  });
}

/** Deletes a draft. */
export async function dropEvaluation(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<"kept" | RefusedEvaluation> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    if (!(await dropDraft(trx, id))) return { refusal: await whyNot(trx, id) };
    await recordAudit(trx, kit, actedEntry(requestContext, fact("dropped", id, {})));
    return "kept";
  });
}

/** An evaluation that was sent to this agent; undefined for evaluations of other agents. */
export async function ownEvaluation(
  trx: DatabaseTransaction,
  { id, agentId }: { readonly id: string; readonly agentId: string },
): Promise<EvaluationRow | undefined> {
  const found = await findEvaluation(trx, id);
  return found?.agentId === agentId && found.state !== "draft" ? found : undefined;
}

/** Records that an agent has read the evaluation, and the agent's reply. */
export async function acknowledgeEvaluation(
  kit: Kit,
  requestContext: RequestContext,
  wish: { readonly id: string; readonly agentId: string; readonly reply: string },
): Promise<"kept" | RefusedEvaluation> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    if ((await ownEvaluation(trx, wish)) === undefined) return { refusal: "no-such-evaluation" };
    if (!(await acknowledge(trx, { ...wish, at: new Date(kit.clock.nowMs()) })))
      return { refusal: "evaluation-acknowledged" };
    await recordAudit(
      trx,
      kit,
      actedEntry(requestContext, fact("acknowledged", wish.id, { replied: wish.reply !== "" })),
    );
    return "kept";
  });
}
