import type { FastifyRequest } from "fastify";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { tokenSha256 } from "../sessions/secrets.effects.ts";
import { findApiKey, type KnownKey, noteApiKeyUsed } from "./api-key.store.ts";
import type { ApiScope } from "./contract.ts";

/** Prefix of all keys, so that a leaked key is recognisable. */
export const KEY_PREFIX = "smb_";
const KEY = /^smb_[A-Za-z0-9_-]{43}$/;
const BEARER = /^Bearer (smb_[A-Za-z0-9_-]{43})$/;

/** An API client that has presented a valid key. */
export interface Program {
  readonly keyId: string;
  readonly tenantId: string;
}

const shown = new WeakMap<object, Program>();

/** The API client whose key a request has presented, whether its scope was sufficient or not; undefined without a valid key. */
export function programShown(request: object): Program | undefined {
  return shown.get(request);
}

/** Why an API client is refused: no key, an invalid one, or an insufficient scope. */
export type ProgramRefusal = "api-key-missing" | "api-key-unknown" | "api-key-scope";

/** Authenticates the API client by the request's bearer token (RFC 6750 §2.1) with the scope `scope`. */
export async function programOf(
  kit: Pick<Kit, "db" | "clock" | "log">,
  request: Pick<FastifyRequest, "headers">,
  scope: ApiScope,
): Promise<Result<Program, ProgramRefusal>> {
  const written = request.headers.authorization;
  if (written === undefined) return refuse("api-key-missing");
  const [, key] = BEARER.exec(written) ?? [];
  if (key === undefined) return refuse("api-key-unknown");
  const at = new Date(kit.clock.nowMs());
  const found = await findApiKey(kit.db, tokenSha256(key), at);
  if (found === undefined) return refuse("api-key-unknown");
  shown.set(request, { keyId: found.id, tenantId: found.tenantId });
  if (!found.scopes.includes(scope)) return refuse("api-key-scope");
  noteUse(kit, found, at);
  return ok({ keyId: found.id, tenantId: found.tenantId });
}

/** Authenticates a key by its id and text, and returns its scopes; undefined if it is not valid. */
export async function keyShown(
  kit: Pick<Kit, "db" | "clock" | "log">,
  { id, secret }: { readonly id: string; readonly secret: string },
): Promise<(Program & { readonly scopes: readonly string[] }) | undefined> {
  if (!KEY.test(secret)) return undefined;
  const at = new Date(kit.clock.nowMs());
  const found = await findApiKey(kit.db, tokenSha256(secret), at);
  if (found === undefined || found.id !== id) return undefined;
  noteUse(kit, found, at);
  return { keyId: found.id, tenantId: found.tenantId, scopes: found.scopes };
}

function noteUse(kit: Pick<Kit, "db" | "log">, key: KnownKey, at: Date): void {
  noteApiKeyUsed(kit.db, key, at).catch((error: unknown) => kit.log.warn({ err: error }, "api-key.use-not-noted"));
}
