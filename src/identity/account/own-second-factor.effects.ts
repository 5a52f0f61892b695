import type { FastifyRequest } from "fastify";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { seal, unseal } from "../../platform/sealing/index.ts";
import { mailPerson, receiverOf } from "../person-mail.effects.ts";
import {
  dropSecondFactor,
  findSecondFactor,
  keepPendingSecret,
  replaceRecoveryCodes,
  replaceSecret,
  spendStep,
} from "../second-factor/second-factor.store.ts";
import { freshRecoveryCodes, recoveryHash, secondFactorKey, stepOf } from "../second-factor/totp.effects.ts";
import { auditPerson } from "../sessions/sign-in.effects.ts";
import { writtenMoment } from "../written-time.ts";

interface GivenCode {
  readonly caller: { readonly personId: string };
  readonly code: string;
  readonly at: Date;
}

/** Stores a new secret beside the active one; false if the person has none. */
export async function beginRenewal(kit: Kit, personId: string, secret: Buffer): Promise<boolean> {
  const key = await secondFactorKey(kit.settings.dataFolder);
  const sealed = seal(key, personId, secret);
  return keepPendingSecret(kit.db, { personId, sealed, at: new Date(kit.clock.nowMs()) });
}

/** Replaces the old secret by the new one, given one of its codes, with new recovery codes. */
export async function confirmRenewal(
  kit: Kit,
  request: FastifyRequest,
  { caller, code, at }: GivenCode,
): Promise<readonly string[] | "second-factor-wrong" | "second-factor-not-begun"> {
  const { personId } = caller;
  const key = await secondFactorKey(kit.settings.dataFolder);
  return kit.db.transaction().execute(async (trx) => {
    const row = await findSecondFactor(trx, personId);
    if (row === undefined || row.pendingSealedSecret === null) return "second-factor-not-begun";
    const step = stepOf(unseal(key, personId, row.pendingSealedSecret), code, at.getTime());
    if (step === undefined) return "second-factor-wrong";
    if (!(await replaceSecret(trx, { personId, step, at }))) return "second-factor-not-begun";
    return withNewCodes(kit, trx, { request, personId, at, action: "person.second-factor-renewed" });
  });
}

/** Creates new recovery codes, given a code of the authenticator. */
export async function renewRecoveryCodes(
  kit: Kit,
  request: FastifyRequest,
  given: GivenCode,
): Promise<readonly string[] | "second-factor-wrong" | "no-such-second-factor"> {
  const { personId } = given.caller;
  return kit.db.transaction().execute(async (trx) => {
    const spent = await spendCode(kit, trx, given);
    if (spent !== "spent") return spent;
    return withNewCodes(kit, trx, { request, personId, at: given.at, action: "person.recovery-codes-renewed" });
  });
}

/** Removes the person's own second factor, given a code of the authenticator. */
export async function dropOwnSecondFactor(
  kit: Kit,
  request: FastifyRequest,
  given: GivenCode,
): Promise<readonly string[] | "second-factor-wrong" | "no-such-second-factor"> {
  const { personId } = given.caller;
  return kit.db.transaction().execute(async (trx) => {
    const spent = await spendCode(kit, trx, given);
    if (spent !== "spent") return spent;
    await dropSecondFactor(trx, personId);
    await note(kit, trx, { request, personId, at: given.at, action: "person.second-factor-dropped" });
    return [];
  });
}

async function spendCode(kit: Kit, trx: DatabaseTransaction, { caller: { personId }, code, at }: GivenCode) {
  const row = await findSecondFactor(trx, personId);
  if (row === undefined || row.confirmedAt === null) return "no-such-second-factor" as const;
  const key = await secondFactorKey(kit.settings.dataFolder);
  const step = stepOf(unseal(key, personId, row.sealedSecret), code, at.getTime());
  const isFresh = step !== undefined && (await spendStep(trx, { personId, step }));
  return isFresh ? ("spent" as const) : ("second-factor-wrong" as const);
}

interface Change {
  readonly request: FastifyRequest;
  readonly personId: string;
  readonly at: Date;
  readonly action: string;
}

async function withNewCodes(kit: Kit, trx: DatabaseTransaction, change: Change): Promise<readonly string[]> {
  const codes = freshRecoveryCodes();
  await replaceRecoveryCodes(trx, change.personId, codes.map(recoveryHash));
  await note(kit, trx, change);
  return codes;
}

/** Writes the audit entry and notifies the person, in case of misuse. */
async function note(kit: Kit, trx: DatabaseTransaction, { request, personId, at, action }: Change): Promise<void> {
  await auditPerson(kit, trx, { request, by: personId, action, personId, detail: {} });
  const to = await receiverOf(trx, personId);
  if (to === undefined) return;
  const params = { at: writtenMoment(at.getTime(), to.locale), link: `${kit.publicUrl()}/akun` };
  await mailPerson(kit, trx, { to, key: `${action} ${request.id}`, text: "second-factor-changed", params });
}
