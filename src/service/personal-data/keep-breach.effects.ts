import { ok, type Result, refuse } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { type Asking, actedEntry } from "../tenants/index.ts";
import { addEntry, insertBreach, lockBreach } from "./breach.store.ts";
import { type BreachEntry, type BreachRefusal, entryRefusal, openingRefusal } from "./breach.ts";

const HOUR_MS = 3_600_000;

/** Opens a failure: the hours count from when it became known. */
export async function openBreach(
  kit: Kit,
  asking: Asking,
  wish: {
    readonly title: string;
    readonly happenedAt: string;
    readonly knownAt: string;
    readonly noticeHours: number;
  },
): Promise<Result<{ readonly id: string }, BreachRefusal>> {
  const nowMs = kit.clock.nowMs();
  const times = { happenedAtMs: Date.parse(wish.happenedAt), knownAtMs: Date.parse(wish.knownAt) };
  const refusal = openingRefusal(times, nowMs);
  if (refusal !== null) return refuse(refusal);
  const { tenantId, personId: openedBy } = asking;
  const id = kit.ids.next();
  await inTenant(kit.db, tenantId, async (trx) => {
    await insertBreach(trx, {
      ...{ id, tenantId, title: wish.title, openedBy, openedAt: new Date(nowMs) },
      ...{ happenedAt: new Date(times.happenedAtMs), knownAt: new Date(times.knownAtMs) },
      dueAt: new Date(times.knownAtMs + wish.noticeHours * HOUR_MS),
    });
    const fact = {
      action: "personal-breach.opened",
      subjectKind: "personal-breach",
      subjectId: id,
      detail: {},
    } as const;
    await recordAudit(trx, kit, actedEntry(asking, fact));
  });
  return ok({ id });
}

const ACTIONS = {
  findings: "personal-breach.found",
  notice: "personal-breach.told",
  closing: "personal-breach.closed",
} as const;

/** Adds what was found or told to a failure, over the version that was read. */
export async function writeEntry(
  kit: Kit,
  asking: Asking,
  wish: { readonly id: string; readonly expectedVersion: number; readonly entry: BreachEntry },
): Promise<"written" | BreachRefusal> {
  const { tenantId, personId: writtenBy } = asking;
  const { id: breachId, entry, expectedVersion: version } = wish;
  const nowMs = kit.clock.nowMs();
  return inTenant(kit.db, tenantId, async (trx) => {
    const refusal = entryRefusal(await lockBreach(trx, breachId), wish, nowMs);
    if (refusal !== null) return refusal;
    await addEntry(trx, { breachId, tenantId, version, entry, at: new Date(nowMs), writtenBy });
    const detail: Record<string, string> = entry.kind === "notice" ? { to: entry.to } : {};
    const subject = { subjectKind: "personal-breach", subjectId: breachId, detail } as const;
    await recordAudit(trx, kit, actedEntry(asking, { action: ACTIONS[entry.kind], ...subject }));
    return "written";
  });
}
