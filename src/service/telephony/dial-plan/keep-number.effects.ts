import type { Json } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NumberPattern } from "../../../regulation/index.ts";
import {
  type ActedFact,
  actedEntry,
  type FormFault,
  LINES_CHANGED,
  type RequestContext,
} from "../../tenancy/tenants/index.ts";
import {
  deleteNumber,
  findBridged,
  hasRoomForNumber,
  insertNumber,
  isTaken,
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

/** A refused operation with all of its faults. */
export interface RefusedNumber {
  readonly refusal: NumberRefusal;
  readonly faults: readonly FormFault<NumberRefusal>[];
}

/** Thrown to roll an operation back. */
class Refused extends Error {
  readonly refused: RefusedNumber;
  constructor(refused: RefusedNumber) {
    super(refused.refusal);
    this.refused = refused;
  }
}

/** Takes a code into service: one that Licensing in this installation assigned to the company, or one that is entered by hand. */
export async function takeNumber(
  options: NumberOptions,
  requestContext: RequestContext,
  form: NumberForm,
): Promise<"taken" | RefusedNumber> {
  const { kit } = options;
  const { tenantId } = requestContext;
  return guarded(options, requestContext, async (trx) => {
    const source = form.papers === null ? await fromLicensing(trx, requestContext, form.code) : "by-hand";
    if (form.papers !== null) await byHand(options, trx, { requestContext, form });
    if (!(await hasRoomForNumber(trx, tenantId))) throw refused("number-limit", null);
    const { papers: _papers, ...row } = form;
    const isWhole = await insertNumber(trx, { ...row, tenantId, createdAt: new Date(kit.clock.nowMs()) });
    if (!isWhole) throw refused("number-phone-unknown", "phoneIds");
    await audit(kit, trx, requestContext, {
      code: form.code,
      action: "number.taken",
      detail: { source, ...licensingDetail(form) },
    });
    return "taken" as const;
  });
}

/** Changes a code that was read at `expectedVersion`; with papers, its licensing data are replaced. */
export async function changeNumber(
  options: NumberOptions,
  requestContext: RequestContext,
  change: { readonly expectedVersion: number; readonly form: NumberChange },
): Promise<"changed" | RefusedNumber> {
  const { form, expectedVersion } = change;
  return guarded(options, requestContext, async (trx) => {
    const known = await lockNumber(trx, form.code);
    if (known === undefined) throw refused("no-such-number", null);
    if (known.version !== expectedVersion) throw refused("number-stale", null);
    if (form.papers !== null) await byHand(options, trx, { requestContext, form });
    const { papers: _papers, recordingNotice = known.recordingNotice, ...row } = form;
    const isWhole = await updateNumber(trx, { ...row, recordingNotice, tenantId: requestContext.tenantId });
    if (!isWhole) throw refused("number-phone-unknown", "phoneIds");
    const { isRecorded } = form;
    const detail = { phones: form.phoneIds.length, isRecorded, recordingNotice, ...licensingDetail(form) };
    await audit(options.kit, trx, requestContext, { code: form.code, action: "number.changed", detail });
    return "changed" as const;
  });
}

/** Takes a code out of service. A code that was entered by hand is off from then on. */
export async function leaveNumber(
  options: NumberOptions,
  requestContext: RequestContext,
  code: string,
): Promise<"left" | RefusedNumber> {
  const { kit, byHand: bridge } = options;
  return guarded(options, requestContext, async (trx) => {
    if (!(await deleteNumber(trx, code))) throw refused("no-such-number", null);
    await bridge.leaveByHand(trx, { code, by: requestContext.personId, at: new Date(kit.clock.nowMs()) });
    await audit(kit, trx, requestContext, { code, action: "number.left", detail: {} });
    return "left" as const;
  });
}

async function fromLicensing(
  trx: DatabaseTransaction,
  { tenantId }: RequestContext,
  code: string,
): Promise<"licensing"> {
  const tenant = await tenantFacts(trx, tenantId);
  if (!mayServe(tenant, await findBridged(trx, code))) throw refused("number-not-yours", "code");
  return "licensing";
}

async function byHand(
  { kit, byHand: bridge, patterns }: NumberOptions,
  trx: DatabaseTransaction,
  { requestContext, form }: { readonly requestContext: RequestContext; readonly form: NumberChange },
): Promise<void> {
  const { code, papers } = form;
  const faults = byHandFaults(form, { patterns, isInInventory: await bridge.isInInventory(trx, code) });
  const [first] = faults;
  if (first !== undefined) throw new Refused({ refusal: first.code, faults });
  const entered = await bridge.enterByHand(trx, {
    code,
    by: requestContext.personId,
    at: new Date(kit.clock.nowMs()),
    decreeNumber: papers?.decreeNumber ?? "",
    licenceNumber: papers === null || papers.licenceNumber === "" ? null : papers.licenceNumber,
  });
  if (!entered) throw refused("number-kept-by-licensing", "code");
}

function licensingDetail({ papers }: Pick<NumberForm, "papers">): { readonly [key: string]: Json } {
  return papers === null ? {} : { decreeNumber: papers.decreeNumber, licenceNumber: papers.licenceNumber };
}

function refused(refusal: NumberRefusal, path: string | null): Refused {
  return new Refused({ refusal, faults: path === null ? [] : [{ path, code: refusal }] });
}

/** Runs an operation in one transaction, and notifies the switch. */
async function guarded<Done extends string>(
  { kit }: NumberOptions,
  { tenantId }: RequestContext,
  act: (trx: DatabaseTransaction) => Promise<Done>,
): Promise<Done | RefusedNumber> {
  try {
    const done = await inTenant(kit.db, tenantId, act);
    kit.changeFeed.announce(LINES_CHANGED);
    return done;
  } catch (error) {
    if (error instanceof Refused) return error.refused;
    if (isTaken(error)) return refused("number-taken", "code").refused;
    throw error;
  }
}

function audit(
  kit: Kit,
  trx: DatabaseTransaction,
  requestContext: RequestContext,
  { code: subjectId, ...fact }: { readonly code: string } & Pick<ActedFact, "action" | "detail">,
): Promise<void> {
  return recordAudit(trx, kit, actedEntry(requestContext, { ...fact, subjectKind: "service-number", subjectId }));
}
