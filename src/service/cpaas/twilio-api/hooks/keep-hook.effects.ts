import { type Actor, auditEntry } from "../../../../kernel/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { LINES_CHANGED } from "../../../tenancy/tenants/index.ts";
import type { RequestMark } from "../calls/api-call.store.ts";
import type { HookChange } from "../calls/hook-form.ts";
import {
  deleteApplication,
  insertApplication,
  isApplicationLed,
  keepNumberHook,
  updateApplication,
} from "./hook.store.ts";
import type { HookRefusal, NumberChange } from "./hook-resource.ts";

/** Creates an application; returns its id. A repeated request returns the application of the first one. */
export async function addApplication(
  kit: Kit,
  actor: Actor,
  made: { readonly name: string; readonly hook: HookChange; readonly request?: RequestMark | null },
): Promise<{ readonly id: string } | HookRefusal> {
  const { name, hook, request = null } = made;
  return inTenant(kit.db, actor.tenantId, async (trx) => {
    const at = new Date(kit.clock.nowMs());
    const own = { id: kit.ids.next(), tenantId: actor.tenantId, name, hook, at, request };
    const kept = await insertApplication(trx, own);
    if (typeof kept === "string") return kept;
    if (!kept.isRepeated) {
      await recordHookAudit(kit, trx, actor, {
        action: "voice-application.made",
        subjectKind: "voice-application",
        subjectId: kept.id,
      });
    }
    return { id: kept.id };
  });
}

/** Updates an application. */
export async function changeApplication(
  kit: Kit,
  actor: Actor,
  change: { readonly id: string; readonly name: string | undefined; readonly hook: HookChange },
): Promise<HookRefusal | null> {
  const refusal = await inTenant(kit.db, actor.tenantId, async (trx) => {
    const at = new Date(kit.clock.nowMs());
    if (!(await updateApplication(trx, { ...change, at }))) return "no-such-voice-application";
    await recordHookAudit(kit, trx, actor, {
      action: "voice-application.changed",
      subjectKind: "voice-application",
      subjectId: change.id,
    });
    return null;
  });
  kit.changeFeed.announce(LINES_CHANGED);
  return refusal;
}

/** Deletes an application that no number uses. */
export async function endApplication(kit: Kit, actor: Actor, id: string): Promise<HookRefusal | null> {
  try {
    return await inTenant(kit.db, actor.tenantId, async (trx) => {
      const done = await deleteApplication(trx, id);
      if (done === "leads-numbers") return "application-leads-numbers";
      if (done === "no-such-voice-application") return done;
      await recordHookAudit(kit, trx, actor, {
        action: "voice-application.ended",
        subjectKind: "voice-application",
        subjectId: id,
      });
      return null;
    });
  } catch (error) {
    if (isApplicationLed(error)) return "application-leads-numbers";
    throw error;
  }
}

/** Updates the webhooks of a number. */
export async function changeNumber(
  kit: Kit,
  actor: Actor,
  { code, change }: { readonly code: string; readonly change: NumberChange },
): Promise<HookRefusal | null> {
  const { tenantId } = actor;
  const refusal = await inTenant(kit.db, tenantId, async (trx) => {
    const done = await keepNumberHook(trx, { code, tenantId, change, at: new Date(kit.clock.nowMs()) });
    if (done !== "kept") return done;
    await recordHookAudit(kit, trx, actor, {
      action: "service-number.led",
      subjectKind: "service-number",
      subjectId: code,
    });
    return null;
  });
  kit.changeFeed.announce(LINES_CHANGED);
  return refusal;
}

async function recordHookAudit(
  kit: Kit,
  trx: DatabaseTransaction,
  actor: Actor,
  fact: { readonly action: string; readonly subjectKind: string; readonly subjectId: string },
): Promise<void> {
  await recordAudit(trx, kit, auditEntry(actor, { ...fact, detail: {} }));
}
