import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type DayOff, openingAt } from "../../flows/ivr/index.ts";
import type { AcdMetrics, AcdMetricsSnapshot } from "../wallboards/index.ts";
import { listAlerts, lockAlert, namesOfQueues, type StoredAlert } from "./alert.store.ts";
import {
  type ActiveAlertEvent,
  clearEvent,
  findActiveEvent,
  insertEvent,
  listActiveEvents,
  markNotified,
} from "./alert-event.store.ts";
import { hoursInForce } from "./alert-hours.store.ts";
import { ALERTS_CHANGED } from "./alerts-changed.ts";
import { decideAlert, type Seen, type Transition, UNWATCHED, type Watched } from "./decide-alert.ts";
import { measured } from "./measured.ts";
import { notifyAlert, type Telling } from "./notify-alert.effects.ts";
import { alertTenants, channelsOf, smsLeftOf } from "./watch.store.ts";

/** Reads the metrics of wallboards and more data at the same instant; undefined when the call centre is closed. */
export type ReadFigures = <Also>(
  look: { readonly tenantId: string; readonly nowMs: number; readonly before: AcdMetricsSnapshot | undefined },
  also: (trx: DatabaseTransaction) => Promise<Also>,
) => Promise<(AcdMetricsSnapshot & { readonly also: Also }) | undefined>;

/** Dependencies of the evaluation of alerts. */
export interface WatchOptions extends Telling {
  readonly kit: Kit;
  /** The metrics of wallboards, passed in by the process. */
  readonly readFigures: ReadFigures;
  readonly daysOff: (nowMs: number) => readonly DayOff[];
}

/** Evaluates all alerts that are on. */
export interface AlertWatch {
  /** One sweep over all call centres; returns how many alerts were raised, notified again or cleared. */
  look(): Promise<number>;
}

/** The state of a call centre between sweeps. Raised alerts are on disk; the rest may be lost with the process. */
interface Memory {
  readonly looked: AcdMetricsSnapshot;
  /** By the alert's id and version: a changed alert begins again. */
  readonly watched: ReadonlyMap<string, Watched>;
}

/** Opens the evaluation of alerts. */
export function openAlertWatch(options: WatchOptions): AlertWatch {
  const memories = new Map<string, Memory>();
  return {
    look: async () => {
      const tenants = await alertTenants(options.kit.db);
      for (const known of memories.keys()) if (!tenants.includes(known)) memories.delete(known);
      let turned = 0;
      for (const tenantId of tenants) {
        try {
          turned += await sweepTenant(options, memories, tenantId);
        } catch (error) {
          // A call centre whose metrics cannot be read does not affect the others.
          options.kit.log.warn({ err: error, tenantId }, "alerts.look-failed");
        }
      }
      if (turned > 0) {
        options.kit.changeFeed.announce(ALERTS_CHANGED);
        options.shortMessages.wake();
      }
      return turned;
    },
  };
}

async function sweepTenant(options: WatchOptions, memories: Map<string, Memory>, tenantId: string): Promise<number> {
  const { kit, readFigures } = options;
  const nowMs = kit.clock.nowMs();
  const memory = memories.get(tenantId);
  const found = await readFigures({ tenantId, nowMs, before: memory?.looked }, async (trx) => ({
    alerts: await listAlerts(trx),
    standing: await listActiveEvents(trx),
    hours: await hoursInForce(trx),
    channelsMax: await channelsOf(trx, tenantId),
    smsLeftRupiah: await smsLeftOf(trx, { tenantId, nowMs }),
  }));
  if (found === undefined) return 0;
  const { also, ...looked } = found;
  const watched = new Map<string, Watched>();
  const turns: Turn[] = [];
  for (const alert of also.alerts.filter(({ isOn }) => isOn)) {
    const key = `${alert.id} ${alert.version}`;
    const seen: Seen = {
      figure: measured(looked.figures, alert, also),
      isInHours: isInHours(alert, { hours: also.hours, nowMs, daysOff: options.daysOff }),
    };
    const stands = also.standing.find(({ alertId }) => alertId === alert.id);
    const state = { watched: memory?.watched.get(key) ?? UNWATCHED, standing: activeStateOf(stands) };
    const decided = decideAlert(alert, state, seen, nowMs);
    watched.set(key, decided.watched);
    if (decided.transition !== null)
      turns.push({ tenantId, alert, transition: decided.transition, seen, figures: looked.figures });
  }
  memories.set(tenantId, { looked, watched });
  let turned = 0;
  for (const turn of turns) if (await inTenant(kit.db, tenantId, (trx) => keepTurn(trx, options, turn))) turned += 1;
  return turned;
}

function activeStateOf(event: ActiveAlertEvent | undefined) {
  if (event === undefined) return null;
  return { toldMs: new Date(event.toldAt).getTime(), isAcknowledged: event.acknowledgedAt !== null };
}

function isInHours(
  { hoursId }: Pick<StoredAlert, "hoursId">,
  given: {
    readonly hours: Awaited<ReturnType<typeof hoursInForce>>;
    readonly nowMs: number;
    readonly daysOff: WatchOptions["daysOff"];
  },
): boolean {
  const named = given.hours.find(({ id }) => id === hoursId);
  // Named hours that have ended do not limit the alert.
  if (named === undefined) return true;
  return openingAt(named.hours, { nowMs: given.nowMs, daysOff: given.daysOff(given.nowMs) }) === "open";
}

interface Turn {
  readonly tenantId: string;
  readonly alert: StoredAlert;
  readonly transition: Transition;
  readonly seen: Seen;
  readonly figures: AcdMetrics;
}

/** Writes the result of an evaluation unless the alert was changed since; false when nothing was written. */
async function keepTurn(trx: DatabaseTransaction, options: WatchOptions, turn: Turn): Promise<boolean> {
  const alert = await lockAlert(trx, turn.alert.id);
  if (alert === undefined || alert.version !== turn.alert.version) return false;
  return TURNS[turn.transition](trx, options, turn);
}

type Keep = (trx: DatabaseTransaction, options: WatchOptions, turn: Turn) => Promise<boolean>;

const TURNS: Readonly<Record<Transition, Keep>> = {
  raise: async (trx, options, { tenantId, alert, seen, figures }) => {
    const { measure, comparison, raiseAt } = alert;
    const figure = seen.figure ?? raiseAt;
    const event = {
      id: options.kit.ids.next(),
      tenantId,
      alertId: alert.id,
      name: alert.name,
      measure,
      comparison,
      threshold: raiseAt,
      queues: await namesOfQueues(trx, alert.queueIds),
      figure,
      sequence: figures.sequence,
      raisedAt: new Date(figures.atMs),
    };
    if (!(await insertEvent(trx, event))) return false;
    await notifyAlert(trx, options, { tenantId, rule: alert, event, kind: "raised", nth: 1, figure });
    return true;
  },
  repeat: async (trx, options, { tenantId, alert, seen, figures }) => {
    const event = await findActiveEvent(trx, alert.id);
    if (event === undefined) return false;
    const tellings = event.tellings + 1;
    if (!(await markNotified(trx, { id: event.id, tellings, at: new Date(figures.atMs) }))) return false;
    const { figure } = seen;
    await notifyAlert(trx, options, { tenantId, rule: alert, event, kind: "repeated", nth: tellings - 1, figure });
    return true;
  },
  clear: async (trx, options, { tenantId, alert, seen, figures }) => {
    const event = await findActiveEvent(trx, alert.id);
    if (event === undefined) return false;
    const { figure } = seen;
    const over = { id: event.id, at: new Date(figures.atMs), why: "calm", figure, sequence: figures.sequence } as const;
    if (!(await clearEvent(trx, over))) return false;
    await notifyAlert(trx, options, { tenantId, rule: alert, event, kind: "cleared", nth: 1, figure });
    return true;
  },
};
