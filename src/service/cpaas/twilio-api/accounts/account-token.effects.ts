import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { type Clock, present } from "../../../../kernel/index.ts";
import { type Database, type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { seal, unseal } from "../../../../platform/sealing/index.ts";
import { findTokens, insertFirstToken, type SealedTokens } from "./account-token.store.ts";

const TOKEN_BYTES = 16;

/** What tokens are kept by. */
export interface TokenBase {
  readonly clock: Clock;
  /** The key of this installation's small secrets, which switch and portal share. */
  readonly key: Buffer;
}

/** A token in the field's form, 32 hex digits, and sealed for its call centre. */
export function freshAuthToken(key: Buffer, tenantId: string): { readonly token: string; readonly sealed: Buffer } {
  const token = randomBytes(TOKEN_BYTES).toString("hex");
  return { token, sealed: seal(key, tenantId, Buffer.from(token)) };
}

/** The text of a token. */
export function openToken(key: Buffer, tenantId: string, sealed: Buffer): string {
  return unseal(key, tenantId, sealed).toString();
}

/** Whether a shown text is this token; takes as long whatever is wrong with it. */
export function isToken(
  base: { readonly key: Buffer; readonly tenantId: string },
  sealed: Buffer,
  shown: string,
): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(openToken(base.key, base.tenantId, sealed)), digest(shown));
}

/** The tokens of a call centre; the first is made where there was none. */
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

/** The token that hooks to a call centre's applications are signed with: its primary one. */
export async function authTokenOf(base: TokenBase & { readonly db: Database }, tenantId: string): Promise<string> {
  const { primarySealed } = await inTenant(base.db, tenantId, (trx) => ensureTokens(trx, base, tenantId));
  return openToken(base.key, tenantId, primarySealed);
}
