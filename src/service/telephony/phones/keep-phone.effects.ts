import { randomBytes } from "node:crypto";
import type { z } from "zod";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type TenantCommand, tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, LINES_CHANGED, type RequestContext } from "../../tenancy/tenants/index.ts";
import type { phoneSecretSchema } from "./contract.ts";
import {
  encryptPhoneRow,
  endPhone,
  findRegistrar,
  hasRoomForPhone,
  insertPhone,
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

type Done<Value> = Result<Value, PhoneRefusal>;

const fact = (
  what: "added" | "renewed" | "renamed" | "encryption-changed" | "ended",
  subjectId: string,
  detail: ActedFact["detail"],
): ActedFact => ({ action: `phone.${what}`, subjectKind: "phone", subjectId, detail });

/** Adds a phone; its password is generated here, and only its digest secret is stored. */
export async function addPhone(
  options: PhoneOptions,
  requestContext: RequestContext,
  form: PhoneForm,
): Promise<Done<PhoneSecret>> {
  const taken = { phone_extension: "phone-extension-taken" } as const;
  return tenantCommand(options.kit, requestContext, { taken, announces: LINES_CHANGED }, ({ trx }) =>
    addPhoneIn(options, trx, requestContext, form),
  );
}

/** Adds a phone in a transaction of the caller, which must be rolled back after a refusal. */
export async function addPhoneIn(
  { kit, key, emergency }: PhoneOptions,
  trx: DatabaseTransaction,
  requestContext: RequestContext,
  form: PhoneForm,
): Promise<Done<PhoneSecret>> {
  const { tenantId } = requestContext;
  const { extension, name, isEncrypted } = form;
  const id = kit.ids.next();
  const username = phoneUsername(extension, randomBytes(CHANCE_BYTES));
  const account = { ...form, username, password: phonePassword(randomBytes(CHANCE_BYTES)) };
  const fault = extensionFault(extension, { emergency, isCode: await isKnownCode(trx, extension) });
  if (fault !== undefined) return refuse(fault);
  if (!(await hasRoomForPhone(trx, tenantId))) return refuse("phone-limit");
  if (isEncrypted && !(await hasTls(trx))) return refuse("phone-encryption-without-tls");
  const sealedSecret = sealPhoneSecret(key, { id, ...account });
  const createdAt = new Date(kit.clock.nowMs());
  await insertPhone(trx, { id, tenantId, extension, name, username, isEncrypted, sealedSecret, createdAt });
  await recordAudit(trx, kit, actedEntry(requestContext, fact("added", id, { extension })));
  return ok(await buildPhoneSecret(trx, id, account));
}

type LockedPhone = NonNullable<Awaited<ReturnType<typeof lockPhone>>>;

/** Changes a phone that was read at a version, under its lock, and notifies the switch. */
async function changePhone<Value>(
  kit: Kit,
  requestContext: RequestContext,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
  change: (command: TenantCommand, phone: LockedPhone) => Promise<Done<Value>>,
): Promise<Done<Value>> {
  return tenantCommand(kit, requestContext, { announces: LINES_CHANGED }, async (command) => {
    const phone = await lockPhone(command.trx, id);
    if (phone === undefined) return refuse("no-such-phone");
    if (phone.version !== expectedVersion) return refuse("phone-stale");
    return change(command, phone);
  });
}

/** Gives a phone a new password; a device with the old one loses its registration at once. */
export async function renewPhone(
  { kit, key }: PhoneOptions,
  requestContext: RequestContext,
  request: { readonly id: string; readonly expectedVersion: number },
): Promise<Done<PhoneSecret>> {
  const { id } = request;
  return changePhone(kit, requestContext, request, async ({ trx, audit }, phone) => {
    const { extension, name, username, isEncrypted } = phone;
    const account = { extension, name, username, isEncrypted, password: phonePassword(randomBytes(CHANCE_BYTES)) };
    await renewSecret(trx, { id, sealedSecret: sealPhoneSecret(key, { id, ...account }) });
    await audit(fact("renewed", id, { extension }));
    return ok(await buildPhoneSecret(trx, id, account));
  });
}

/** Renames a phone; its device is not affected. */
export async function renamePhone(
  { kit }: Pick<PhoneOptions, "kit">,
  requestContext: RequestContext,
  request: { readonly id: string; readonly name: string; readonly expectedVersion: number },
): Promise<Done<null>> {
  const { id, name } = request;
  return changePhone(kit, requestContext, request, async ({ trx, audit }, phone) => {
    if (phone.name === name) return ok(null);
    await renamePhoneRow(trx, { id, name });
    await audit(fact("renamed", id, { extension: phone.extension }));
    return ok(null);
  });
}

/** Sets whether a phone must use TLS and SRTP. A device that is registered without TLS loses its registration at once. */
export async function encryptPhone(
  { kit }: Pick<PhoneOptions, "kit">,
  requestContext: RequestContext,
  request: { readonly id: string; readonly isEncrypted: boolean; readonly expectedVersion: number },
): Promise<Done<null>> {
  const { id, isEncrypted } = request;
  return changePhone(kit, requestContext, request, async ({ trx, audit }, phone) => {
    if (phone.isEncrypted === isEncrypted) return ok(null);
    if (isEncrypted && !(await hasTls(trx))) return refuse("phone-encryption-without-tls");
    await encryptPhoneRow(trx, { id, isEncrypted });
    await audit(fact("encryption-changed", id, { extension: phone.extension, isEncrypted }));
    return ok(null);
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
): Promise<Done<null>> {
  return tenantCommand(kit, requestContext, { announces: LINES_CHANGED }, async ({ trx, at, audit }) => {
    const phone = await lockPhone(trx, id);
    if (phone === undefined) return refuse("no-such-phone");
    await endPhone(trx, id, at);
    await audit(fact("ended", id, { extension: phone.extension }));
    return ok(null);
  });
}

async function buildPhoneSecret(trx: DatabaseTransaction, id: string, account: PhoneAccount): Promise<PhoneSecret> {
  const registrar = (await findRegistrar(trx)) ?? null;
  const { extension, name, username, password, isEncrypted } = account;
  const provisioning = registrar === null || isEncrypted ? null : provisioningText(account, registrar);
  return { id, extension, name, username, password, isEncrypted, registrar, provisioning };
}
