import { present } from "../kernel/index.ts";
import type { Caller } from "../platform/http/index.ts";
import type { Kit } from "../platform/kit/index.ts";
import { findCaller, insertSession, touchSession } from "./people.store.ts";
import { freshToken, tokenSha256 } from "./secrets.effects.ts";

const IDLE_MS = 12 * 3_600_000;
const TOUCH_MS = 5 * 60_000;
const REMEMBER_MS = 1_000;
const REMEMBERED_MAX = 5_000;

/** Tells who holds a session token; remembers the answer for a second, since one page asks many times. */
export interface SessionGate {
  authenticate(token: string): Promise<Caller | undefined>;
  /** Forgets what is remembered, after a log-out or a change of roles. */
  forget(): void;
}

/** Opens a session of a person and gives its token to be kept in the cookie. */
export async function openSession(
  kit: Pick<Kit, "db" | "clock" | "ids">,
  options: { readonly personId: string; readonly userAgent: string },
): Promise<{ readonly token: string; readonly caller: Caller }> {
  const { token, sha256 } = freshToken();
  const createdAt = new Date(kit.clock.nowMs());
  await insertSession(kit.db, {
    id: kit.ids.next(),
    personId: options.personId,
    tokenSha256: sha256,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + IDLE_MS),
    userAgent: options.userAgent.slice(0, 300),
  });
  const caller = present(await findCaller(kit.db, { tokenSha256: sha256, now: createdAt }), "caller of a new session");
  return { token, caller };
}

/**
 * Opens the gate of one process. A session ends twelve hours after its last use, seven days after log-in at the latest.
 * Nothing is remembered beyond the instant at which a role of the caller begins or ends by itself.
 */
export function openSessionGate(kit: Pick<Kit, "db" | "clock" | "settings">): SessionGate {
  const remembered = new Map<string, { readonly caller: Caller | undefined; readonly untilMs: number }>();
  return {
    authenticate: async (token) => {
      const nowMs = kit.clock.nowMs();
      const known = remembered.get(token);
      if (known !== undefined && known.untilMs > nowMs) return known.caller;
      const now = new Date(nowMs);
      const found = await findCaller(kit.db, { tokenSha256: tokenSha256(token), now });
      const caller = found?.isDemo === true && !kit.settings.demo ? undefined : found;
      if (caller !== undefined && found !== undefined && nowMs - found.lastSeenAt.getTime() > TOUCH_MS) {
        await touchSession(kit.db, caller.sessionId, now, new Date(nowMs + IDLE_MS));
      }
      if (remembered.size >= REMEMBERED_MAX) remembered.clear();
      remembered.set(token, { caller, untilMs: Math.min(nowMs + REMEMBER_MS, found?.changesAtMs ?? Infinity) });
      return caller;
    },
    forget: () => remembered.clear(),
  };
}
