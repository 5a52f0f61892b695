import type { FastifyRequest } from "fastify";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { type ApiScope, isLimited, NO_ATTEMPTS, withFailure } from "../../people/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { idOfSid } from "../programmable/index.ts";
import { isToken } from "./account-token.effects.ts";
import { findAccount } from "./account-token.store.ts";
import type { RestRefusal } from "./rest-refusal.ts";

/** What a route of the field's shapes is for: a scope of keys, or `any` where every key may. */
export type RestScope = ApiScope | "any";

/** A program that has proven itself, for the account that its address names. */
export interface RestCaller {
  readonly tenantId: string;
  /** Null for one that showed the account's own token. */
  readonly keyId: string | null;
}

/** What programs are known by. */
export interface AccessDoors {
  readonly kit: Pick<Kit, "db" | "clock">;
  /** The key of small secrets. */
  readonly key: Buffer;
  /** Whose a shown key is, and what it is for; undefined for one that is not in force. */
  readonly keyShown: (shown: {
    readonly id: string;
    readonly secret: string;
  }) => Promise<{ readonly keyId: string; readonly tenantId: string; readonly scopes: readonly string[] } | undefined>;
}

/** Who shows what (RFC 7617), and which account he asks about; null where the address names none. */
interface Shown {
  readonly username: string;
  readonly password: string;
}

type Known = RestCaller & { readonly scopes: "all" | readonly string[] };

const BASIC = /^Basic ([A-Za-z0-9+/]{1,400}={0,2})$/i;
const LIMITED_S = 900;

/** Lets programs in by basic access, and keeps who guesses out for a while. */
export function openApiAccess(doors: AccessDoors) {
  let attempts = NO_ATTEMPTS;
  return async (
    request: Pick<FastifyRequest, "headers" | "ip">,
    asked: { readonly accountSid: string | null; readonly scope: RestScope },
  ): Promise<Result<RestCaller, RestRefusal>> => {
    const shown = shownBy(request.headers.authorization);
    if (shown === undefined) return refuse({ code: 20003 });
    const attempt = `${request.ip} ${shown.username}`;
    if (isLimited(attempts, attempt, doors.kit.clock.nowMs())) return refuse({ code: 20429, retryAfterS: LIMITED_S });
    const known = await knownBy(doors, shown);
    if (known === undefined) {
      attempts = withFailure(attempts, attempt, doors.kit.clock.nowMs());
      return refuse({ code: 20003 });
    }
    if (asked.accountSid !== null && idOfSid("account", asked.accountSid) !== known.tenantId) {
      return refuse({ code: 20404 });
    }
    const { scopes, ...caller } = known;
    const isScopeGiven = scopes === "all" || asked.scope === "any" || scopes.includes(asked.scope);
    return isScopeGiven ? ok(caller) : refuse({ code: 20403, params: { scope: asked.scope } });
  };
}

/** Who shows himself by basic access (RFC 7617); undefined for nobody. */
export function shownBy(authorization: string | undefined): Shown | undefined {
  const [, encoded] = BASIC.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString();
  const colon = text.indexOf(":");
  return colon === -1 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

async function knownBy(doors: AccessDoors, { username, password }: Shown): Promise<Known | undefined> {
  const keyId = idOfSid("apiKey", username);
  if (keyId !== null) return doors.keyShown({ id: keyId, secret: password });
  const tenantId = idOfSid("account", username);
  if (tenantId === null) return undefined;
  const account = await inTenant(doors.kit.db, tenantId, (trx) => findAccount(trx, tenantId));
  if (account === undefined || account.closedAt !== null) return undefined;
  const tokens = [account.primarySealed, account.secondarySealed].filter((sealed) => sealed !== null);
  const fits = tokens.map((sealed) => isToken({ key: doors.key, tenantId }, sealed, password));
  return fits.includes(true) ? { tenantId, keyId: null, scopes: "all" } : undefined;
}
