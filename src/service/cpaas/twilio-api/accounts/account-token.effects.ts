import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { type Clock, present } from "../../../../kernel/index.ts";
import { type Database, type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { seal, unseal } from "../../../../platform/sealing/index.ts";
import { findTokens, insertFirstToken, type SealedTokens } from "./account-token.store.ts";

const TOKEN_BYTES = 16;

/** Dependencies for reading and sealing auth tokens. */
export interface TokenBase {
  readonly clock: Clock;
  /** Key that encrypts the installation's small secrets, shared by switch and portal. */
  readonly key: Buffer;
}

/** A new auth token in Twilio's format (32 hexadecimal digits), and the same token encrypted for its call centre. */
export function freshAuthToken(key: Buffer, tenantId: string): { readonly token: string; readonly sealed: Buffer } {
  const token = randomBytes(TOKEN_BYTES).toString("hex");
  return { token, sealed: seal(key, tenantId, Buffer.from(token)) };
}

/** Decrypts an auth token. */
export function openToken(key: Buffer, tenantId: string, sealed: Buffer): string {
  return unseal(key, tenantId, sealed).toString();
}

/** Compares a presented token in constant time. */
export function isToken(
  base: { readonly key: Buffer; readonly tenantId: string },
  sealed: Buffer,
  shown: string,
): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(openToken(base.key, base.tenantId, sealed)), digest(shown));
}

/** Auth tokens of a call centre; creates the primary token if there is none. */
export async function ensureTokens(
  trx: DatabaseTransaction,
  { clock, key }: TokenBase,
  tenantId: string,
): Promise<SealedTokens> {
  const known = await findTokens(trx, tenantId);
  if (known !== undefined) return known;
  const { sealed } = freshAuthToken(key, tenantId);
  await insertFirstToken(trx, { tenantId, sealed, at: new Date(clock.nowMs()) });
  return present(await findTokens(trx, tenantId), "a token that was made");
}

/** The auth token that signs webhooks to a call centre's applications: the primary one. */
export async function authTokenOf(base: TokenBase & { readonly db: Database }, tenantId: string): Promise<string> {
  const { primarySealed } = await inTenant(base.db, tenantId, (trx) => ensureTokens(trx, base, tenantId));
  return openToken(base.key, tenantId, primarySealed);
}
