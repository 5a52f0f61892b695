import { type Json, ok, type Result, refuse } from "../../../../kernel/index.ts";
import { tenantCommand } from "../../../../platform/commands/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { type ActedFact, LINES_CHANGED, type RequestContext } from "../../../tenancy/tenants/index.ts";
import type { OpeningHours } from "../contract.ts";
import { decideHours, type NamedHoursCommand } from "./decide-named-hours.ts";
import { hoursFaults } from "./hours-faults.shared.ts";
import {
  countNamedHours,
  endNamedHours,
  holdNamedHours,
  hoursUses,
  insertNamedHours,
  lockNamedHours,
  NAMED_HOURS_MAX,
  writeNamedHours,
} from "./named-hours.store.ts";
import type { NamedHoursRefusal } from "./named-hours-refusal.ts";
import type { DayOff } from "./opening.shared.ts";

/** Dependencies of commands on named hours. */
export interface NamedHoursOptions {
  readonly kit: Kit;
  /** The days off that are known at an instant. */
  readonly daysOff: (nowMs: number) => readonly DayOff[];
}

type Done<Value> = Result<Value, NamedHoursRefusal>;

const TAKEN = { named_hours_name: "hours-name-taken" } as const;

const fact = (what: "created" | "changed" | "ended", subjectId: string, detail: object): ActedFact => ({
  action: `named-hours.${what}`,
  subjectKind: "named-hours",
  subjectId,
  detail: detail as { readonly [key: string]: Json },
});

/** Creates named hours. */
export async function createNamedHours(
  { kit }: NamedHoursOptions,
  requestContext: RequestContext,
  form: { readonly name: string; readonly hours: OpeningHours },
): Promise<Done<{ readonly id: string }>> {
  if (hoursFaults(form.hours).length > 0) return refuse("hours-not-sound");
  const { tenantId, personId: by } = requestContext;
  const id = kit.ids.next();
  return tenantCommand(kit, requestContext, { taken: TAKEN }, async ({ trx, at, audit }) => {
    await holdNamedHours(trx, tenantId);
    if ((await countNamedHours(trx)) >= NAMED_HOURS_MAX) return refuse("hours-limit");
    await insertNamedHours(trx, { id, tenantId, ...form, version: 1, by, at });
    await audit(fact("created", id, { ...form }));
    return ok({ id });
  });
}

/** Saves hours at the version that was read; calls that begin from now on use them. */
export async function saveNamedHours(
  { kit, daysOff }: NamedHoursOptions,
  requestContext: RequestContext,
  command: NamedHoursCommand & { readonly id: string },
): Promise<Done<{ readonly version: number }>> {
  const { id, name, hours } = command;
  const { tenantId, personId: by } = requestContext;
  const options = { taken: TAKEN, announces: LINES_CHANGED };
  return tenantCommand(kit, requestContext, options, async ({ trx, audit }) => {
    const kept = await lockNamedHours(trx, id);
    if (kept === undefined) return refuse("no-such-hours");
    const uses = (await hoursUses(trx)).get(id) ?? [];
    const hasCallers = uses.some(({ isLive, numbers }) => isLive && numbers.length > 0);
    const nowMs = kit.clock.nowMs();
    const decided = decideHours(command, { kept, hasCallers, nowMs, daysOff: daysOff(nowMs) });
    if (decided === "as-it-is") return ok({ version: kept.version });
    if (decided !== "save") return refuse(decided);
    const version = kept.version + 1;
    await writeNamedHours(trx, { id, tenantId, name, hours, version, by, at: new Date(nowMs) });
    await audit(fact("changed", id, { version, name, hours, before: { name: kept.name, hours: kept.hours } }));
    return ok({ version });
  });
}

/** Ends hours that no flow uses, neither live nor as a draft. */
export async function removeNamedHours(
  { kit }: NamedHoursOptions,
  requestContext: RequestContext,
  id: string,
): Promise<Done<null>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    await holdNamedHours(trx, requestContext.tenantId);
    const known = await lockNamedHours(trx, id);
    if (known === undefined) return refuse("no-such-hours");
    if ((await hoursUses(trx)).has(id)) return refuse("hours-in-use");
    await endNamedHours(trx, { id, at });
    await audit(fact("ended", id, { name: known.name }));
    return ok(null);
  });
}
