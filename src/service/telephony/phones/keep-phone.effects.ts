import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, LINES_CHANGED, type RequestContext } from "../../tenancy/tenants/index.ts";
import type { phoneSecretSchema } from "./contract.ts";
import {
  encryptPhoneRow,
  endPhone,
  findRegistrar,
  hasRoomForPhone,
  insertPhone,
  isExtensionTaken,
  isKnownCode,
  lockPhone,
  renamePhoneRow,
  renewSecret,
} from "./phone-form.store.ts";
import {
  CHANCE_BYTES,
  extensionFault,
  type PhoneAccount,
  type PhoneForm,
  type PhoneRefusal,
  phonePassword,
  phoneUsername,
  provisioningText,
} from "./phone-form.ts";
import { sealPhoneSecret } from "./phone-secret.effects.ts";

/** Dependencies of operations on phones beside the kit. */
export interface PhoneOptions {
  readonly kit: Kit;
  /** The key of this installation's phone secrets. */
  readonly key: Buffer;
  readonly emergency: ReadonlySet<string>;
}

/** A phone's account with its password, returned once. */
export type PhoneSecret = z.infer<typeof phoneSecretSchema>;

/** Adds a phone; its password is generated here, and only its digest secret is stored. */
export async function addPhone(
  options: PhoneOptions,
  requestContext: RequestContext,
  form: PhoneForm,
): Promise<PhoneSecret | { readonly refusal: PhoneRefusal }> {
  const { kit } = options;
  try {
    const done = await inTenant(kit.db, requestContext.tenantId, (trx) =>
      addPhoneIn(options, trx, requestContext, form),
    );
    kit.changeFeed.announce(LINES_CHANGED);
    return done;
  } catch (error) {
    if (isExtensionTaken(error)) return { refusal: "phone-extension-taken" };
    throw error;
  }
}

/** Adds a phone in a transaction of the caller, which must be rolled back after a refusal. */
export async function addPhoneIn(
  { kit, key, emergency }: PhoneOptions,
  trx: DatabaseTransaction,
  requestContext: RequestContext,
  form: PhoneForm,
): Promise<PhoneSecret | { readonly refusal: PhoneRefusal }> {
  const { tenantId } = requestContext;
  const { extension, name, isEncrypted } = form;
  const id = kit.ids.next();
  const username = phoneUsername(extension, randomBytes(CHANCE_BYTES));
  const account = { ...form, username, password: phonePassword(randomBytes(CHANCE_BYTES)) };
  const fault = extensionFault(extension, { emergency, isCode: await isKnownCode(trx, extension) });
  if (fault !== undefined) return { refusal: fault };
  if (!(await hasRoomForPhone(trx, tenantId))) return { refusal: "phone-limit" };
  if (isEncrypted && !(await hasTls(trx))) return { refusal: "phone-encryption-without-tls" };
  const sealedSecret = sealPhoneSecret(key, { id, ...account });
  const createdAt = new Date(kit.clock.nowMs());
  await insertPhone(trx, { id, tenantId, extension, name, username, isEncrypted, sealedSecret, createdAt });
  await audit(kit, trx, requestContext, { id, action: "phone.added", detail: { extension } });
  return buildPhoneSecret(trx, id, account);
}

/** Changes a phone that was read at a version, under its lock, and notifies the switch. */
async function overPhone<Done>(
  kit: Kit,
  requestContext: RequestContext,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
  change: (
    trx: DatabaseTransaction,
    phone: NonNullable<Awaited<ReturnType<typeof lockPhone>>>,
  ) => Promise<Done | { readonly refusal: PhoneRefusal }>,
): Promise<Done | { readonly refusal: PhoneRefusal }> {
  const done = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const phone = await lockPhone(trx, id);
    if (phone === undefined) return { refusal: "no-such-phone" as const };
    if (phone.version !== expectedVersion) return { refusal: "phone-stale" as const };
    return change(trx, phone);
  });
  kit.changeFeed.announce(LINES_CHANGED);
  return done;
}

/** Gives a phone a new password; a device with the old one loses its registration at once. */
export async function renewPhone(
  { kit, key }: PhoneOptions,
  requestContext: RequestContext,
  wish: { readonly id: string; readonly expectedVersion: number },
): Promise<PhoneSecret | { readonly refusal: PhoneRefusal }> {
  const { id } = wish;
  return overPhone(kit, requestContext, wish, async (trx, phone) => {
    const { extension, name, username, isEncrypted } = phone;
    const account = { extension, name, username, isEncrypted, password: phonePassword(randomBytes(CHANCE_BYTES)) };
    await renewSecret(trx, { id, sealedSecret: sealPhoneSecret(key, { id, ...account }) });
    await audit(kit, trx, requestContext, { id, action: "phone.renewed", detail: { extension } });
    return buildPhoneSecret(trx, id, account);
  });
}

/** Renames a phone; its device is not affected. */
export async function renamePhone(
  { kit }: Pick<PhoneOptions, "kit">,
  requestContext: RequestContext,
  wish: { readonly id: string; readonly name: string; readonly expectedVersion: number },
): Promise<"renamed" | { readonly refusal: PhoneRefusal }> {
  const { id, name } = wish;
  return overPhone(kit, requestContext, wish, async (trx, phone) => {
    if (phone.name === name) return "renamed" as const;
    await renamePhoneRow(trx, { id, name });
    await audit(kit, trx, requestContext, { id, action: "phone.renamed", detail: { extension: phone.extension } });
    return "renamed" as const;
  });
}

/** Sets whether a phone must use TLS and SRTP. A device that is registered without TLS loses its registration at once. */
export async function encryptPhone(
  { kit }: Pick<PhoneOptions, "kit">,
  requestContext: RequestContext,
  wish: { readonly id: string; readonly isEncrypted: boolean; readonly expectedVersion: number },
): Promise<"kept" | { readonly refusal: PhoneRefusal }> {
  const { id, isEncrypted } = wish;
  return overPhone(kit, requestContext, wish, async (trx, phone) => {
    if (phone.isEncrypted === isEncrypted) return "kept" as const;
    if (isEncrypted && !(await hasTls(trx))) return { refusal: "phone-encryption-without-tls" as const };
    await encryptPhoneRow(trx, { id, isEncrypted });
    const detail = { extension: phone.extension, isEncrypted };
    await audit(kit, trx, requestContext, { id, action: "phone.encryption-changed", detail });
    return "kept" as const;
  });
}

/** Whether a known switch supports TLS; true while no switch is known. */
async function hasTls(trx: DatabaseTransaction): Promise<boolean> {
  const registrar = await findRegistrar(trx);
  return registrar === undefined || registrar.tlsPort !== null;
}

/** Ends a phone: it can no longer register, and rings for no code. */
export async function removePhone(
  { kit }: PhoneOptions,
  requestContext: RequestContext,
  id: string,
): Promise<"ended" | { readonly refusal: PhoneRefusal }> {
  const done = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
    const phone = await lockPhone(trx, id);
    if (phone === undefined) return { refusal: "no-such-phone" as const };
    await endPhone(trx, id, new Date(kit.clock.nowMs()));
    await audit(kit, trx, requestContext, { id, action: "phone.ended", detail: { extension: phone.extension } });
    return "ended" as const;
  });
  kit.changeFeed.announce(LINES_CHANGED);
  return done;
}

async function buildPhoneSecret(trx: DatabaseTransaction, id: string, account: PhoneAccount): Promise<PhoneSecret> {
  const registrar = (await findRegistrar(trx)) ?? null;
  const { extension, name, username, password, isEncrypted } = account;
  const provisioning = registrar === null || isEncrypted ? null : provisioningText(account, registrar);
  return { id, extension, name, username, password, isEncrypted, registrar, provisioning };
}

function audit(
  kit: Kit,
  trx: DatabaseTransaction,
  requestContext: RequestContext,
  { id: subjectId, ...fact }: { readonly id: string } & Pick<ActedFact, "action" | "detail">,
): Promise<void> {
  return recordAudit(trx, kit, actedEntry(requestContext, { ...fact, subjectKind: "phone", subjectId }));
}
