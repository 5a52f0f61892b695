import { createHash } from "node:crypto";

/** Maximum number of cached credentials. */
const REMEMBERED_MAX = 1_000;

/**
 * Callers by the credentials that they proved recently. A request that is refused before its credentials are looked up is logged for the
 * caller that the same credentials had; the cache grants no access.
 */
export interface RecentCallers<Caller> {
  add(authorization: string | undefined, caller: Caller): void;
  find(authorization: string | undefined): Caller | undefined;
}

/** Opens an empty cache of callers, which evicts the oldest entry first. */
export function openRecentCallers<Caller>(): RecentCallers<Caller> {
  const callers = new Map<string, Caller>();
  const keyOf = (authorization: string) => createHash("sha256").update(authorization).digest("base64");
  return {
    add: (authorization, caller) => {
      if (authorization === undefined) return;
      const key = keyOf(authorization);
      callers.delete(key);
      callers.set(key, caller);
      const [oldest] = callers.keys();
      if (callers.size > REMEMBERED_MAX && oldest !== undefined) callers.delete(oldest);
    },
    find: (authorization) => (authorization === undefined ? undefined : callers.get(keyOf(authorization))),
  };
}
