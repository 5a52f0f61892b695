import { rm } from "node:fs/promises";
import type { Team } from "../src/identity/index.ts";
import type { DemoAccount } from "../src/identity/wire.ts";
import { present } from "../src/kernel/index.ts";
import { readSettings } from "../src/platform/config/index.ts";
import { demonstrationTime } from "../src/processes/demonstration/index.ts";
import { VISIT_IDLE_MS } from "../src/processes/demonstration/live-callers.ts";
import { type RunningSystem, startSystem } from "../src/processes/supervisor/supervisor.ts";
import { testLog } from "./database.ts";
import { makeQuickFolder } from "./quick-folder.ts";

const DAY_MS = 86_400_000;

/** The real system with its demo accounts, screens and OSS simulator, on a fresh folder and a free port. */
export interface Demonstration {
  readonly url: string;
  /** Address of the OSS simulator; throws in a demonstration without one. */
  readonly ossUrl: string;
  readonly accounts: readonly DemoAccount[];
  /** SIP port of phones and trunks; undefined without telephony. */
  readonly sipPort: number | undefined;
  readonly dataFolder: string;
  readonly system: RunningSystem;
  /** The password of a demo account is known only at its first start. */
  account(role: string): DemoAccount;
  /** The demo account of a role in one of the teams that have it. */
  accountIn(team: Team, role: string): DemoAccount;
  /** Advances the time of the demonstration by this many days. */
  daysLater(days: number): Promise<void>;
  /** Advances the time of the demonstration to an instant. */
  moveClockTo(atMs: number): Promise<void>;
  /** The time of the demonstration. */
  nowMs(): number;
  pidOf(name: string): Promise<number>;
  /** kill -9 of one of its processes, which the supervisor restarts. */
  kill(name: string): Promise<void>;
  /** kill -9 of the portal; the supervisor restarts it on the same port. */
  killPortal(): void;
  /** Ends everything and removes the folder. */
  close(): Promise<void>;
}

/**
 * Starts a demonstration in a new folder; `changes` override settings, `clockBehindMs` is the age of its start, `visitIdleMs` is how
 * long its simulated callers continue after a visit (0 = none begin).
 */
export async function startDemonstration(
  changes: Readonly<Record<string, string>> = {},
  clockBehindMs = 0,
  visitIdleMs: number = VISIT_IDLE_MS,
): Promise<Demonstration> {
  const dataFolder = await makeQuickFolder("demonstration");
  const env = {
    ...process.env,
    NODE_ENV: "development",
    SAMBUNG_DATA: dataFolder,
    SAMBUNG_HTTP_PORT: "0",
    SAMBUNG_DEMO: "on",
    // Without telephony, unless a test names a port; no test uses the well-known one.
    SAMBUNG_SIP_PORT: "off",
    SAMBUNG_SMPP_PORT: "0",
    SAMBUNG_SIPS_PORT: "0",
    SAMBUNG_WS_PORT: "0",
    SAMBUNG_LOG_LEVEL: process.env["SAMBUNG_TEST_LOG"] ?? "silent",
    ...changes,
  };
  const read = readSettings(env);
  const settings = present(read.ok ? read.value : null, "settings of a demonstration");
  let system: RunningSystem;
  try {
    system = await startSystem({ settings, env, log: testLog, clockBehindMs, visitIdleMs });
  } catch (error) {
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
  const { url, accounts } = system.ready;
  const { nowMs, moveClockTo } = demonstrationTime(system, clockBehindMs);
  const pidOf = async (name: string) => present(system.pids()[name], name);
  return {
    url,
    get ossUrl() {
      return present(system.simulatorUrl, "the OSS simulator");
    },
    accounts,
    dataFolder,
    system,
    sipPort: system.sipPort,
    account: (role) =>
      present(
        accounts.find((known) => known.role === role),
        `demo account ${role}`,
      ),
    accountIn: (team, role) =>
      present(
        accounts.find((known) => known.role === role && known.team === team),
        `demo account ${role} of ${team}`,
      ),
    daysLater: (days) => moveClockTo(nowMs() + days * DAY_MS),
    moveClockTo,
    nowMs,
    pidOf,
    kill: async (name) => void process.kill(await pidOf(name), "SIGKILL"),
    killPortal: () => void process.kill(present(system.pids()["portal"], "the portal"), "SIGKILL"),
    close: async () => {
      await system.stop();
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
