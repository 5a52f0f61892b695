import { setTimeout as delay } from "node:timers/promises";
import { inTenant } from "../src/platform/database/index.ts";
import { type CallLoad, openCallLoad } from "./call-load.ts";
import { freePort } from "./free-port.ts";
import { atRest } from "./process-holdings.ts";
import { startTestSystem, type TestSystem, type Victim } from "./system.ts";
import { addresses, fixtureExtensions, insertVoiceFixture } from "./voice-fixture.ts";

const LINES = 4;
const READY_MS_MAX = 50_000;
const DRAIN_MS = 10_000;
const SETTLE_MS_MAX = 40_000;
const POLL_MS = 250;

/** A real system with trunks and phones in a separate process. */
export interface VoiceScenario {
  readonly system: TestSystem;
  readonly load: CallLoad;
  readonly tenantId: string;
}

/** Starts the system, callers and phones; networks are loopback, first of the trunks, then of the phones. */
export async function openVoiceScenario(options: {
  readonly networks: readonly [string, string];
  readonly phones: number;
  readonly isRecorded: boolean;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<VoiceScenario> {
  const sipPort = await freePort();
  const system = await startTestSystem({ SAMBUNG_SIP_PORT: String(sipPort), ...options.env });
  const [lines, phones] = [addresses(options.networks[0], LINES), addresses(options.networks[1], options.phones)];
  const load = await openCallLoad({ sipPort, lines, phones, codes: fixtureExtensions(options.phones) });
  const reached = phones.map((address, nth) => ({ address, port: load.ports[nth] ?? 0 }));
  const tenantId = await insertVoiceFixture(system, { lines, phones: reached, isRecorded: options.isRecorded });
  // Bindings written as rows are read at the switch's start.
  await killSurely(system, "switch");
  load.start({ name: "open", perSecond: 5, ringMs: 0, talkMs: 100 });
  const answered = await load.untilAnswered(READY_MS_MAX);
  await load.stop(DRAIN_MS);
  if (answered === undefined) throw new Error("no phone answers");
  return { system, load, tenantId };
}

/** kill -9 of a process that may be starting at the moment. */
export async function killSurely(system: TestSystem, victim: Victim): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const done = await system.kill(victim).then(
      () => true,
      () => false,
    );
    if (done) return;
    await delay(50);
  }
  throw new Error(`there is no ${victim} to kill`);
}

/** Waits until no call is open and no recording unfinished; gives up when the numbers do not decrease for a while. */
export async function settled(scenario: VoiceScenario): Promise<void> {
  let endsMs = performance.now() + SETTLE_MS_MAX;
  let least = Number.POSITIVE_INFINITY;
  for (;;) {
    const left = await Promise.all([openCalls(scenario), unfinishedRecordings(scenario)]).catch(() => [least]);
    const open = left.reduce((sum, count) => sum + count, 0) + (await atRest(scenario.system)).soundSockets;
    if (open < least) endsMs = performance.now() + SETTLE_MS_MAX;
    least = Math.min(least, open);
    if (open === 0 || performance.now() > endsMs) return;
    await delay(POLL_MS);
  }
}

/** Records of answered calls after a load, and the number of its answered calls with no record or several. */
export async function answeredRecords(
  { system, tenantId }: VoiceScenario,
  load: { readonly name: string; readonly answered: readonly string[]; readonly since?: Date },
): Promise<{ readonly count: number; readonly missing: number; readonly doubled: number }> {
  const rows = await inTenant(system.database.db, tenantId, (trx) =>
    trx
      .selectFrom("cdr")
      .select("sipCallId")
      .where("beganAt", ">=", load.since ?? new Date(0))
      .where("sipCallId", "like", `${load.name}-%`)
      .where("answeredAt", "is not", null)
      .execute(),
  );
  const records = Map.groupBy(rows, ({ sipCallId }) => sipCallId);
  const counts = load.answered.map((id) => records.get(id)?.length ?? 0);
  return {
    count: rows.length,
    missing: counts.filter((count) => count === 0).length,
    doubled: counts.filter((count) => count > 1).length,
  };
}

/** Number of open calls. */
export async function openCalls({ system, tenantId }: VoiceScenario): Promise<number> {
  const rows = await inTenant(system.database.db, tenantId, (trx) =>
    trx.selectFrom("openCall").select("callId").execute(),
  );
  return rows.length;
}

/** Number of unfinished recordings. */
export async function unfinishedRecordings({ system, tenantId }: VoiceScenario): Promise<number> {
  const rows = await inTenant(system.database.db, tenantId, (trx) =>
    trx.selectFrom("recording").select("id").where("state", "=", "recording").execute(),
  );
  return rows.length;
}
