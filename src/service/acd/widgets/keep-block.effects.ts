import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type OpenRoutes, tenantCommand } from "../../../platform/commands/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { isCallbackNumber } from "../../telephony/dial-plan/index.ts";
import { actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import type { AgentContext } from "../queues/index.ts";
import { blockOf, cancelWaiting, deleteBlock, hasRoomForBlock, insertBlock } from "./block.store.ts";
import { homeNumber } from "./decide-ask.ts";
import { holdNumber } from "./web-caller.store.ts";
import { LIMITS } from "./widget-limits.shared.ts";
import type { WidgetRefusal } from "./widget-refusal.ts";

/** Blocks a number for websites on request of its holder; scheduled callbacks to it are cancelled. */
export async function blockNumber(
  kit: Kit,
  requestContext: RequestContext,
  typed: string,
): Promise<Result<null, WidgetRefusal>> {
  const number = homeNumber(typed);
  if (!isCallbackNumber(number)) return refuse("widget-number-bad");
  return inTenant(kit.db, requestContext.tenantId, (trx) =>
    keep(trx, kit, { requestContext, number, contactId: null }),
  );
}

/** Access to agents and their contacts. */
export interface DesktopBlockDependencies {
  readonly desktopRoutes: OpenRoutes<AgentContext>;
  readonly isOwnContact: (
    trx: DatabaseTransaction,
    of: { readonly agentId: string; readonly contactId: string },
  ) => Promise<unknown>;
  /** The number of a contact that a website requested; undefined for any other contact. */
  readonly visitorOf: (trx: DatabaseTransaction, contactId: string) => Promise<string | undefined>;
}

/** Blocks a number for the agent of the call: only the number of the agent's own contact that a website requested. */
export async function blockFromDesktop(
  kit: Kit,
  requestContext: RequestContext,
  of: { readonly agentId: string; readonly contactId: string; readonly desk: DesktopBlockDependencies },
): Promise<Result<null, WidgetRefusal>> {
  const { agentId, contactId, desk } = of;
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const isOwn = (await desk.isOwnContact(trx, { agentId, contactId })) !== undefined;
    const number = isOwn ? await desk.visitorOf(trx, contactId) : undefined;
    return number === undefined ? refuse("no-such-contact") : keep(trx, kit, { requestContext, number, contactId });
  });
}

/** Blocks a number in a transaction that a refusal must not roll back. */
async function keep(
  trx: DatabaseTransaction,
  kit: Kit,
  {
    requestContext,
    number,
    contactId,
  }: { readonly requestContext: RequestContext; readonly number: string; readonly contactId: string | null },
): Promise<Result<null, WidgetRefusal>> {
  const { tenantId, personId } = requestContext;
  const blockedAt = new Date(kit.clock.nowMs());
  await holdNumber(trx, number);
  // Scheduled callbacks are cancelled even when the limit of blocks is reached, since the holder of the number has refused them.
  await cancelWaiting(trx, number, blockedAt);
  const before = await blockOf(trx, number);
  if (before === undefined && !(await hasRoomForBlock(trx, LIMITS.blocks))) return refuse("widget-block-limit");
  const id = before ?? kit.ids.next();
  if (before === undefined) await insertBlock(trx, { id, tenantId, number, blockedAt, blockedBy: personId });
  const about = { action: "widget.number-blocked", subjectKind: "widget-block" as const, subjectId: id };
  await recordAudit(trx, kit, actedEntry(requestContext, { ...about, detail: { contactId } }));
  return ok(null);
}

/** Removes the block of a number. */
export async function unblockNumber(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, WidgetRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, audit }) => {
    if (!(await deleteBlock(trx, id))) return refuse("no-such-block");
    await audit({ action: "widget.number-unblocked", subjectKind: "widget-block", subjectId: id, detail: {} });
    return ok(null);
  });
}
