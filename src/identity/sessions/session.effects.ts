import { present } from "../../kernel/index.ts";
import type { Caller, SessionDirectory } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { findCaller, insertSession, touchSession } from "../people.store.ts";
import { freshToken, tokenSha256 } from "./secrets.effects.ts";

const IDLE_MS = 12 * 3_600_000;
const TOUCH_MS = 5 * 60_000;
const REMEMBER_MS = 1_000;
const REMEMBERED_MAX = 5_000;

/** Finds the caller of a session token; callers are cached for a second, since one page sends many requests. */
export interface SessionGate extends SessionDirectory {
  /** Invalidates the cache, after a log-out or a change of roles. */
  forget(): void;
}

/** Opens a session of a person and returns its token for the cookie. */
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
 * Opens the session directory of one process. A session ends twelve hours after its last use, seven days after log-in
 * at the latest. No cache entry outlives the instant at which a role of the caller begins or ends.
 */
export function openSessionGate(kit: Pick<Kit, "db" | "clock" | "settings">): SessionGate {
  const remembered = new Map<string, { readonly caller: Caller; readonly untilMs: number; readonly epoch: number }>();
  let epoch = 0;
  return {
    authenticate: async (token) => {
      const nowMs = kit.clock.nowMs();
      const known = remembered.get(token);
      if (known !== undefined && known.untilMs > nowMs && known.epoch === epoch) return known.caller;
      const now = new Date(nowMs);
      const epochBefore = epoch;
      const found = await findCaller(kit.db, { tokenSha256: tokenSha256(token), now });
      const caller = found?.isDemo === true && !kit.settings.demo ? undefined : found;
      remembered.delete(token);
      if (caller === undefined || found === undefined) return undefined;
      if (nowMs - found.lastSeenAt.getTime() > TOUCH_MS) {
        await touchSession(kit.db, caller.sessionId, now, new Date(nowMs + IDLE_MS));
      }
      for (const oldest of remembered.keys()) {
        if (remembered.size < REMEMBERED_MAX) break;
        remembered.delete(oldest);
      }
      const untilMs = Math.min(nowMs + REMEMBER_MS, found.changesAtMs ?? Infinity);
      remembered.set(token, { caller, untilMs, epoch: epochBefore });
      return caller;
    },
    // Expired cache entries are kept for this, since their tokens were valid: invented tokens are not among them.
    isRecognised: (token) => remembered.has(token),
    forget: () => {
      epoch += 1;
    },
  };
}
