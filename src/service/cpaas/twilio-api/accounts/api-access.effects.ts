import type { FastifyRequest } from "fastify";
import { type ApiScope, openAttemptLimit } from "../../../../identity/index.ts";
import { countedAddress, ok, type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import { isToken } from "./account-token.effects.ts";
import { findAccount } from "./account-token.store.ts";
import { findTestAccount, tenantOfTestAccount } from "./test-account.store.ts";
import { openWrongAskers } from "./wrong-askers.effects.ts";

/** What a route of the field's shapes is for: a scope of keys, or `any` where every key may. */
export type RestScope = ApiScope | "any";

/** A program that has proven itself, for the account that its address names. */
export interface RestCaller {
  readonly tenantId: string;
  /** Null for one that showed the account's own token. */
  readonly keyId: string | null;
  /** Of one that showed the token of tests, whose account that is: for it nothing is done and nothing kept. Null for all others. */
  readonly testId: string | null;
}

/** What programs are known by. */
export interface AccessDependencies {
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

/** Whether a program is let in, and whose account it is about as far as that is proven; undefined where there is none. */
export interface Admission {
  readonly result: Result<RestCaller, RestRefusal>;
  readonly by: RestCaller | undefined;
  /** Whose account was asked by somebody who has shown nothing that counts. */
  readonly about?: string | undefined;
}

const BASIC = /^Basic ([A-Za-z0-9+/]{1,400}={0,2})$/i;
const LIMITED_S = 900;

/** Lets programs in by basic access, and keeps who guesses out for a while. */
export function openApiAccess(dependencies: AccessDependencies) {
  const aboutOf = openWrongAskers(dependencies.kit);
  const limit = openAttemptLimit();
  return async (
    request: Pick<FastifyRequest, "headers" | "ip">,
    asked: { readonly accountSid: string | null; readonly scope: RestScope },
  ): Promise<Admission> => {
    const refused = (refusal: RestRefusal, by?: RestCaller): Admission => ({ result: refuse(refusal), by });
    const shown = shownBy(request.headers.authorization);
    if (shown === undefined) return refused({ code: 20003 });
    const attempt = `${countedAddress(request.ip)} ${shown.username}`;
    if (limit.isLimited(attempt, dependencies.kit.clock.nowMs()))
      return refused({ code: 20429, retryAfterS: LIMITED_S });
    const known = await knownBy(dependencies, shown);
    if (known === undefined) {
      limit.addFailure(attempt, dependencies.kit.clock.nowMs());
      return { ...refused({ code: 20003 }), about: await aboutOf(shown.username, asked.accountSid) };
    }
    const { scopes, ...caller } = known;
    if (asked.accountSid !== null && idOfSid("account", asked.accountSid) !== (known.testId ?? known.tenantId)) {
      return refused({ code: 20404 }, caller);
    }
    const isScopeGiven = scopes === "all" || asked.scope === "any" || scopes.includes(asked.scope);
    if (isScopeGiven) return { result: ok(caller), by: caller };
    return refused({ code: 20403, params: { scope: asked.scope } }, caller);
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

async function knownBy(dependencies: AccessDependencies, { username, password }: Shown): Promise<Known | undefined> {
  const keyId = idOfSid("apiKey", username);
  if (keyId !== null) {
    const key = await dependencies.keyShown({ id: keyId, secret: password });
    return key === undefined ? undefined : { ...key, testId: null };
  }
  const tenantId = idOfSid("account", username);
  if (tenantId === null) return undefined;
  const account = await inTenant(dependencies.kit.db, tenantId, (trx) => findAccount(trx, tenantId));
  if (account === undefined) return testerBy(dependencies, tenantId, password);
  if (account.closedAt !== null) return undefined;
  const tokens = [account.primarySealed, account.secondarySealed].filter((sealed) => sealed !== null);
  const fits = tokens.map((sealed) => isToken({ key: dependencies.key, tenantId }, sealed, password));
  return fits.includes(true) ? { tenantId, keyId: null, testId: null, scopes: "all" } : undefined;
}

/** Whoever shows the account and token of tests. */
async function testerBy(
  { kit, key }: AccessDependencies,
  testId: string,
  password: string,
): Promise<Known | undefined> {
  const tenantId = await tenantOfTestAccount(kit.db, testId);
  if (tenantId === undefined) return undefined;
  const account = await inTenant(kit.db, tenantId, (trx) => findTestAccount(trx, tenantId));
  if (account === undefined || !isToken({ key, tenantId }, account.testSealed, password)) return undefined;
  return { tenantId, keyId: null, testId, scopes: "all" };
}
