import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Refused } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ActedFact, RequestContext } from "../../tenancy/tenants/index.ts";
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
import type { QualityRefusal } from "./quality-refusal.ts";
import { answerFault, scoreOf } from "./score.shared.ts";

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

/** A refusal at the question that it belongs to. */
const atQuestion = (code: QualityRefusal, questionId: string): Refused<QualityRefusal> => ({
  code,
  fields: [{ path: `answers.${questionId}`, code }],
});

/** Creates an evaluation of an agent's work in a contact, or returns the existing one with the same form. */
export async function beginEvaluation(
  kit: Kit,
  requestContext: RequestContext,
  command: { readonly contactId: string; readonly agentId: string; readonly formId: string },
): Promise<Result<{ readonly id: string }, QualityRefusal>> {
  const { tenantId, personId: madeBy } = requestContext;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at: madeAt, audit }) => {
    const form = await findForm(trx, command.formId);
    if (form === undefined) return refuse("no-such-evaluation-form");
    const contact = await contactToJudge(trx, command);
    if (contact === undefined) return refuse("no-such-contact");
    const { talkMs } = contact;
    if (talkMs === null) return refuse("contact-goes-on");
    const newId = kit.ids.next();
    const id = await insertEvaluation(trx, {
      ...command,
      ...contact,
      formVersion: form.version,
      madeBy,
      madeAt,
      id: newId,
      tenantId,
      talkMs: Math.round(talkMs),
    });
    if (id === newId) await audit(fact("begun", id, { contactId: command.contactId }));
    return ok({ id });
  });
}

/** Why a draft was not written: it does not exist, was sent, or another person changed it. */
async function whyNot(trx: DatabaseTransaction, id: string): Promise<QualityRefusal> {
  const found = await findEvaluation(trx, id);
  if (found === undefined) return "no-such-evaluation";
  return found.state === "draft" ? "evaluation-stale" : "evaluation-sent";
}

/** Saves a change of a draft. */
export async function writeEvaluation(
  kit: Kit,
  requestContext: RequestContext,
  change: {
    readonly id: string;
    readonly answers: Answers;
    readonly marks: readonly Mark[];
    readonly remark: string;
    readonly expectedVersion: number;
  },
): Promise<Result<null, Refused<QualityRefusal>>> {
  return tenantCommand<null, Refused<QualityRefusal>>(kit, requestContext, {}, async ({ trx }) => {
    const found = await findEvaluation(trx, change.id);
    if (found === undefined) return refuse("no-such-evaluation");
    const questionId = answerFault(found.sections, change.answers);
    if (questionId !== undefined) return refuse(atQuestion("evaluation-answer-unfit", questionId));
    return (await keepDraft(trx, change)) ? ok(null) : refuse(await whyNot(trx, change.id));
  });
}

/** Sends a draft to its agent with its score; every question must be answered. */
export async function sendEvaluation(
  kit: Kit,
  requestContext: RequestContext,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
): Promise<Result<null, Refused<QualityRefusal>>> {
  return tenantCommand<null, Refused<QualityRefusal>>(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const found = await findEvaluation(trx, id);
    if (found === undefined) return refuse("no-such-evaluation");
    const { score, isFatal, missing } = scoreOf(found.sections, found.answers);
    const [unanswered] = missing;
    if (unanswered !== undefined) return refuse(atQuestion("evaluation-unfinished", unanswered));
    if (!(await sendDraft(trx, { id, expectedVersion, score, isFatal, at }))) return refuse(await whyNot(trx, id));
    await audit(fact("sent", id, { agentId: found.agentId, score, isFatal }));
    return ok(null);
  });
}

/** Deletes a draft. */
export async function dropEvaluation(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, QualityRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, audit }) => {
    if (!(await dropDraft(trx, id))) return refuse(await whyNot(trx, id));
    await audit(fact("dropped", id, {}));
    return ok(null);
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
  command: { readonly id: string; readonly agentId: string; readonly reply: string },
): Promise<Result<null, QualityRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if ((await ownEvaluation(trx, command)) === undefined) return refuse("no-such-evaluation");
    if (!(await acknowledge(trx, { ...command, at }))) return refuse("evaluation-acknowledged");
    await audit(fact("acknowledged", command.id, { replied: command.reply !== "" }));
    return ok(null);
  });
}
