import { ok, present, type Result, refuse } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { readHoldRules, readNibEffects, readServiceRules } from "../../regulation/index.ts";
import { rulebookNow } from "../numbering/index.ts";
import type { RecordDependencies } from "./licence-dependencies.effects.ts";
import {
  insertChange,
  insertIssued,
  listRevocableLicences,
  lockHolder,
  lockLicence,
  type NewLicence,
  nibStatusOf,
  standingsOf,
  writeLicenceState,
} from "./licence-record.store.ts";
import {
  codesModeFor,
  decideLicence,
  type Ground,
  type LicenceAct,
  type LicenceRecordRefusal,
} from "./licence-record.ts";

/** The person who changes a licence; null if a rule does so automatically. */
export interface Actor {
  readonly personId: string;
  readonly role: string | null;
  readonly requestId: string;
}

/** A change of a licence. */
export interface LicenceChange {
  readonly licenceId: string;
  readonly act: LicenceAct;
  /** Null if a rule makes the change, regardless of the version. */
  readonly expectedVersion: number | null;
  readonly ground: Ground;
  readonly rule: string | null;
  readonly reason: string;
  readonly actor: Actor | null;
}

const STATES = { suspend: "suspended", resume: "resumed", revoke: "revoked" } as const;

/**
 * Changes the standing of a licence and the modes of its company's codes in one transaction: in the order of commits,
 * every permitted call was recorded before the change. The company is locked first, so that a concurrent assignment
 * of a code waits.
 */
export async function changeLicence(
  dependencies: RecordDependencies,
  trx: DatabaseTransaction,
  change: LicenceChange,
): Promise<Result<{ readonly codes: readonly string[] }, LicenceRecordRefusal>> {
  const { licenceId, act, ground, reason, actor } = change;
  const found = await trx.selectFrom("licence").select("organisationId").where("id", "=", licenceId).executeTakeFirst();
  if (found === undefined) return refuse("no-such-licence");
  const { organisationId } = found;
  const at = new Date(dependencies.kit.clock.nowMs());
  await lockHolder(trx, organisationId);
  const licence = present(await lockLicence(trx, licenceId), "licence");
  const decided = decideLicence(
    { ...licence, isNibBlocked: await isNibBlocked(dependencies, trx, organisationId) },
    change,
  );
  if (!decided.ok) return decided;
  await writeLicenceState(trx, { id: licenceId, standing: decided.value, ground, reason, at });
  const followed = await followUp(dependencies, trx, { licence, act, ground, rule: change.rule, reason, actor, at });
  if (licence.applicationId !== null) {
    await dependencies.reportCase(trx, {
      applicationId: licence.applicationId,
      organisationId,
      kind: "licence-record",
      state: STATES[act],
      at,
      note: reason,
      by: actor === null ? null : { personId: actor.personId, isOfficer: true },
    });
  }
  return ok(followed);
}

interface FollowUp extends Pick<LicenceChange, "ground" | "rule" | "reason" | "actor"> {
  readonly licence: {
    readonly id: string;
    readonly organisationId: string;
    readonly number: string;
    readonly kbli: string;
  };
  readonly act: "activate" | LicenceAct;
  readonly at: Date;
}

/** Switches the codes, and writes the record of the change, the audit entry and the mail to the company. */
async function followUp(
  dependencies: RecordDependencies,
  trx: DatabaseTransaction,
  { licence, act, ground, rule, reason, actor, at }: FollowUp,
): Promise<{ readonly codes: readonly string[] }> {
  const { organisationId, number, kbli } = licence;
  const mode = codesModeFor(await standingsOf(trx, { organisationId, kbli }));
  const note = { by: actor?.personId ?? null, role: actor?.role ?? null, note: reason };
  const codes = await dependencies.switchCodes(trx, { organisationId, mode, note, now: at });
  await insertChange(trx, {
    licenceId: licence.id,
    change: act,
    occurredAt: at,
    actorPersonId: actor?.personId ?? null,
    ground,
    rule,
    reason,
    codesMode: mode,
    codes,
  });
  await recordAudit(trx, dependencies.kit, {
    actorPersonId: actor?.personId ?? null,
    actorRole: actor === null ? (ground === "officer" ? null : "oss") : actor.role,
    action: `licence-record.${act}`,
    subjectKind: "licence",
    subjectId: licence.id,
    detail: { number, ground, rule, codes: codes.length, mode },
    requestId: actor?.requestId ?? null,
  });
  await dependencies.tellCompany(trx, {
    organisationId,
    template: `licence-record.${act}`,
    params: { number, reason, codes: codes.join(", ") },
    dedupeKey: `licence ${licence.id} ${act} ${at.getTime()}`,
  });
  return { codes };
}

async function isNibBlocked(
  dependencies: RecordDependencies,
  trx: DatabaseTransaction,
  organisationId: string,
): Promise<boolean> {
  const { blockedNibStatuses } = readHoldRules(rulebookNow(dependencies.kit.clock.nowMs()));
  const status = await nibStatusOf(trx, organisationId);
  return status !== null && blockedNibStatuses.includes(status);
}

/** A licence to record; `reason` names the Izin, `actor` is the person who confirmed a manually entered one. */
export type IssuedLicence = Omit<NewLicence, "ground"> & { readonly reason: string; readonly actor?: Actor };

/** Records the licence that OSS issued: active, its company's codes opened, OSS informed, all in the caller's transaction. False if it is on record already. */
export async function activateLicence(
  dependencies: RecordDependencies,
  trx: DatabaseTransaction,
  licence: IssuedLicence,
): Promise<boolean> {
  const { reason, actor = null, ...rest } = licence;
  const ground = actor === null ? "oss" : "officer";
  const row = { ...rest, ground } as const;
  const { organisationId, applicationId, at } = row;
  await lockHolder(trx, organisationId);
  if (!(await insertIssued(trx, row))) return false;
  await followUp(dependencies, trx, { licence: row, act: "activate", ground, rule: null, reason, actor, at });
  await dependencies.reportCase(trx, {
    applicationId,
    organisationId,
    kind: "licence-record",
    state: "active",
    at,
    note: reason,
    by: actor === null ? null : { personId: actor.personId, isOfficer: true },
  });
  return true;
}

const BY_NIB = {
  frozen: { ground: "nib-frozen", rule: "licence-on-nib-frozen" },
  revoked: { ground: "nib-revoked", rule: "licence-on-nib-revoked" },
} as const;

/**
 * Applies a NIB status to the licences of its company, in the transaction that stores the data from OSS. A NIB that is
 * in force again resumes nothing automatically: an officer is notified and must decide.
 */
export async function followNib(
  dependencies: RecordDependencies,
  trx: DatabaseTransaction,
  told: { readonly organisationId: string; readonly nibStatus: string },
): Promise<void> {
  const { organisationId, nibStatus } = told;
  if (nibStatus !== "frozen" && nibStatus !== "revoked") return;
  const rulebook = rulebookNow(dependencies.kit.clock.nowMs());
  const effect = readNibEffects(rulebook)[nibStatus];
  if (effect === "nothing") return;
  const { ground, rule } = BY_NIB[nibStatus];
  const { kbli } = readServiceRules(rulebook);
  const reason = dependencies.kit.texts.text("id", `licenceRecord.byNib.${nibStatus}`, {});
  for (const licenceId of await listRevocableLicences(trx, { organisationId, kbli })) {
    const change = { licenceId, act: effect, expectedVersion: null, ground, rule, reason, actor: null };
    const changed = await changeLicence(dependencies, trx, change);
    if (changed.ok)
      await notifyOfficers(dependencies, trx, { organisationId, licenceId, act: effect, codes: changed.value.codes });
  }
}

async function notifyOfficers(
  { kit, officersWho, tellPeople }: RecordDependencies,
  trx: DatabaseTransaction,
  told: {
    readonly organisationId: string;
    readonly licenceId: string;
    readonly act: LicenceAct;
    readonly codes: readonly string[];
  },
): Promise<void> {
  const { organisationId, licenceId, act, codes } = told;
  const now = new Date(kit.clock.nowMs());
  const asked = { team: "licensing", now, exceptOrganisationId: organisationId } as const;
  const deciders = await officersWho(trx, { ...asked, permission: "licence.decide" });
  const coordinators = await officersWho(trx, { ...asked, permission: "application.assign" });
  const { name, number } = await trx
    .selectFrom("licence as l")
    .innerJoin("organisation as o", "o.id", "l.organisationId")
    .select(["o.name", "l.number"])
    .where("l.id", "=", licenceId)
    .executeTakeFirstOrThrow();
  await tellPeople(trx, {
    personIds: [...new Set([...deciders, ...coordinators])],
    template: `licence-record.officer-${act}`,
    params: { company: name, number, codes: codes.join(", ") },
    dedupeKey: `licence ${licenceId} ${act} officers ${now.getTime()}`,
  });
}
