import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { isCallbackNumber } from "../../telephony/dial-plan/index.ts";
import { actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import { blockOf, cancelWaiting, deleteBlock, hasRoomForBlock, insertBlock } from "./block.store.ts";
import { homeNumber } from "./decide-ask.ts";
import { holdNumber } from "./web-caller.store.ts";
import { LIMITS } from "./widget-limits.shared.ts";
import type { RefusedWidget } from "./widget-refusal.ts";

/** Has no website call a number again, as somebody there said; what waits for it is cancelled. */
export async function blockNumber(
  kit: Kit,
  requestContext: RequestContext,
  typed: string,
): Promise<"blocked" | RefusedWidget> {
  const number = homeNumber(typed);
  if (!isCallbackNumber(number)) return { refusal: "widget-number-bad" };
  return inTenant(kit.db, requestContext.tenantId, (trx) =>
    keep(trx, kit, { requestContext, number, contactId: null }),
  );
}

/** What a desk knows of a contact. */
export interface DesktopBlockDependencies {
  readonly isOwnContact: (
    trx: DatabaseTransaction,
    of: { readonly agentId: string; readonly contactId: string },
  ) => Promise<unknown>;
  /** The number that a website asked to have called in a contact; undefined for any other contact. */
  readonly visitorOf: (trx: DatabaseTransaction, contactId: string) => Promise<string | undefined>;
}

/** The same by the agent who called: only the number of a contact of his own that a website asked for. */
export async function blockFromDesktop(
  kit: Kit,
  requestContext: RequestContext,
  of: { readonly agentId: string; readonly contactId: string; readonly desk: DesktopBlockDependencies },
): Promise<"blocked" | RefusedWidget> {
  const { agentId, contactId, desk } = of;
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const isOwn = (await desk.isOwnContact(trx, { agentId, contactId })) !== undefined;
    const number = isOwn ? await desk.visitorOf(trx, contactId) : undefined;
    return number === undefined
      ? { refusal: "no-such-contact" }
      : keep(trx, kit, { requestContext, number, contactId });
  });
}

async function keep(
  trx: DatabaseTransaction,
  kit: Kit,
  {
    requestContext,
    number,
    contactId,
  }: { readonly requestContext: RequestContext; readonly number: string; readonly contactId: string | null },
): Promise<"blocked" | RefusedWidget> {
  const { tenantId, personId } = requestContext;
  const blockedAt = new Date(kit.clock.nowMs());
  await holdNumber(trx, number);
  // Whether there is room for the number or not, who said no is not called for what waits.
  await cancelWaiting(trx, number, blockedAt);
  const before = await blockOf(trx, number);
  if (before === undefined && !(await hasRoomForBlock(trx, LIMITS.blocks))) return { refusal: "widget-block-limit" };
  const id = before ?? kit.ids.next();
  if (before === undefined) await insertBlock(trx, { id, tenantId, number, blockedAt, blockedBy: personId });
  const about = { action: "widget.number-blocked", subjectKind: "widget-block" as const, subjectId: id };
  await recordAudit(trx, kit, actedEntry(requestContext, { ...about, detail: { contactId } }));
  return "blocked";
}

/** Lets a number be called again. */
export async function unblockNumber(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<"unblocked" | RefusedWidget> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    if (!(await deleteBlock(trx, id))) return { refusal: "no-such-block" };
    const about = {
      action: "widget.number-unblocked",
      subjectKind: "widget-block" as const,
      subjectId: id,
      detail: {},
    };
    await recordAudit(trx, kit, actedEntry(requestContext, about));
    return "unblocked";
  });
}
