import { present } from "../kernel/index.ts";
import { readSettings, type Settings } from "../platform/config/index.ts";
import { type Log, openLog } from "../platform/telemetry/index.ts";
import { DEMONSTRATION_BEHIND_MS } from "./demonstration/index.ts";
import { showDemonstration } from "./demonstration/run-demonstration.ts";
import { markReal, prepareDemonstration, readDataFolder } from "./supervisor/data-folder.ts";
import { chooseStart } from "./supervisor/start-choice.ts";
import { StartError } from "./supervisor/start-error.ts";
import { demonstrationLines, installationLines } from "./supervisor/start-lines.ts";
import { type RunningSystem, startSystem } from "./supervisor/supervisor.ts";

type Environment = Readonly<NodeJS.ProcessEnv>;

/** An installation to start: its settings, the environment of its processes, and the log of its supervisor. */
interface Started {
  readonly settings: Settings;
  readonly env: Environment;
  readonly log: Log;
}

/** Starts the demonstration or the installation of the data folder, prints its addresses, and keeps it running until it is stopped. */
export async function start(settings: Settings, env: Environment): Promise<void> {
  const log = openLog({ process: "supervisor", level: settings.logLevel });
  try {
    const choice = chooseStart(settings, await readDataFolder(settings));
    if (choice.kind === "installation") {
      if (choice.marksReal) await markReal(settings.dataFolder);
      return await runInstallation(withChanges({ env, log }, { SAMBUNG_DEMO: choice.demoAccounts ? "on" : "off" }));
    }
    const changes = {
      SAMBUNG_DATA: choice.dataFolder,
      SAMBUNG_DEMO: "on",
      // The log of the build's own requests would fill the terminal.
      SAMBUNG_LOG_LEVEL: env["SAMBUNG_LOG_LEVEL"] ?? "warn",
    };
    const { httpPort } = await runDemonstration(settings.dataFolder, withChanges({ env, log }, changes));
    await markReal(settings.dataFolder);
    const sameAddress = { SAMBUNG_DEMO: "off", SAMBUNG_HTTP_PORT: String(httpPort) };
    return await runInstallation(withChanges({ env, log }, sameAddress));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

async function runInstallation(started: Started): Promise<void> {
  const system = await startSystem(started);
  process.stdout.write(`${installationLines(started.settings, system).join("\n")}\n`);
  await untilStopped(system, started.settings.drainSeconds);
}

/** Runs the demonstration until it is stopped, which ends this process, or until its start page requests the real installation. */
async function runDemonstration(dataFolder: string, started: Started): Promise<{ readonly httpPort: number }> {
  const { settings, log } = started;
  const finished = await prepareDemonstration(dataFolder, log);
  const system = await startSystem({ ...started, clockBehindMs: finished === null ? DEMONSTRATION_BEHIND_MS : 0 });
  process.stdout.write(`${demonstrationLines(settings, system, finished).join("\n")}\n`);
  const shown = showDemonstration({ dataFolder, settings, system, log }, finished);
  await untilStopped(system, settings.drainSeconds, system.demonstration.startForReal);
  await shown;
  return { httpPort: system.ready.port };
}

function withChanges({ env, log }: Pick<Started, "env" | "log">, changes: Readonly<Record<string, string>>): Started {
  const changed = { ...env, ...changes };
  const read = readSettings(changed);
  return { settings: present(read.ok ? read.value : null, "settings that were read before"), env: changed, log };
}

/**
 * Stops on SIGINT, on SIGTERM, or when the system gives up, and ends this process. SIGTERM lets calls continue for up to `drainSeconds`; a second
 * one stops at once. SIGHUP reloads the certificates; in a terminal it means that the terminal was closed, and stops. Returns only when
 * `replaced` settles: then the system is stopped, and this process continues.
 */
export async function untilStopped(
  system: RunningSystem,
  drainSeconds: number,
  replaced?: Promise<void>,
): Promise<void> {
  const handlers = new AbortController();
  const requested = new Promise<number>((resolve) => onSignals({ system, drainSeconds, resolve, handlers }));
  const gaveUp = system.gaveUp.then((reason) => {
    process.stderr.write(`Sambung stops: ${reason}\n`);
    return 1;
  });
  const code = await Promise.race([requested, gaveUp, ...(replaced === undefined ? [] : [replaced])]);
  await system.stop();
  if (code !== undefined) process.exit(code);
  handlers.abort();
}

/** Handles stop signals until `handlers` is aborted. */
function onSignals({
  system,
  drainSeconds,
  resolve,
  handlers,
}: {
  readonly system: RunningSystem;
  readonly drainSeconds: number;
  readonly resolve: (code: number) => void;
  readonly handlers: AbortController;
}): void {
  const stop = () => resolve(0);
  const drainOnce = () => {
    process.off("SIGTERM", drainOnce).on("SIGTERM", stop);
    setTimeout(stop, drainSeconds * 1_000);
    system.drain().then(stop, stop);
  };
  const hangUp = process.stdout.isTTY ? stop : system.reload;
  process.on("SIGINT", stop).on("SIGTERM", drainOnce).on("disconnect", stop).on("SIGHUP", hangUp);
  handlers.signal.addEventListener("abort", () => {
    process.off("SIGINT", stop).off("SIGTERM", drainOnce).off("SIGTERM", stop);
    process.off("disconnect", stop).off("SIGHUP", hangUp);
  });
}
