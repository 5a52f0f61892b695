import { ok, present, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyPeople } from "../../../platform/mail/index.ts";
import type { ActedFact } from "../tenants/index.ts";
import {
  addEntry,
  administratorsOf,
  centresOf,
  entriesOf,
  findBreach,
  handBreach,
  INSTALLATION,
  inRegister,
  insertBreach,
  lockBreach,
  type Register,
} from "./breach.store.ts";
import {
  type BreachEntry,
  type BreachRefusal,
  entryRefusal,
  handedCentres,
  openingRefusal,
  type WrittenEntry,
} from "./breach.ts";

const HOUR_MS = 3_600_000;

/** The writer of an entry, and the register. */
export interface RegisterContext {
  readonly register: Register;
  readonly personId: string;
  readonly role: string | null;
  readonly requestId: string;
}

/** The audit entry of an operation on a register. */
function acted(
  registerContext: RegisterContext,
  fact: Pick<ActedFact, "action" | "detail"> & { readonly subjectId: string },
) {
  const { register, personId: actorPersonId, role: actorRole, requestId } = registerContext;
  const whose = register === INSTALLATION ? {} : { tenantId: register };
  return { ...whose, actorPersonId, actorRole, requestId, subjectKind: "personal-breach", ...fact };
}

/** Opens a breach: the deadline counts from when it became known. */
export async function openBreach(
  kit: Kit,
  registerContext: RegisterContext,
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
  const { register, personId: openedBy } = registerContext;
  const id = kit.ids.next();
  await inRegister(kit.db, register, async (trx) => {
    await insertBreach(trx, register, {
      id,
      title: wish.title,
      openedBy,
      openedAt: new Date(nowMs),
      happenedAt: new Date(times.happenedAtMs),
      knownAt: new Date(times.knownAtMs),
      dueAt: new Date(times.knownAtMs + wish.noticeHours * HOUR_MS),
    });
    await recordAudit(
      trx,
      kit,
      acted(registerContext, { action: "personal-breach.opened", subjectId: id, detail: {} }),
    );
  });
  return ok({ id });
}

const ACTIONS = {
  findings: "personal-breach.found",
  notice: "personal-breach.told",
  closing: "personal-breach.closed",
} as const;

/** Adds an entry to a breach, over the version that was read. */
export async function writeEntry(
  kit: Kit,
  registerContext: RegisterContext,
  wish: { readonly id: string; readonly expectedVersion: number; readonly entry: WrittenEntry },
): Promise<Result<null, BreachRefusal>> {
  const { register, personId: writtenBy } = registerContext;
  const { id: breachId, entry, expectedVersion: version } = wish;
  const nowMs = kit.clock.nowMs();
  return inRegister(kit.db, register, async (trx) => {
    const refusal = entryRefusal(await lockBreach(trx, register, breachId), wish, nowMs);
    if (refusal !== null) return refuse(refusal);
    await addEntry(trx, register, { breachId, version, entry, at: new Date(nowMs), writtenBy });
    const detail: Record<string, string> = entry.kind === "notice" ? { to: entry.to } : {};
    await recordAudit(trx, kit, acted(registerContext, { action: ACTIONS[entry.kind], subjectId: breachId, detail }));
    return ok(null);
  });
}

/** Dependencies of forwarding a breach beside the kit. */
export interface HandingOptions {
  readonly kit: Kit;
  readonly tellPeople: NotifyPeople;
  readonly noticeHours: number;
}

/**
 * Forwards a breach of the installation to the affected call centres: from then on each has it in its own register, whose deadline counts from now, and
 * its administrators are notified by mail. All of them or none.
 */
export async function handToCentres(
  { kit, tellPeople, noticeHours }: HandingOptions,
  asking: Omit<RegisterContext, "register">,
  wish: {
    readonly id: string;
    readonly expectedVersion: number;
    readonly text: string;
    readonly tenantIds: readonly string[];
  },
): Promise<Result<null, BreachRefusal>> {
  const register = INSTALLATION;
  const { id: breachId, expectedVersion: version, text } = wish;
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    const tenantIds = [...new Set(wish.tenantIds)];
    const centres = await centresOf(trx, tenantIds);
    const entry: BreachEntry = { kind: "handing", text, centres: [...centres] };
    const refusal = entryRefusal(await lockBreach(trx, register, breachId), { entry, expectedVersion: version }, +at);
    if (refusal !== null) return refuse(refusal);
    if (centres.length < tenantIds.length) return refuse("no-such-tenant");
    const handedBefore = handedCentres((await entriesOf(trx, register, breachId)).map((one) => one.entry));
    if (centres.some(({ id }) => handedBefore.has(id))) return refuse("breach-handed");
    const answering = new Map<string, readonly string[]>();
    for (const { id } of centres) answering.set(id, await administratorsOf(trx, id, at));
    if ([...answering.values()].some((people) => people.length === 0)) return refuse("breach-nobody-there");
    await addEntry(trx, register, { breachId, version, entry, at, writtenBy: asking.personId });
    const detail = { centres: tenantIds.length };
    const mine = { ...asking, register } as const;
    await recordAudit(trx, kit, acted(mine, { action: "personal-breach.handed", subjectId: breachId, detail }));
    const failure = present(await findBreach(trx, register, breachId), "failure");
    const own = { failure, at, dueAt: new Date(at.getTime() + noticeHours * HOUR_MS), text, handedFrom: breachId };
    for (const [tenantId, personIds] of answering)
      await handOne(
        trx,
        { kit, tellPeople },
        { ...own, registerContext: { ...asking, register: tenantId }, personIds },
      );
    return ok(null);
  });
}

/** Forwards to one call centre: into its register, its audit log, and by mail to its administrators. */
async function handOne(
  trx: DatabaseTransaction,
  { kit, tellPeople }: Pick<HandingOptions, "kit" | "tellPeople">,
  handed: {
    readonly failure: { readonly title: string; readonly happenedAt: Date };
    readonly at: Date;
    readonly dueAt: Date;
    readonly text: string;
    readonly handedFrom: string;
    readonly registerContext: RegisterContext;
    readonly personIds: readonly string[];
  },
): Promise<void> {
  const { failure, at, dueAt, text, handedFrom, registerContext, personIds } = handed;
  const { title, happenedAt } = failure;
  const id = kit.ids.next();
  const theirs = {
    id,
    tenantId: registerContext.register,
    handedFrom,
    title,
    happenedAt,
    knownAt: at,
    dueAt,
    openedBy: registerContext.personId,
    openedAt: at,
  };
  await handBreach(trx, theirs, { kind: "handing", text, centres: [] });
  await recordAudit(trx, kit, acted(registerContext, { action: "personal-breach.opened", subjectId: id, detail: {} }));
  const link = `${kit.publicUrl()}/layanan/insiden-data/${id}`;
  await tellPeople(trx, {
    personIds,
    template: "personal-breach-handed",
    dedupeKey: `personal-breach ${id} handed`,
    params: () => ({ title, text, link }),
  });
}
