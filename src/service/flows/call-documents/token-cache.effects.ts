import type { Clock } from "../../../kernel/index.ts";

/** A secret is asked for anew after so long: one that was changed signs from then on. */
const TTL_MS = 10_000;
/** Call centres whose secrets are kept at once. */
const CACHE_MAX = 1_000;

/** Keeps the secrets that hooks are signed with for a moment, so that not every question asks the database for one. */
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
