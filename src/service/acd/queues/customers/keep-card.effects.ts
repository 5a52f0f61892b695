import { ok, type RefusalTable, type Result, refuse } from "../../../../kernel/index.ts";
import { tenantCommand } from "../../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { Refused } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import type { RequestContext } from "../../../tenancy/tenants/index.ts";
import { callerOf, isOwnContact } from "../agents/agent-desktop.store.ts";
import { queueOfContact } from "../queue-board.store.ts";
import type { QueueFormRefusal } from "../queue-refusal.ts";
import { cardForm, cardOf, forgetCard, keepCard, keepCardForm, keepScript, scriptOf } from "./customer-card.store.ts";
import {
  type CardField,
  cardFormFault,
  cardValueFault,
  type DesktopCustomer,
  pruneCardValues,
} from "./customer-profile.shared.ts";

/** Refusals of the fields of customer profiles. */
export const CARD_FORM_REFUSALS = {
  "card-form-stale": "stale",
  "card-field-twice": "conflict",
  "card-options-missing": "conflict",
} as const satisfies RefusalTable;

/** Why the fields are not saved. */
export type CardFormRefusal = keyof typeof CARD_FORM_REFUSALS;

/** Refusals of customer profiles. */
export const CARD_REFUSALS = {
  "no-such-contact": "not-found",
  "card-number-missing": "conflict",
  "card-stale": "stale",
  "card-value-number": "invalid",
  "card-value-date": "invalid",
  "card-value-choice": "invalid",
} as const satisfies RefusalTable;

/** Why a profile is not saved. */
export type CardRefusal = keyof typeof CARD_REFUSALS;

/** A contact and its agent. */
interface OwnContact {
  readonly agentId: string;
  readonly contactId: string;
}

/** The required digits of a number with a profile. */
const DIGITS = { least: 3, most: 18 } as const;

function hasCard(caller: string): boolean {
  const digits = caller.replaceAll(/\D/g, "").length;
  return digits >= DIGITS.least && digits <= DIGITS.most;
}

/** The profile of the caller of an agent's contact, and the script of its queue; undefined for a contact of another agent. */
export async function customerOf(trx: DatabaseTransaction, wanted: OwnContact): Promise<DesktopCustomer | undefined> {
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
}

/** Saves the profile of the agent's current caller; an empty one is deleted. */
export async function writeCard(
  kit: Kit,
  requestContext: RequestContext,
  profile: OwnContact & {
    readonly name: string;
    readonly values: Readonly<Record<string, string>>;
    readonly expectedVersion: number;
  },
): Promise<Result<null, Refused<CardRefusal>>> {
  const { tenantId, personId } = requestContext;
  const { contactId, name, expectedVersion } = profile;
  return tenantCommand<null, Refused<CardRefusal>>(kit, requestContext, {}, async ({ trx, at, audit }) => {
    // An agent without the current contact may not change the profile.
    if ((await isOwnContact(trx, profile))?.isNow !== true) return refuse("no-such-contact");
    const caller = (await callerOf(trx, contactId))?.caller ?? "";
    if (!hasCard(caller)) return refuse("card-number-missing");
    const { fields } = await cardForm(trx);
    const fault = cardValueFault(fields, profile.values);
    if (fault !== undefined) {
      const { code, fieldId } = fault;
      return refuse({ code, fields: [{ path: `values.${fieldId}`, code }] });
    }
    const values = pruneCardValues(fields, profile.values);
    const isEmpty = name === "" && Object.keys(values).length === 0;
    const isKept = isEmpty
      ? await forgetCard(trx, { caller, expectedVersion })
      : await keepCard(trx, { tenantId, caller, name, values, expectedVersion, at, personId });
    if (!isKept) return refuse("card-stale");
    const action = isEmpty ? "customer.forgotten" : "customer.written";
    await audit({ action, subjectKind: "contact", subjectId: contactId, detail: {} });
    return ok(null);
  });
}

/** Saves the fields of a call centre's profiles; values of removed fields are no longer shown. */
export async function writeCardForm(
  kit: Kit,
  requestContext: RequestContext,
  { fields, expectedVersion }: { readonly fields: readonly CardField[]; readonly expectedVersion: number },
): Promise<Result<null, CardFormRefusal>> {
  const { tenantId } = requestContext;
  const fault = cardFormFault(fields);
  if (fault !== undefined) return refuse(fault);
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if (!(await keepCardForm(trx, { tenantId, fields, expectedVersion, at }))) return refuse("card-form-stale");
    const detail = { fields: fields.map(({ label }) => label) };
    await audit({ action: "card-form.changed", subjectKind: "tenant", subjectId: tenantId, detail });
    return ok(null);
  });
}

/** Saves the script of a queue. */
export async function writeScript(
  kit: Kit,
  requestContext: RequestContext,
  change: { readonly queueId: string; readonly script: string; readonly expectedVersion: number },
): Promise<Result<null, QueueFormRefusal>> {
  const { tenantId } = requestContext;
  const { queueId } = change;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if ((await scriptOf(trx, queueId)) === undefined) return refuse("no-such-queue");
    if (!(await keepScript(trx, { ...change, tenantId, at }))) return refuse("queue-stale");
    await audit({ action: "queue.script-changed", subjectKind: "queue", subjectId: queueId, detail: {} });
    return ok(null);
  });
}
