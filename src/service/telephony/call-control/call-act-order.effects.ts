import { setTimeout as delay } from "node:timers/promises";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import { CALL_ACT_REFUSALS, type CallActCommand, type CallActRefusal } from "./call-act.ts";
import { findSwitchCommand, orderCallAct, type SwitchCommand, withdrawCommand } from "./switch-command.store.ts";

/** The pauses between polls for whether a switch took a command: about five seconds in total, most of them short. */
const POLL_DELAYS_MS = [50, 50, 100, 100, 200, 500, 1_000, 1_000, 1_000, 1_000] as const;

/** A command on a call; a repeated key means the same command. */
export interface OrderedAct extends CallActCommand {
  readonly callId: string;
  readonly idempotencyKey: string;
}

/**
 * Queues a command on a call, waits until a switch has taken it, and withdraws it when none does: the person gets a result within seconds, and a
 * switch that returns later does not execute it. A refused order is committed, because it also refuses the commands that
 * are late.
 */
export async function actOnCall(
  kit: Kit,
  requestContext: RequestContext,
  wish: OrderedAct,
): Promise<Result<null, CallActRefusal>> {
  const { tenantId, personId: requestedBy } = requestContext;
  const [id, at] = [kit.ids.next(), new Date(kit.clock.nowMs())];
  const ordered = await inTenant(kit.db, tenantId, async (trx) => {
    const done = await orderCallAct(trx, { ...wish, id, tenantId, requestedBy, at });
    // A repeated command is in the audit log already.
    if (!done.ok || done.value.id !== id) return done;
    await recordAudit(trx, kit, actedEntry(requestContext, factOf(wish)));
    return done;
  });
  if (!ordered.ok) return ordered;
  kit.changeFeed.announce("switch-commands");
  return taken(kit, { tenantId, id: ordered.value.id });
}

function factOf({ callId, act }: OrderedAct): ActedFact {
  const subject = { subjectKind: "call", subjectId: callId } as const;
  if (act.act === "supervise")
    return { action: "call.supervised", ...subject, detail: { mode: act.mode, phoneId: act.phoneId } };
  if (act.act === "leave-supervision") return { action: "call.supervision-left", ...subject, detail: {} };
  if (act.act === "withdraw-recording") return { action: "call.recording-withdrawn", ...subject, detail: {} };
  return { action: "call.act-ordered", ...subject, detail: { act: act.act } };
}

async function taken(
  kit: Kit,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
): Promise<Result<null, CallActRefusal>> {
  for (const pauseMs of POLL_DELAYS_MS) {
    await delay(pauseMs);
    const found = await inTenant(kit.db, tenantId, (trx) => findSwitchCommand(trx, id));
    if (found?.state !== "waiting") return resultOf(found);
  }
  const at = new Date(kit.clock.nowMs());
  const isTakenBack = await inTenant(kit.db, tenantId, (trx) => withdrawCommand(trx, { id, kind: "call-act", at }));
  return isTakenBack ? refuse("call-act-late") : ok(null);
}

function resultOf(command: SwitchCommand | undefined): Result<null, CallActRefusal> {
  const refusal = command?.refusal ?? null;
  return refusal !== null && refusal in CALL_ACT_REFUSALS ? refuse(refusal as CallActRefusal) : ok(null);
}
