import type { Json } from "../../../../kernel/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { actedEntry, LINES_CHANGED, type RequestContext } from "../../../tenancy/tenants/index.ts";
import type { OpeningHours } from "../contract.ts";
import { decideHours, type NamedHoursCommand } from "./decide-named-hours.ts";
import { hoursFaults } from "./hours-faults.shared.ts";
import {
  countNamedHours,
  endNamedHours,
  holdNamedHours,
  hoursUses,
  insertNamedHours,
  isHoursNameTaken,
  lockNamedHours,
  NAMED_HOURS_MAX,
  writeNamedHours,
} from "./named-hours.store.ts";
import type { NamedHoursRefusal } from "./named-hours-refusal.ts";
import type { DayOff } from "./opening.shared.ts";

/** What acts on named hours need. */
export interface NamedHoursOptions {
  readonly kit: Kit;
  /** The days off that are known at an instant. */
  readonly daysOff: (nowMs: number) => readonly DayOff[];
}

/** An act that was refused. */
export interface RefusedHours {
  readonly refusal: NamedHoursRefusal;
}

/** Keeps hours under a name. */
export async function createNamedHours(
  { kit }: NamedHoursOptions,
  requestContext: RequestContext,
  form: { readonly name: string; readonly hours: OpeningHours },
): Promise<{ readonly id: string } | RefusedHours> {
  if (hoursFaults(form.hours).length > 0) return { refusal: "hours-not-sound" };
  const { tenantId, personId: by } = requestContext;
  const id = kit.ids.next();
  return named(async () =>
    inTenant(kit.db, tenantId, async (trx) => {
      await holdNamedHours(trx, tenantId);
      if ((await countNamedHours(trx)) >= NAMED_HOURS_MAX) return { refusal: "hours-limit" as const };
      await insertNamedHours(trx, { id, tenantId, ...form, version: 1, by, at: new Date(kit.clock.nowMs()) });
      await audit(kit, trx, requestContext, { id, action: "named-hours.created", detail: { ...form } });
      return { id };
    }),
  );
}

/** Saves hours over the version that was read; calls that begin from now on are led by them. */
export async function saveNamedHours(
  options: NamedHoursOptions,
  requestContext: RequestContext,
  wish: NamedHoursCommand & { readonly id: string },
): Promise<{ readonly version: number } | RefusedHours> {
  const { kit } = options;
  const { id, name, hours } = wish;
  const done = await named(async () =>
    inTenant(kit.db, requestContext.tenantId, async (trx) => {
      const kept = await lockNamedHours(trx, id);
      if (kept === undefined) return { refusal: "no-such-hours" as const };
      const uses = (await hoursUses(trx)).get(id) ?? [];
      const hasCallers = uses.some(({ isLive, numbers }) => isLive && numbers.length > 0);
      const nowMs = kit.clock.nowMs();
      const decided = decideHours(wish, { kept, hasCallers, nowMs, daysOff: options.daysOff(nowMs) });
      if (decided === "as-it-is") return { version: kept.version };
      if (decided !== "save") return { refusal: decided };
      const version = kept.version + 1;
      const { tenantId, personId: by } = requestContext;
      await writeNamedHours(trx, { id, tenantId, name, hours, version, by, at: new Date(nowMs) });
      const detail = { version, name, hours, before: { name: kept.name, hours: kept.hours } } as unknown as Detail;
      await audit(kit, trx, requestContext, { id, action: "named-hours.changed", detail });
      return { version };
    }),
  );
  kit.changeFeed.announce(LINES_CHANGED);
  return done;
}

/** Ends hours that no flow names, neither live nor as a draft. */
export async function removeNamedHours(
  { kit }: NamedHoursOptions,
  requestContext: RequestContext,
  id: string,
): Promise<"ended" | RefusedHours> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    await holdNamedHours(trx, requestContext.tenantId);
    const kept = await lockNamedHours(trx, id);
    if (kept === undefined) return { refusal: "no-such-hours" };
    if ((await hoursUses(trx)).has(id)) return { refusal: "hours-in-use" };
    await endNamedHours(trx, { id, at: new Date(kit.clock.nowMs()) });
    await audit(kit, trx, requestContext, { id, action: "named-hours.ended", detail: { name: kept.name } });
    return "ended";
  });
}

type Detail = { readonly [key: string]: Json };

async function named<Done>(act: () => Promise<Done>): Promise<Done | RefusedHours> {
  try {
    return await act();
  } catch (error) {
    if (isHoursNameTaken(error)) return { refusal: "hours-name-taken" };
    throw error;
  }
}

function audit(
  kit: Kit,
  trx: DatabaseTransaction,
  requestContext: RequestContext,
  fact: { readonly id: string; readonly action: string; readonly detail: object },
): Promise<void> {
  const { id: subjectId, detail, ...rest } = fact;
  return recordAudit(
    trx,
    kit,
    actedEntry(requestContext, { ...rest, detail: detail as Detail, subjectKind: "named-hours", subjectId }),
  );
}
