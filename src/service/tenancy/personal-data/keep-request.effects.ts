import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, type RequestContext } from "../tenants/index.ts";
import { maskedNumber, readPersonalNumber } from "./personal-number.ts";
import { actRefusal, type RequestKind, type RequestRefusal } from "./personal-request.ts";
import { countOpenRequests, finishRequest, insertRequest, lockRequest, orderDeletion } from "./request.store.ts";

/** The maximum of open requests of one call centre; beyond it, some have to be answered first. */
const OPEN_MAX = 500;
const HOUR_MS = 3_600_000;

/** Why a request is not opened. */
export type OpeningRefusal = "personal-number-unfit" | "personal-requests-too-many";

/** Opens a request: its deadline begins now. The audit log names the request, not the number. */
export async function openRequest(
  kit: Kit,
  requestContext: RequestContext,
  wish: {
    readonly kind: RequestKind;
    readonly number: string;
    readonly identifiedBy: string;
    readonly answerHours: number;
  },
): Promise<Result<{ readonly id: string }, OpeningRefusal>> {
  const number = readPersonalNumber(wish.number);
  if (!number.ok) return number;
  const { tenantId, personId: openedBy } = requestContext;
  const { kind, identifiedBy } = wish;
  const nowMs = kit.clock.nowMs();
  const times = { receivedAt: new Date(nowMs), dueAt: new Date(nowMs + wish.answerHours * HOUR_MS) };
  const id = kit.ids.next();
  return inTenant(kit.db, tenantId, async (trx) => {
    if ((await countOpenRequests(trx)) >= OPEN_MAX) return refuse("personal-requests-too-many");
    const shown = maskedNumber(number.value);
    await insertRequest(trx, { id, tenantId, kind, number: number.value, shown, identifiedBy, ...times, openedBy });
    await note(trx, { kit, requestContext, id, action: "personal-request.opened", detail: { kind } });
    return ok({ id });
  });
}

/** Answers a request in text; its number is deleted with it. */
export async function answerRequest(
  kit: Kit,
  requestContext: RequestContext,
  wish: { readonly id: string; readonly expectedVersion: number; readonly answer: string },
): Promise<"answered" | RequestRefusal> {
  const { id, expectedVersion, answer } = wish;
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const refusal = actRefusal(await lockRequest(trx, id), { act: "answer", expectedVersion });
    if (refusal !== null) return refusal;
    await finishRequest(trx, { id, by: requestContext.personId, at: new Date(kit.clock.nowMs()), answer });
    await note(trx, { kit, requestContext, id, action: "personal-request.answered", detail: {} });
    return "answered";
  });
}

/** Orders the deletion of the stored data of a request's number; a job executes it and completes the request. */
export async function orderErasure(
  kit: Kit,
  requestContext: RequestContext,
  wish: { readonly id: string; readonly expectedVersion: number },
): Promise<"ordered" | RequestRefusal> {
  const { id, expectedVersion } = wish;
  const done = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const refusal = actRefusal(await lockRequest(trx, id), { act: "delete", expectedVersion });
    if (refusal !== null) return refusal;
    await orderDeletion(trx, { id, by: requestContext.personId, at: new Date(kit.clock.nowMs()) });
    await note(trx, { kit, requestContext, id, action: "personal-request.deletion-ordered", detail: {} });
    return "ordered" as const;
  });
  if (done === "ordered") kit.changeFeed.announce(DELETIONS_ORDERED);
  return done;
}

/** Announced when a deletion was ordered, so that the job runs at once. */
export const DELETIONS_ORDERED = "personal-deletions";

/** Records an access to the stored data, or a copy of it. */
export async function recordAccess(
  trx: DatabaseTransaction,
  look: {
    readonly kit: Kit;
    readonly requestContext: RequestContext;
    readonly id: string;
    readonly what: "seen" | "exported";
  },
): Promise<void> {
  const action = look.what === "seen" ? "personal-request.seen" : "personal-request.exported";
  await note(trx, { ...look, action, detail: {} });
}

async function note(
  trx: DatabaseTransaction,
  {
    kit,
    requestContext,
    id: subjectId,
    action,
    detail,
  }: {
    readonly kit: Kit;
    readonly requestContext: RequestContext;
    readonly id: string;
    readonly action:
      | "personal-request.opened"
      | "personal-request.answered"
      | "personal-request.deletion-ordered"
      | "personal-request.seen"
      | "personal-request.exported";
    readonly detail: Readonly<Record<string, string>>;
  },
): Promise<void> {
  await recordAudit(
    trx,
    kit,
    actedEntry(requestContext, { action, subjectKind: "personal-request", subjectId, detail }),
  );
}
