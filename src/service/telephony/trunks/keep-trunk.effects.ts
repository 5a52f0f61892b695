import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import {
  type ActedFact,
  actedEntry,
  type FormFault,
  LINES_CHANGED,
  type RequestContext,
} from "../../tenancy/tenants/index.ts";
import { TRUNKS_MAX } from "./trunk.store.ts";
import {
  changedSince,
  conflictOf,
  countTrunks,
  endTrunk,
  insertTrunk,
  lockTrunk,
  type StoredTrunk,
  updateTrunk,
} from "./trunk-form.store.ts";
import { changedFields, type TrunkForm, type TrunkRefusal, trunkFaults } from "./trunk-form.ts";
import { forbiddenHostOf } from "./trunk-host.effects.ts";

/** A refused operation with all of its faults. */
export interface RefusedTrunk {
  readonly refusal: TrunkRefusal;
  readonly faults: readonly FormFault<TrunkRefusal | "field-changed-meanwhile">[];
}

/** Adds a trunk to a carrier, with the source addresses of its calls. */
export async function addTrunk(
  kit: Kit,
  requestContext: RequestContext,
  form: TrunkForm,
): Promise<{ readonly id: string } | RefusedTrunk> {
  const refused = refusedForm(kit, form);
  if (refused !== undefined) return refused;
  const { tenantId } = requestContext;
  return guarded(kit, async () => {
    const id = kit.ids.next();
    return inTenant(kit.db, tenantId, async (trx) => {
      if ((await countTrunks(trx, tenantId)) >= TRUNKS_MAX) return refuse("trunk-limit");
      await insertTrunk(trx, { ...form, id, tenantId, createdAt: new Date(kit.clock.nowMs()) });
      const { kind, carrier, agreementNumber, channelsMax, dials } = form;
      await audit(kit, trx, requestContext, {
        id,
        action: "trunk.added",
        detail: { kind, carrier, agreementNumber, channelsMax, dials },
      });
      return { id };
    });
  });
}

/** Changes a trunk that was read at `expectedVersion`; a concurrent change is refused with the names of its fields. */
export async function changeTrunk(
  kit: Kit,
  requestContext: RequestContext,
  change: { readonly id: string; readonly expectedVersion: number; readonly form: TrunkForm },
): Promise<"changed" | RefusedTrunk> {
  const refused = refusedForm(kit, change.form);
  if (refused !== undefined) return refused;
  return guarded(kit, () =>
    inTenant(kit.db, requestContext.tenantId, async (trx) => {
      const known = await lockTrunk(trx, change.id);
      return known === undefined ? refuse("no-such-trunk") : write(kit, trx, { requestContext, known, ...change });
    }),
  );
}

/** Turns a trunk on or off. A trunk whose agreement is over cannot be turned on. */
export async function switchTrunk(
  kit: Kit,
  requestContext: RequestContext,
  wish: { readonly id: string; readonly expectedVersion: number; readonly isOn: boolean },
): Promise<"changed" | RefusedTrunk> {
  return guarded(kit, () =>
    inTenant(kit.db, requestContext.tenantId, async (trx) => {
      const known = await lockTrunk(trx, wish.id);
      if (known === undefined) return refuse("no-such-trunk");
      const { id: _id, version: _version, createdAt: _createdAt, ...rest } = known;
      const form = { ...rest, isOn: wish.isOn };
      // Turning off is never refused, whatever the state of the agreement.
      const refused = wish.isOn ? refusedForm(kit, form) : undefined;
      return refused ?? write(kit, trx, { requestContext, known, form, expectedVersion: wish.expectedVersion });
    }),
  );
}

/** Ends a trunk: it carries no new calls; calls in progress continue. */
export async function removeTrunk(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<"ended" | RefusedTrunk> {
  return guarded(kit, () =>
    inTenant(kit.db, requestContext.tenantId, async (trx) => {
      if (!(await endTrunk(trx, id, new Date(kit.clock.nowMs())))) return refuse("no-such-trunk");
      await audit(kit, trx, requestContext, { id, action: "trunk.ended", detail: {} });
      return "ended" as const;
    }),
  );
}

async function write(
  kit: Kit,
  trx: DatabaseTransaction,
  change: {
    readonly requestContext: RequestContext;
    readonly known: StoredTrunk;
    readonly form: TrunkForm;
    readonly expectedVersion: number;
  },
): Promise<"changed" | RefusedTrunk> {
  const { requestContext, known, form, expectedVersion } = change;
  const { id, version, createdAt: _createdAt, ...before } = known;
  if (version !== expectedVersion) {
    const names = await changedSince(trx, id, expectedVersion);
    return {
      refusal: "trunk-stale",
      faults: names.map((path) => ({ path, code: "field-changed-meanwhile" as const })),
    };
  }
  const changed = [...changedFields(before, form)];
  if (changed.length === 0) return "changed";
  await updateTrunk(trx, { ...form, id, tenantId: requestContext.tenantId }, new Date(kit.clock.nowMs()));
  // The dialling permission is recorded with its value, so that the person who enabled international calls is known.
  const dials = changed.includes("dials") ? { dials: form.dials } : {};
  await audit(kit, trx, requestContext, {
    id,
    action: "trunk.changed",
    detail: { version: version + 1, changed, ...dials },
  });
  return "changed";
}

function refusedForm(kit: Kit, form: TrunkForm): RefusedTrunk | undefined {
  const faults = trunkFaults(form, {
    today: officeDate(kit.clock.nowMs()),
    isLocal: kit.settings.isLocal,
    isForbidden: forbiddenHostOf(kit.settings),
  });
  const [first] = faults;
  return first === undefined ? undefined : { refusal: first.code, faults };
}

function refuse(refusal: TrunkRefusal): RefusedTrunk {
  return { refusal, faults: [] };
}

/** Runs an operation, and notifies the switch; a name or an address that another trunk has is refused. */
async function guarded<Done extends object | string>(
  kit: Kit,
  act: () => Promise<Done | RefusedTrunk>,
): Promise<Done | RefusedTrunk> {
  try {
    const done = await act();
    kit.changeFeed.announce(LINES_CHANGED);
    return done;
  } catch (error) {
    const conflict = conflictOf(error);
    if (conflict === undefined) throw error;
    const path = conflict === "trunk-name-taken" ? "name" : "addresses";
    return { refusal: conflict, faults: [{ path, code: conflict }] };
  }
}

function audit(
  kit: Kit,
  trx: DatabaseTransaction,
  requestContext: RequestContext,
  { id: subjectId, ...fact }: { readonly id: string } & Pick<ActedFact, "action" | "detail">,
): Promise<void> {
  return recordAudit(trx, kit, actedEntry(requestContext, { ...fact, subjectKind: "trunk", subjectId }));
}
