import { recordAudit } from "../../../platform/audit/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, LINES_CHANGED } from "./acted-entry.ts";
import { lockTenantStatus, writeClosing } from "./closing.store.ts";
import { type ClosingRefusal, closingRefusal } from "./closing.ts";
import type { RequestContext } from "./request-context.ts";

/** Dependencies of closing beside the kit. */
export interface ClosingOptions {
  readonly kit: Kit;
  /** The local date from which on the data of a call centre that is closed now is removed. */
  readonly removeOn: (nowMs: number) => string;
  /** Drops cached session permissions, so that access to a closed call centre ends at once. */
  readonly forgetCallers: () => void;
}

/** Closes a call centre: from the commit on none of its codes accepts a call, and none of its members has access. */
export async function closeTenant(
  options: ClosingOptions,
  requestContext: RequestContext,
  expectedVersion: number,
): Promise<{ readonly removeOn: string } | ClosingRefusal> {
  const { kit } = options;
  const nowMs = kit.clock.nowMs();
  const removeOn = options.removeOn(nowMs);
  const done = await decided(options, requestContext, { act: "close", expectedVersion }, async (trx) => {
    await writeClosing(trx, requestContext.tenantId, { at: new Date(nowMs), by: requestContext.personId, removeOn });
    return { action: "tenant.closed", detail: { removeOn } };
  });
  return done ?? { removeOn };
}

/** Reopens a call centre whose data was not removed yet, with all of its members and settings. */
export async function reopenTenant(
  options: ClosingOptions,
  requestContext: RequestContext,
  expectedVersion: number,
): Promise<"reopened" | ClosingRefusal> {
  const done = await decided(options, requestContext, { act: "reopen", expectedVersion }, async (trx) => {
    await writeClosing(trx, requestContext.tenantId, null);
    return { action: "tenant.reopened", detail: {} };
  });
  return done ?? "reopened";
}

async function decided(
  { kit, forgetCallers }: ClosingOptions,
  requestContext: RequestContext,
  wish: Parameters<typeof closingRefusal>[1],
  write: (
    trx: Parameters<typeof writeClosing>[0],
  ) => Promise<{ readonly action: string; readonly detail: Readonly<Record<string, string>> }>,
): Promise<ClosingRefusal | null> {
  const { tenantId: subjectId } = requestContext;
  const refusal = await kit.db.transaction().execute(async (trx) => {
    const refused = closingRefusal(await lockTenantStatus(trx, subjectId), wish);
    if (refused !== null) return refused;
    const fact = { ...(await write(trx)), subjectKind: "tenant" as const, subjectId };
    await recordAudit(trx, kit, actedEntry(requestContext, fact));
    return null;
  });
  if (refusal === null) {
    forgetCallers();
    kit.changeFeed.announce(LINES_CHANGED);
  }
  return refusal;
}
