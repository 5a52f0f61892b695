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

/** Scope of a Twilio-compatible route: an API key scope, or `any` for every key. */
export type RestScope = ApiScope | "any";

/** An authenticated API client of the account in the URL. */
export interface RestCaller {
  readonly tenantId: string;
  /** Null for the account's auth token. */
  readonly keyId: string | null;
  /** Test account of a client that uses the test token: its requests have no effect and store nothing. Null for all other clients. */
  readonly testId: string | null;
}

/** Dependencies of the authentication. */
export interface AccessDependencies {
  readonly kit: Pick<Kit, "db" | "clock">;
  /** Key that encrypts small secrets. */
  readonly key: Buffer;
  /** Verifies an API key; returns its tenant and scopes, undefined for an invalid or expired key. */
  readonly keyShown: (shown: {
    readonly id: string;
    readonly secret: string;
  }) => Promise<{ readonly keyId: string; readonly tenantId: string; readonly scopes: readonly string[] } | undefined>;
}

/** Basic credentials (RFC 7617), and the account in the URL; null without one. */
interface Shown {
  readonly username: string;
  readonly password: string;
}

type Known = RestCaller & { readonly scopes: "all" | readonly string[] };

/** Result of the authentication, and the account if it is authenticated; undefined otherwise. */
export interface Admission {
  readonly result: Result<RestCaller, RestRefusal>;
  readonly by: RestCaller | undefined;
  /** Account that an unauthenticated request targeted. */
  readonly about?: string | undefined;
}

const BASIC = /^Basic ([A-Za-z0-9+/]{1,400}={0,2})$/i;
const LIMITED_S = 900;

/** Authenticates API clients by basic authentication, and blocks clients temporarily after repeated failures. */
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

/** Parses basic credentials (RFC 7617); undefined without valid ones. */
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

/** Authenticates a client by the test account and its token. */
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
