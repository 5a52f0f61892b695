import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import { QUEUES_CHANGED } from "../queues/index.ts";
import type { WallboardForm } from "./contract.ts";
import { digestOfToken, newLinkToken } from "./link-token.effects.ts";
import { tilesFault } from "./tile.shared.ts";
import {
  areOwnQueues,
  endWallboard,
  hasRoomForWallboard,
  insertLink,
  insertWallboard,
  isWallboard,
  isWallboardNameTaken,
  revokeLink,
  roomForLink,
  updateWallboard,
  writeMessage,
} from "./wallboard.store.ts";
import type { WallboardRefusal } from "./wallboard-refusal.ts";

const DAY_MS = 86_400_000;

interface Created {
  readonly id: string;
}

interface Refused {
  readonly refusal: WallboardRefusal;
}

/** The saved value, or the refusal. */
type SaveResult<Value extends Created = Created> = Value | Refused;

/** Adds a wallboard. */
export function addWallboard(kit: Kit, requestContext: RequestContext, form: WallboardForm): Promise<SaveResult> {
  const id = kit.ids.next();
  const { tenantId } = requestContext;
  return keep<Created>(kit, requestContext, { action: "wallboard.added", detail: { name: form.name } }, async (trx) => {
    const refusal = await faultOf(trx, form);
    if (refusal !== undefined) return { refusal };
    if (!(await hasRoomForWallboard(trx, tenantId))) return { refusal: "wallboard-limit" };
    await insertWallboard(trx, { ...form, id, tenantId, createdAt: new Date(kit.clock.nowMs()) });
    return { id };
  });
}

/** Updates a wallboard; its screens change within a second. */
export function changeWallboard(
  kit: Kit,
  requestContext: RequestContext,
  form: WallboardForm & { readonly id: string; readonly expectedVersion: number },
): Promise<SaveResult> {
  const { id, name, showsAgentNames } = form;
  const detail = { name, showsAgentNames, tiles: form.tiles.length };
  return keep<Created>(kit, requestContext, { action: "wallboard.changed", detail }, async (trx) => {
    if (!(await isWallboard(trx, id))) return { refusal: "no-such-wallboard" };
    const refusal = await faultOf(trx, form);
    if (refusal !== undefined) return { refusal };
    return (await updateWallboard(trx, form)) ? { id } : { refusal: "wallboard-stale" };
  });
}

/** Ends a wallboard: its links show nothing any more. */
export function dropWallboard(kit: Kit, requestContext: RequestContext, id: string): Promise<SaveResult> {
  return keep<Created>(kit, requestContext, { action: "wallboard.ended", detail: {} }, async (trx) => {
    const isEnded = await endWallboard(trx, id, new Date(kit.clock.nowMs()));
    return isEnded ? { id } : { refusal: "no-such-wallboard" };
  });
}

/** Sets the message of a wallboard. */
export function sayOnWallboard(
  kit: Kit,
  requestContext: RequestContext,
  { id, message }: { readonly id: string; readonly message: string },
): Promise<SaveResult> {
  return keep<Created>(
    kit,
    requestContext,
    { action: "wallboard.message-changed", detail: { message } },
    async (trx) => ((await writeMessage(trx, id, message)) ? { id } : { refusal: "no-such-wallboard" }),
  );
}

interface CreatedLink extends Created {
  readonly token: string;
  readonly endsAt: Date;
}

/** Creates a link to a wallboard; its token is returned only here. */
export function makeLink(
  kit: Kit,
  requestContext: RequestContext,
  wish: { readonly wallboardId: string; readonly label: string; readonly days: number },
): Promise<SaveResult<CreatedLink>> {
  const { wallboardId, label, days } = wish;
  const madeAt = new Date(kit.clock.nowMs());
  const endsAt = new Date(madeAt.getTime() + days * DAY_MS);
  const [linkId, token] = [kit.ids.next(), newLinkToken()];
  const detail = { label, days };
  return keep<CreatedLink>(
    kit,
    requestContext,
    { action: "wallboard.link-made", subjectId: wallboardId, detail },
    async (trx) => {
      const room = await roomForLink(trx, wallboardId, madeAt);
      if (room === "no-such-board") return { refusal: "no-such-wallboard" };
      if (room === "full") return { refusal: "wallboard-link-limit" };
      const { tenantId, personId: madeBy } = requestContext;
      const tokenDigest = digestOfToken(token);
      await insertLink(trx, { id: linkId, tenantId, wallboardId, label, tokenDigest, madeBy, madeAt, endsAt });
      return { id: linkId, token, endsAt };
    },
  );
}

/** Revokes a link: its screens end within a second. */
export function dropLink(
  kit: Kit,
  requestContext: RequestContext,
  { id, wallboardId }: { readonly id: string; readonly wallboardId: string },
): Promise<SaveResult> {
  const at = new Date(kit.clock.nowMs());
  const fact = { action: "wallboard.link-revoked", subjectId: wallboardId, detail: { link: id } };
  return keep<Created>(kit, requestContext, fact, async (trx) =>
    (await revokeLink(trx, { id, wallboardId, at })) === undefined ? { refusal: "no-such-link" } : { id },
  );
}

async function faultOf(
  trx: DatabaseTransaction,
  { tiles }: Pick<WallboardForm, "tiles">,
): Promise<WallboardRefusal | undefined> {
  const fault = tilesFault(tiles);
  if (fault !== null) return fault;
  const queueIds = tiles.flatMap(({ queueId }) => (queueId === null ? [] : [queueId]));
  return (await areOwnQueues(trx, queueIds)) ? undefined : "wallboard-queue-unknown";
}

interface Act {
  readonly action: string;
  readonly detail: ActedFact["detail"];
  /** The subject of the audit entry when it is not the saved row. */
  readonly subjectId?: string;
}

function isRefused(done: Created | Refused): done is Refused {
  return "refusal" in done;
}

async function keep<Value extends Created>(
  kit: Kit,
  requestContext: RequestContext,
  { action, detail, subjectId }: Act,
  work: (trx: DatabaseTransaction) => Promise<SaveResult<Value>>,
): Promise<SaveResult<Value>> {
  try {
    const kept = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
      const done = await work(trx);
      if (isRefused(done)) return done;
      const fact = { subjectKind: "wallboard", subjectId: subjectId ?? done.id, action, detail } as const;
      await recordAudit(trx, kit, actedEntry(requestContext, fact));
      return done;
    });
    // Wakes the screens in the same way as a queue event does.
    kit.changeFeed.announce(QUEUES_CHANGED);
    return kept;
  } catch (error) {
    if (isWallboardNameTaken(error)) return { refusal: "wallboard-name-taken" };
    throw error;
  }
}
