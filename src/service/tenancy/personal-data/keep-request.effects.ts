import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ActedFact, RequestContext } from "../tenants/index.ts";
import { maskedNumber, readPersonalNumber } from "./personal-number.ts";
import { accessRefusal, actRefusal, type RequestKind, type RequestRefusal } from "./personal-request.ts";
import {
  countOpenRequests,
  findRequest,
  finishRequest,
  insertRequest,
  lockRequest,
  orderDeletion,
} from "./request.store.ts";

/** The maximum of open requests of one call centre. */
const OPEN_MAX = 500;
const HOUR_MS = 3_600_000;

/** Announced when a deletion was ordered; the switch then starts a sweep at once. */
export const DELETIONS_ORDERED = "personal-deletions";

const fact = (
  what: "opened" | "answered" | "deletion-ordered" | "seen" | "exported",
  subjectId: string,
  detail: ActedFact["detail"] = {},
): ActedFact => ({ action: `personal-request.${what}`, subjectKind: "personal-request", subjectId, detail });

/** Opens a request: its deadline begins now. The audit log names the request, not the number. */
export async function openRequest(
  kit: Kit,
  requestContext: RequestContext,
  form: {
    readonly kind: RequestKind;
    readonly number: string;
    readonly identifiedBy: string;
    readonly answerHours: number;
  },
): Promise<Result<{ readonly id: string }, RequestRefusal>> {
  const number = readPersonalNumber(form.number);
  if (!number.ok) return number;
  const { tenantId, personId: openedBy } = requestContext;
  const { kind, identifiedBy } = form;
  const nowMs = kit.clock.nowMs();
  const times = { receivedAt: new Date(nowMs), dueAt: new Date(nowMs + form.answerHours * HOUR_MS) };
  const id = kit.ids.next();
  return tenantCommand(kit, requestContext, {}, async ({ trx, audit }) => {
    if ((await countOpenRequests(trx)) >= OPEN_MAX) return refuse("personal-requests-too-many");
    const shown = maskedNumber(number.value);
    await insertRequest(trx, { id, tenantId, kind, number: number.value, shown, identifiedBy, ...times, openedBy });
    await audit(fact("opened", id, { kind }));
    return ok({ id });
  });
}

/** Answers a request in words, and deletes its number. */
export async function answerRequest(
  kit: Kit,
  requestContext: RequestContext,
  request: { readonly id: string; readonly expectedVersion: number; readonly answer: string },
): Promise<Result<null, RequestRefusal>> {
  const { id, expectedVersion, answer } = request;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const refusal = actRefusal(await lockRequest(trx, id), { act: "answer", expectedVersion });
    if (refusal !== null) return refuse(refusal);
    await finishRequest(trx, { id, by: requestContext.personId, at, answer });
    await audit(fact("answered", id));
    return ok(null);
  });
}

/** Orders the deletion of the data of a request's number; a job carries it out and ends the request. */
export async function orderErasure(
  kit: Kit,
  requestContext: RequestContext,
  request: { readonly id: string; readonly expectedVersion: number },
): Promise<Result<null, RequestRefusal>> {
  const { id, expectedVersion } = request;
  return tenantCommand(kit, requestContext, { announces: DELETIONS_ORDERED }, async ({ trx, at, audit }) => {
    const refusal = actRefusal(await lockRequest(trx, id), { act: "delete", expectedVersion });
    if (refusal !== null) return refuse(refusal);
    await orderDeletion(trx, { id, by: requestContext.personId, at });
    await audit(fact("deletion-ordered", id));
    return ok(null);
  });
}

/** The number of a request; before it is returned, the audit log records that a person reads its data or takes a copy. */
export async function openSubjectNumber(
  kit: Kit,
  requestContext: RequestContext,
  { id, what }: { readonly id: string; readonly what: "seen" | "exported" },
): Promise<Result<string, RequestRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, audit }) => {
    const found = await findRequest(trx, id);
    const refusal = accessRefusal(found);
    if (refusal !== null) return refuse(refusal);
    const number = found?.number ?? null;
    if (number === null) return refuse("personal-request-done");
    await audit(fact(what, id));
    return ok(number);
  });
}
