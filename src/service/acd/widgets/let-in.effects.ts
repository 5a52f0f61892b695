import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { DayOff } from "../../flows/ivr/index.ts";
import { type VisitPass, writeVisitPass } from "../../telephony/phones/index.ts";
import { decideTalk } from "./decide-talk.ts";
import { isOpenNow } from "./offered-times.ts";
import { insertVisit, isBlockedCaller, openedVisit, takeVisit, visitsSince } from "./visit.store.ts";
import { localDay, lockWidget } from "./web-caller.store.ts";
import { countOne, findWidgets } from "./widget.store.ts";
import type { WebCallerRefusal } from "./widget-limits.shared.ts";
import { addressMark, newVisitSecret, visitDigest } from "./widget-secrets.effects.ts";

const HOUR_MS = 3_600_000;

/** Dependencies of admission. */
export interface LetInOptions {
  readonly kit: Kit;
  readonly key: Buffer;
  readonly daysOff: (nowMs: number) => readonly DayOff[];
}

/** The response to a page, returned only once. */
export interface LetIn {
  readonly secret: string;
  readonly code: string;
  readonly minutes: number;
}

interface Whose {
  readonly tenantId: string;
  readonly widgetId: string;
}

/** Admits a web caller to one call after the proof of work; returns the secret for the connection, only here. */
export async function letIn(
  options: LetInOptions,
  { tenantId, widgetId }: Whose,
  { origin, address }: { readonly origin: string; readonly address: string },
): Promise<Result<LetIn, WebCallerRefusal>> {
  const { kit, key, daysOff } = options;
  const at = new Date(kit.clock.nowMs());
  return inTenant(kit.db, tenantId, async (trx) => {
    await lockWidget(trx, widgetId);
    const [widget] = await findWidgets(trx, widgetId);
    if (widget === undefined || !widget.origins.includes(origin)) return refuse("widget-off");
    const { hours, daysAhead, talk, isTalkThere, isOn, hourMax } = widget;
    const nowMs = at.getTime();
    const mark = addressMark(key, { tenantId, address });
    const decided = decideTalk({
      isOn,
      hourMax,
      isOffered: talk !== null && isTalkThere && kit.settings.visitorCallsMax > 0,
      isOpen: isOpenNow({ hours, daysAhead, nowMs, daysOff: daysOff(nowMs) }).isOpen,
      isBlocked: await isBlockedCaller(trx, mark, at),
      inHour: await visitsSince(trx, { widgetId, since: new Date(nowMs - HOUR_MS) }),
    });
    if (!decided.ok || talk === null) return decided.ok ? refuse("widget-off") : decided;
    const { code, minutes } = talk;
    const secret = newVisitSecret();
    const visit = { id: kit.ids.next(), tenantId, widgetId, code, at };
    await insertVisit(trx, { ...visit, secretDigest: visitDigest(secret), addressMark: mark });
    await countOne(trx, { widgetId, tenantId, day: await localDay(trx, tenantId, at), kind: "talked" });
    return ok({ secret, code, minutes });
  });
}

/** Opens the one connection of a visit: returns its pass with the current settings of the widget. */
export async function openVisit(
  { kit }: Pick<LetInOptions, "kit">,
  { tenantId, widgetId }: Whose,
  secret: string,
): Promise<{ readonly id: string; readonly pass: string; readonly minutes: number } | undefined> {
  return inTenant(kit.db, tenantId, async (trx) => {
    const at = new Date(kit.clock.nowMs());
    const taken = await takeVisit(trx, { widgetId, secretDigest: visitDigest(secret), at });
    const [widget] = taken === undefined ? [] : await findWidgets(trx, widgetId);
    if (taken === undefined || widget?.isOn !== true || widget.talk === null) return undefined;
    const { id, code, addressMark: kept } = taken;
    // An address that was blocked after its admission is refused here.
    if (kept === null || (await isBlockedCaller(trx, kept, at))) return undefined;
    const { minutes, callsMax } = widget.talk;
    const visit: VisitPass = { id, tenantId, widgetId, mark: kept.toString("base64url"), code, minutes, callsMax };
    return { id, pass: writeVisitPass(visit), minutes };
  });
}

/** The position of the visit's call; null when it waits in no queue. */
export async function placeOfVisit(
  {
    kit,
    placeOf,
  }: Pick<LetInOptions, "kit"> & {
    readonly placeOf: (trx: DatabaseTransaction, callId: string) => Promise<number | null>;
  },
  { tenantId, widgetId }: Whose,
  secret: string,
): Promise<number | null> {
  return inTenant(kit.db, tenantId, async (trx) => {
    const visit = await openedVisit(trx, { widgetId, secretDigest: visitDigest(secret) });
    return visit === undefined ? null : placeOf(trx, visit.id);
  });
}
