import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ActedFact, RequestContext } from "../../tenancy/tenants/index.ts";
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
  revokeLink,
  roomForLink,
  updateWallboard,
  writeMessage,
} from "./wallboard.store.ts";
import type { WallboardRefusal } from "./wallboard-refusal.ts";

const DAY_MS = 86_400_000;

/** The announcement wakes the screens in the same way as a queue event does. */
const OPTIONS = { taken: { wallboard_name: "wallboard-name-taken" }, announces: QUEUES_CHANGED } as const;

const fact = (
  what: "added" | "changed" | "ended" | "message-changed" | "link-made" | "link-revoked",
  subjectId: string,
  detail: ActedFact["detail"],
): ActedFact => ({
  action: `wallboard.${what}`,
  subjectKind: "wallboard",
  subjectId,
  detail,
});

/** Adds a wallboard. */
export function addWallboard(
  kit: Kit,
  requestContext: RequestContext,
  form: WallboardForm,
): Promise<Result<{ readonly id: string }, WallboardRefusal>> {
  const id = kit.ids.next();
  const { tenantId } = requestContext;
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    const fault = await faultOf(trx, form);
    if (fault !== undefined) return refuse(fault);
    if (!(await hasRoomForWallboard(trx, tenantId))) return refuse("wallboard-limit");
    await insertWallboard(trx, { ...form, id, tenantId, createdAt: at });
    await audit(fact("added", id, { name: form.name }));
    return ok({ id });
  });
}

/** Updates a wallboard; its screens change within a second. */
export function changeWallboard(
  kit: Kit,
  requestContext: RequestContext,
  form: WallboardForm & { readonly id: string; readonly expectedVersion: number },
): Promise<Result<null, WallboardRefusal>> {
  const { id, name, showsAgentNames } = form;
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, audit }) => {
    if (!(await isWallboard(trx, id))) return refuse("no-such-wallboard");
    const fault = await faultOf(trx, form);
    if (fault !== undefined) return refuse(fault);
    if (!(await updateWallboard(trx, form))) return refuse("wallboard-stale");
    await audit(fact("changed", id, { name, showsAgentNames, tiles: form.tiles.length }));
    return ok(null);
  });
}

/** Ends a wallboard: its links show nothing any more. */
export function dropWallboard(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, WallboardRefusal>> {
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    if (!(await endWallboard(trx, id, at))) return refuse("no-such-wallboard");
    await audit(fact("ended", id, {}));
    return ok(null);
  });
}

/** Sets the message of a wallboard. */
export function sayOnWallboard(
  kit: Kit,
  requestContext: RequestContext,
  { id, message }: { readonly id: string; readonly message: string },
): Promise<Result<null, WallboardRefusal>> {
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, audit }) => {
    if (!(await writeMessage(trx, id, message))) return refuse("no-such-wallboard");
    await audit(fact("message-changed", id, { message }));
    return ok(null);
  });
}

/** Creates a link to a wallboard; its token is returned only here. */
export function makeLink(
  kit: Kit,
  requestContext: RequestContext,
  link: { readonly wallboardId: string; readonly label: string; readonly days: number },
): Promise<Result<{ readonly id: string; readonly token: string; readonly endsAt: string }, WallboardRefusal>> {
  const { wallboardId, label, days } = link;
  const { tenantId, personId: madeBy } = requestContext;
  const [id, token] = [kit.ids.next(), newLinkToken()];
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at: madeAt, audit }) => {
    const room = await roomForLink(trx, wallboardId, madeAt);
    if (!room.ok) return room;
    const endsAt = new Date(madeAt.getTime() + days * DAY_MS);
    const tokenDigest = digestOfToken(token);
    await insertLink(trx, { id, tenantId, wallboardId, label, tokenDigest, madeBy, madeAt, endsAt });
    await audit(fact("link-made", wallboardId, { label, days }));
    return ok({ id, token, endsAt: endsAt.toISOString() });
  });
}

/** Revokes a link: its screens end within a second. */
export function dropLink(
  kit: Kit,
  requestContext: RequestContext,
  { id, wallboardId }: { readonly id: string; readonly wallboardId: string },
): Promise<Result<null, WallboardRefusal>> {
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    if (!(await revokeLink(trx, { id, wallboardId, at }))) return refuse("no-such-link");
    await audit(fact("link-revoked", wallboardId, { link: id }));
    return ok(null);
  });
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
