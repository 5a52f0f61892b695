import { ok, type Result } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, LINES_CHANGED } from "./acted-entry.ts";
import { lockTenantStatus, writeClosing } from "./closing.store.ts";
import { decideClosing } from "./closing.ts";
import type { RequestContext } from "./request-context.ts";
import type { TenantRefusal } from "./tenant-refusal.ts";

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
): Promise<Result<{ readonly removeOn: string }, TenantRefusal>> {
  const { kit } = options;
  const nowMs = kit.clock.nowMs();
  const removeOn = options.removeOn(nowMs);
  const done = await changeClosing(options, requestContext, { act: "close", expectedVersion }, async (trx) => {
    await writeClosing(trx, requestContext.tenantId, { at: new Date(nowMs), by: requestContext.personId, removeOn });
    return { action: "tenant.closed", detail: { removeOn } };
  });
  return done.ok ? ok({ removeOn }) : done;
}

/** Reopens a call centre whose data was not removed yet, with all of its members and settings. */
export async function reopenTenant(
  options: ClosingOptions,
  requestContext: RequestContext,
  expectedVersion: number,
): Promise<Result<null, TenantRefusal>> {
  return changeClosing(options, requestContext, { act: "reopen", expectedVersion }, async (trx) => {
    await writeClosing(trx, requestContext.tenantId, null);
    return { action: "tenant.reopened", detail: {} };
  });
}

/** Closes or reopens a call centre that is locked; `write` returns what the audit log records. */
async function changeClosing(
  { kit, forgetCallers }: ClosingOptions,
  requestContext: RequestContext,
  command: Parameters<typeof decideClosing>[1],
  write: (
    trx: Parameters<typeof writeClosing>[0],
  ) => Promise<{ readonly action: string; readonly detail: Readonly<Record<string, string>> }>,
): Promise<Result<null, TenantRefusal>> {
  const { tenantId: subjectId } = requestContext;
  const done = await kit.db.transaction().execute(async (trx) => {
    const decided = decideClosing(await lockTenantStatus(trx, subjectId), command);
    if (!decided.ok) return decided;
    const fact = { ...(await write(trx)), subjectKind: "tenant" as const, subjectId };
    await recordAudit(trx, kit, actedEntry(requestContext, fact));
    return ok(null);
  });
  if (done.ok) {
    forgetCallers();
    kit.changeFeed.announce(LINES_CHANGED);
  }
  return done;
}
