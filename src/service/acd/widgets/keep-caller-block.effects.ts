import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { type OpenRoutes, tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { RequestContext } from "../../tenancy/tenants/index.ts";
import type { AgentContext } from "../queues/index.ts";
import { callerOfVisit, deleteCallerBlock, keepCallerBlock } from "./caller-block.store.ts";
import type { WidgetRefusal } from "./widget-refusal.ts";

/** The duration of a block; addresses are shared, and change their holder. */
const BLOCK_MS = 86_400_000;
const subjectKind = "widget-caller-block" as const;

/** Access to agents and their contacts. */
export interface CallerBlockContacts {
  readonly desktopRoutes: OpenRoutes<AgentContext>;
  readonly isOwnContact: (
    trx: DatabaseTransaction,
    of: { readonly agentId: string; readonly contactId: string },
  ) => Promise<unknown>;
  readonly callerOf: (
    trx: DatabaseTransaction,
    contactId: string,
  ) => Promise<{ readonly callId: string | null } | undefined>;
}

/** Blocks calls from websites for some time from the address of the caller in the agent's own contact; the current call is not ended. */
export async function blockCaller(
  kit: Kit,
  requestContext: RequestContext,
  of: { readonly agentId: string; readonly contactId: string; readonly desk: CallerBlockContacts },
): Promise<Result<null, WidgetRefusal>> {
  const { agentId, contactId, desk } = of;
  const { tenantId, personId: blockedBy } = requestContext;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at: blockedAt, audit }) => {
    const isOwn = (await desk.isOwnContact(trx, { agentId, contactId })) !== undefined;
    const callId = isOwn ? ((await desk.callerOf(trx, contactId))?.callId ?? null) : null;
    const caller = callId === null ? undefined : await callerOfVisit(trx, callId);
    if (caller === undefined) return refuse("no-such-contact");
    const { mark: addressMark, widgetId } = caller;
    const untilAt = new Date(blockedAt.getTime() + BLOCK_MS);
    const row = { id: kit.ids.next(), tenantId, addressMark, widgetId, blockedAt, untilAt, blockedBy };
    const subjectId = await keepCallerBlock(trx, row);
    await audit({ action: "widget.caller-blocked", subjectKind, subjectId, detail: { contactId } });
    return ok(null);
  });
}

/** Removes the block of an address. */
export async function unblockCaller(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, WidgetRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, audit }) => {
    if (!(await deleteCallerBlock(trx, id))) return refuse("no-such-caller-block");
    await audit({ action: "widget.caller-unblocked", subjectKind, subjectId: id, detail: {} });
    return ok(null);
  });
}
