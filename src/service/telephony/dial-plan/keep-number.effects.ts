import { type Json, ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Refused } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NumberPattern } from "../../../regulation/index.ts";
import { type ActedFact, LINES_CHANGED, type RequestContext } from "../../tenancy/tenants/index.ts";
import {
  deleteNumber,
  findBridged,
  hasRoomForNumber,
  insertNumber,
  lockNumber,
  tenantFacts,
  updateNumber,
} from "./number-form.store.ts";
import { byHandFaults, mayServe, type NumberChange, type NumberForm, type NumberRefusal } from "./number-form.ts";

/** Functions of the licensing bridge for codes that are entered by hand, passed in by the process. */
export interface ByHand {
  isInInventory(trx: DatabaseTransaction, code: string): Promise<boolean>;
  enterByHand(
    trx: DatabaseTransaction,
    entry: {
      readonly code: string;
      readonly decreeNumber: string;
      readonly licenceNumber: string | null;
      readonly by: string;
      readonly at: Date;
    },
  ): Promise<boolean>;
  leaveByHand(
    trx: DatabaseTransaction,
    left: { readonly code: string; readonly by: string; readonly at: Date },
  ): Promise<void>;
}

/** Dependencies of operations on numbers beside the kit. */
export interface NumberOptions {
  readonly kit: Kit;
  readonly byHand: ByHand;
  readonly patterns: readonly NumberPattern[];
}

type Done<Value> = Result<Value, Refused<NumberRefusal>>;

const OPTIONS = { announces: LINES_CHANGED, taken: { service_number_pkey: "number-taken" } } as const;

const fact = (what: "taken" | "changed" | "left", code: string, detail: ActedFact["detail"]): ActedFact => ({
  action: `number.${what}`,
  subjectKind: "service-number",
  subjectId: code,
  detail,
});

/** Takes a code into service: one that Licensing in this installation assigned to the company, or one that is entered by hand. */
export async function takeNumber(
  options: NumberOptions,
  requestContext: RequestContext,
  form: NumberForm,
): Promise<Done<{ readonly code: string }>> {
  const { tenantId } = requestContext;
  const { papers, ...row } = form;
  return tenantCommand(options.kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    const entered =
      papers === null
        ? await checkAssignment(trx, requestContext, form.code)
        : await enterByHand(options, trx, { requestContext, form });
    if (!entered.ok) return entered;
    if (!(await hasRoomForNumber(trx, tenantId))) return refuse("number-limit");
    const isComplete = await insertNumber(trx, { ...row, tenantId, createdAt: at });
    if (!isComplete) return refuse("number-phone-unknown");
    const source = papers === null ? "licensing" : "by-hand";
    await audit(fact("taken", form.code, { source, ...licensingDetail(form) }));
    return ok({ code: form.code });
  });
}

/** Changes a code that was read at `expectedVersion`; with papers, its licensing data are replaced. */
export async function changeNumber(
  options: NumberOptions,
  requestContext: RequestContext,
  change: { readonly expectedVersion: number; readonly form: NumberChange },
): Promise<Done<null>> {
  const { form, expectedVersion } = change;
  return tenantCommand(options.kit, requestContext, OPTIONS, async ({ trx, audit }) => {
    const known = await lockNumber(trx, form.code);
    if (known === undefined) return refuse("no-such-number");
    if (known.version !== expectedVersion) return refuse("number-stale");
    if (form.papers !== null) {
      const entered = await enterByHand(options, trx, { requestContext, form });
      if (!entered.ok) return entered;
    }
    const { papers: _papers, recordingNotice = known.recordingNotice, ...row } = form;
    const isComplete = await updateNumber(trx, { ...row, recordingNotice, tenantId: requestContext.tenantId });
    if (!isComplete) return refuse("number-phone-unknown");
    const { isRecorded } = form;
    const detail = { phones: form.phoneIds.length, isRecorded, recordingNotice, ...licensingDetail(form) };
    await audit(fact("changed", form.code, detail));
    return ok(null);
  });
}

/** Takes a code out of service. A code that was entered by hand is off from then on. */
export async function leaveNumber(
  { kit, byHand }: NumberOptions,
  requestContext: RequestContext,
  code: string,
): Promise<Done<null>> {
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    if (!(await deleteNumber(trx, code))) return refuse("no-such-number");
    await byHand.leaveByHand(trx, { code, by: requestContext.personId, at });
    await audit(fact("left", code, {}));
    return ok(null);
  });
}

/** Refuses a code that Licensing did not assign to the company of the tenant. */
async function checkAssignment(
  trx: DatabaseTransaction,
  { tenantId }: RequestContext,
  code: string,
): Promise<Done<null>> {
  const tenant = await tenantFacts(trx, tenantId);
  return mayServe(tenant, await findBridged(trx, code)) ? ok(null) : refuse("number-not-yours");
}

async function enterByHand(
  { kit, byHand, patterns }: NumberOptions,
  trx: DatabaseTransaction,
  { requestContext, form }: { readonly requestContext: RequestContext; readonly form: NumberChange },
): Promise<Done<null>> {
  const { code, papers } = form;
  const faults = byHandFaults(form, { patterns, isInInventory: await byHand.isInInventory(trx, code) });
  const [first] = faults;
  if (first !== undefined) return refuse({ code: first.code, fields: faults });
  const isEntered = await byHand.enterByHand(trx, {
    code,
    by: requestContext.personId,
    at: new Date(kit.clock.nowMs()),
    decreeNumber: papers?.decreeNumber ?? "",
    licenceNumber: papers === null || papers.licenceNumber === "" ? null : papers.licenceNumber,
  });
  return isEntered ? ok(null) : refuse("number-kept-by-licensing");
}

function licensingDetail({ papers }: Pick<NumberForm, "papers">): { readonly [key: string]: Json } {
  return papers === null ? {} : { decreeNumber: papers.decreeNumber, licenceNumber: papers.licenceNumber };
}
