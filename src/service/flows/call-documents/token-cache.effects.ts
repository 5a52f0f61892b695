import type { Clock } from "../../../kernel/index.ts";

/** Time to live of a cached secret: a changed secret is used after it. */
const TTL_MS = 10_000;
/** Maximum call centres whose secrets are cached. */
const CACHE_MAX = 1_000;

/** Caches the secrets that sign webhook requests for a short time, so that not every request queries the database. */
export function openTokenCache({
  tokenOf,
  clock,
}: {
  readonly tokenOf: (tenantId: string) => Promise<string>;
  readonly clock: Clock;
}): (tenantId: string) => Promise<string> {
  const kept = new Map<string, { readonly untilMs: number; readonly token: Promise<string> }>();
  return (tenantId) => {
    const known = kept.get(tenantId);
    if (known !== undefined && known.untilMs > clock.nowMs()) return known.token;
    const token = tokenOf(tenantId);
    kept.delete(tenantId);
    kept.set(tenantId, { untilMs: clock.nowMs() + TTL_MS, token });
    token.catch(() => kept.delete(tenantId));
    const [oldest] = kept.keys();
    if (kept.size > CACHE_MAX && oldest !== undefined) kept.delete(oldest);
    return token;
  };
}
