import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import { callerOfVisit, deleteCallerBlock, keepCallerBlock } from "./caller-block.store.ts";
import type { RefusedWidget } from "./widget-refusal.ts";

/** The duration of a block; addresses are shared, and change their holder. */
const BLOCK_MS = 86_400_000;
const subjectKind = "widget-caller-block" as const;

/** Access to the contacts of agents. */
export interface CallerBlockContacts {
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
): Promise<"blocked" | RefusedWidget> {
  const { agentId, contactId, desk } = of;
  const { tenantId, personId: blockedBy } = requestContext;
  return inTenant(kit.db, tenantId, async (trx) => {
    const isOwn = (await desk.isOwnContact(trx, { agentId, contactId })) !== undefined;
    const callId = isOwn ? ((await desk.callerOf(trx, contactId))?.callId ?? null) : null;
    const caller = callId === null ? undefined : await callerOfVisit(trx, callId);
    if (caller === undefined) return { refusal: "no-such-contact" };
    const { mark: addressMark, widgetId } = caller;
    const blockedAt = new Date(kit.clock.nowMs());
    const untilAt = new Date(blockedAt.getTime() + BLOCK_MS);
    const row = { id: kit.ids.next(), tenantId, addressMark, widgetId, blockedAt, untilAt, blockedBy };
    const subjectId = await keepCallerBlock(trx, row);
    const about = { action: "widget.caller-blocked", subjectKind, subjectId, detail: { contactId } };
    await recordAudit(trx, kit, actedEntry(requestContext, about));
    return "blocked";
  });
}

/** Removes the block of an address. */
export async function unblockCaller(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<"unblocked" | RefusedWidget> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    if (!(await deleteCallerBlock(trx, id))) return { refusal: "no-such-caller-block" };
    const about = { action: "widget.caller-unblocked", subjectKind, subjectId: id, detail: {} };
    await recordAudit(trx, kit, actedEntry(requestContext, about));
    return "unblocked";
  });
}
