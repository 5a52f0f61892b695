import type { Clock } from "../../../kernel/index.ts";
import {
  type ChangeFeed,
  type Database,
  type DatabaseTransaction,
  type Following,
  follow,
  inTenant,
} from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { ScriptResolver } from "../../telephony/calls/index.ts";
import { LINES_CHANGED } from "../../tenancy/tenants/index.ts";
import { flowScript } from "./flow-script.ts";
import { loadNamedHours } from "./hours/named-hours.store.ts";
import type { DayOff, NamedHours } from "./hours/opening.shared.ts";
import { type LiveFlow, loadLiveFlows } from "./live-flows.store.ts";

/** Polling interval besides the change feed. */
const REFRESH_MS = 2_000;

/** Dependencies of the directory. */
export interface FlowDirectoryOptions {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  /** The days off that are known at an instant. */
  readonly daysOff: (nowMs: number) => readonly DayOff[];
}

/** The flows that answer calls, by code. */
export interface FlowDirectory {
  readonly scriptOf: ScriptResolver;
  refresh(): Promise<void>;
  close(): void;
}

/** Keeps the directory of live flows up to date; flows that cannot be read stay unchanged. A call continues with the version of its start. */
export async function openFlowDirectory(options: FlowDirectoryOptions): Promise<FlowDirectory> {
  let byCode = await read(options);
  const refresh = async (): Promise<void> => {
    byCode = await read(options);
  };
  const following: Following = follow({
    look: refresh,
    everyMs: REFRESH_MS,
    onFault: (error) => options.log.warn({ err: error }, "flow-book.not-read"),
    wokenBy: { changeFeed: options.changeFeed, channel: LINES_CHANGED },
  });
  return {
    scriptOf: (code, call) => {
      const found = byCode.get(code);
      if (found === undefined) return null;
      return flowScript({ ...found, daysOff: options.daysOff(options.clock.nowMs()) }, call);
    },
    refresh,
    close: () => following.close(),
  };
}

/** A live flow with the named hours read together with it. */
type HourlyFlow = LiveFlow & { readonly namedHours: readonly NamedHours[] };

async function read({ db, tenantIds }: FlowDirectoryOptions): Promise<ReadonlyMap<string, HourlyFlow>> {
  const byCode = new Map<string, HourlyFlow>();
  for (const tenantId of await tenantIds(db)) {
    const flows = await inTenant(db, tenantId, readFlows);
    for (const one of flows) for (const code of one.numbers) byCode.set(code, one);
  }
  return byCode;
}

/** Most call centres use no named hours: these are not read for them each time. */
async function readFlows(trx: DatabaseTransaction): Promise<readonly HourlyFlow[]> {
  const flows = await loadLiveFlows(trx);
  const isNamed = flows.some(({ flow }) =>
    flow.steps.some((step) => step.kind === "hours" && step.hoursId !== undefined),
  );
  const namedHours = isNamed ? await loadNamedHours(trx) : [];
  return flows.map((one) => ({ ...one, namedHours }));
}
