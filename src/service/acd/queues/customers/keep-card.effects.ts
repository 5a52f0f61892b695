import { recordAudit } from "../../../../platform/audit/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { actedEntry, type RequestContext } from "../../../tenancy/tenants/index.ts";
import { callerOf, isOwnContact } from "../agents/agent-desktop.store.ts";
import { queueOfContact } from "../queue-board.store.ts";
import { cardForm, cardOf, forgetCard, keepCard, keepCardForm, keepScript, scriptOf } from "./customer-card.store.ts";
import {
  type CardField,
  type CardFormRefusal,
  type CardRefusal,
  cardFormFault,
  cardValueFault,
  type DesktopCustomer,
  pruneCardValues,
} from "./customer-profile.shared.ts";

/** A contact and its agent. */
interface OwnContact {
  readonly agentId: string;
  readonly contactId: string;
}

/** A refusal, with the field that it belongs to if there is one. */
export interface CardRefused {
  readonly refusal: CardRefusal;
  readonly fieldId?: string;
}

/** The required digits of a number with a profile. */
const DIGITS = { least: 3, most: 18 } as const;

function hasCard(caller: string): boolean {
  const digits = caller.replaceAll(/\D/g, "").length;
  return digits >= DIGITS.least && digits <= DIGITS.most;
}

/** The profile of the caller of an agent's contact, and the script of its queue; undefined for a contact of another agent. */
export async function customerOf(kit: Kit, tenantId: string, wanted: OwnContact): Promise<DesktopCustomer | undefined> {
  return inTenant(kit.db, tenantId, async (trx) => {
    const own = await isOwnContact(trx, wanted);
    if (own === undefined) return undefined;
    const { contactId } = wanted;
    const queueId = await queueOfContact(trx, contactId);
    const script = queueId === null ? undefined : await scriptOf(trx, queueId);
    const caller = own.isNow ? ((await callerOf(trx, contactId))?.caller ?? "") : "";
    const { fields } = await cardForm(trx);
    const found = hasCard(caller) ? await cardOf(trx, caller) : undefined;
    // The value was written from values of this shape.
    const values = pruneCardValues(fields, (found?.fieldValues ?? {}) as Readonly<Record<string, string>>);
    const card = hasCard(caller)
      ? { name: found?.name ?? "", values: { ...values }, version: found?.version ?? 0 }
      : null;
    return { fields: [...fields], card, script: script?.script ?? "" };
  });
}

/** Saves the profile of the agent's current caller; an empty one is deleted. */
export async function writeCard(
  kit: Kit,
  requestContext: RequestContext,
  wish: OwnContact & {
    readonly name: string;
    readonly values: Readonly<Record<string, string>>;
    readonly expectedVersion: number;
  },
): Promise<"kept" | CardRefused> {
  const { tenantId, personId } = requestContext;
  const { contactId, name, expectedVersion } = wish;
  return inTenant(kit.db, tenantId, async (trx) => {
    // An agent without the current contact may not change the profile.
    if ((await isOwnContact(trx, wish))?.isNow !== true) return { refusal: "no-such-contact" };
    const caller = (await callerOf(trx, contactId))?.caller ?? "";
    if (!hasCard(caller)) return { refusal: "card-number-missing" };
    const { fields } = await cardForm(trx);
    const fault = cardValueFault(fields, wish.values);
    if (fault !== undefined) return { refusal: fault.code, fieldId: fault.fieldId };
    const values = pruneCardValues(fields, wish.values);
    const isEmpty = name === "" && Object.keys(values).length === 0;
    const at = new Date(kit.clock.nowMs());
    const isKept = isEmpty
      ? await forgetCard(trx, { caller, expectedVersion })
      : await keepCard(trx, { tenantId, caller, name, values, expectedVersion, at, personId });
    if (!isKept) return { refusal: "card-stale" };
    const action = isEmpty ? "customer.forgotten" : "customer.written";
    const fact = { action, subjectKind: "contact", subjectId: contactId, detail: {} } as const;
    await recordAudit(trx, kit, actedEntry(requestContext, fact));
    return "kept";
  });
}

/** Saves the fields of a call centre's profiles; values of removed fields are no longer shown. */
export async function writeCardForm(
  kit: Kit,
  requestContext: RequestContext,
  { fields, expectedVersion }: { readonly fields: readonly CardField[]; readonly expectedVersion: number },
): Promise<"kept" | CardFormRefusal> {
  const { tenantId } = requestContext;
  const fault = cardFormFault(fields);
  if (fault !== undefined) return fault;
  return inTenant(kit.db, tenantId, async (trx) => {
    const at = new Date(kit.clock.nowMs());
    if (!(await keepCardForm(trx, { tenantId, fields, expectedVersion, at }))) return "card-form-stale";
    const detail = { fields: fields.map(({ label }) => label) };
    const fact = { action: "card-form.changed", subjectKind: "tenant", subjectId: tenantId, detail } as const;
    await recordAudit(trx, kit, actedEntry(requestContext, fact));
    return "kept";
  });
}

/** Saves the script of a queue. */
export async function writeScript(
  kit: Kit,
  requestContext: RequestContext,
  wish: { readonly queueId: string; readonly script: string; readonly expectedVersion: number },
): Promise<"kept" | "no-such-queue" | "queue-stale"> {
  const { tenantId } = requestContext;
  const { queueId } = wish;
  return inTenant(kit.db, tenantId, async (trx) => {
    if ((await scriptOf(trx, queueId)) === undefined) return "no-such-queue";
    if (!(await keepScript(trx, { ...wish, tenantId, at: new Date(kit.clock.nowMs()) }))) return "queue-stale";
    const fact = { action: "queue.script-changed", subjectKind: "queue", subjectId: queueId, detail: {} } as const;
    await recordAudit(trx, kit, actedEntry(requestContext, fact));
    return "kept";
  });
}
