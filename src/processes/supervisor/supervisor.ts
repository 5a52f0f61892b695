import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { restoreIsCutOff } from "../../platform/backup/index.ts";
import type { Settings } from "../../platform/config/index.ts";
import { databaseAccess, type EmbeddedServer, migrate, startEmbeddedServer } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { type DemonstrationChannel, openDemonstrationChannel } from "../demonstration/demonstration-channel.ts";
import { type LiveCallers, openLiveCallers, VISIT_IDLE_MS } from "../demonstration/live-callers.ts";
import { gatewayOnceWanted, type WantedGateway } from "../messages.ts";
import type { ChildMessage } from "../process-messages.ts";
import { startVoice } from "../voice.ts";
import { type ClockAhead, openClockAhead } from "./clock-ahead.ts";
import { lockFolder } from "./folder-lock.ts";
import { afterEnd, NO_ENDS } from "./restart-policy.ts";
import { StartError } from "./start-error.ts";
import { type Supervised, supervise } from "./supervised.ts";
import { ensureWebBuilt } from "./web-build.ts";

const PORTAL = path.resolve(import.meta.dirname, "../portal.ts");
const SIMULATOR = path.resolve(import.meta.dirname, "../../../simulators/oss/main.ts");
const DATABASE_BACKOFF_MS = 250;
const DATABASE_ATTEMPTS_MAX = 60;

/** The running system. */
export interface RunningSystem {
  readonly ready: ChildMessage & { readonly kind: "ready" };
  readonly simulatorUrl: string | undefined;
  /** SIP port of phones and trunks; undefined without telephony. */
  readonly sipPort: number | undefined;
  /** The port of SIP over TLS; undefined without. */
  readonly sipsPort: number | undefined;
  /** SMPP port of ESMEs; undefined until the gateway is needed. */
  smppPort(): number | undefined;
  /** Process ids by name, for crash tests. */
  pids(): Readonly<Record<string, number | undefined>>;
  /** Sets the clock of a demonstration to an offset from the real time; rejects in a real installation. */
  moveClock(aheadMs: number): Promise<void>;
  /** Channel between the demonstration's build and its start page. */
  readonly demonstration: Pick<DemonstrationChannel, "publish" | "startForReal">;
  /** Settles with a reason when the system has given up. */
  readonly gaveUp: Promise<string>;
  /** Makes every process reload its certificate; open connections continue. */
  reload(): void;
  /** Stops accepting new calls; settles when the last call has ended. */
  drain(): Promise<void>;
  /** Shuts everything down in order; safe to call twice. */
  stop(): Promise<void>;
}

interface Parts {
  readonly visitIdleMs?: number;
  readonly settings: Settings;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly giveUp: (reason: string) => void;
  readonly clock: ClockAhead;
  readonly demonstration: DemonstrationChannel;
}

/** Starts the database, in parallel the web build, then the simulator and the portal, and keeps them running. */
export async function startSystem(options: {
  readonly settings: Settings;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** How long ago a demonstration starts, in milliseconds; `moveClock` advances it to the real time. */
  readonly clockBehindMs?: number;
  /** How long simulated callers continue after a demonstration user's last request. */
  readonly visitIdleMs?: number;
}): Promise<RunningSystem> {
  if (await restoreIsCutOff(options.settings.dataFolder)) {
    throw new StartError(
      `A restore into ${path.resolve(options.settings.dataFolder)} was cut off. Empty that folder and restore again.`,
    );
  }
  const lock = await lockFolder(options.settings.dataFolder);
  if (lock === undefined) {
    throw new StartError(`Sambung already runs on ${path.resolve(options.settings.dataFolder)} (SAMBUNG_DATA).`);
  }
  const gaveUp = Promise.withResolvers<string>();
  const clock = openClockAhead({ isDemonstration: options.settings.demo, behindMs: options.clockBehindMs ?? 0 });
  const demonstration = openDemonstrationChannel();
  const parts: Parts = { ...options, giveUp: gaveUp.resolve, clock, demonstration };
  const stack = new AsyncDisposableStack();
  stack.defer(() => lock.close());
  try {
    const [database] = await Promise.all([openDatabaseServer(parts, stack), ensureWebBuilt()]);
    const simulator = options.settings.ossSimulator ? await startSimulator(parts, stack) : undefined;
    const gateway = gatewayOnceWanted(parts, parts.settings.smppPort);
    stack.defer(() => gateway.stop());
    const [voice, portal] = await Promise.all([
      parts.settings.sipPort === undefined ? undefined : startVoice({ ...parts, stack }, parts.settings.sipPort),
      startPortal(parts, { stack, ossUrl: simulator?.url, gateway }),
    ]);
    const callers = options.settings.demo && voice !== undefined ? startCallers(parts, portal.ready, voice) : undefined;
    stack.defer(async () => callers?.stop());
    return {
      ready: portal.ready,
      simulatorUrl: simulator?.url,
      sipPort: voice?.sipPort,
      sipsPort: voice?.sipsPort ?? undefined,
      smppPort: gateway.port,
      pids: () => ({
        database: database.pid(),
        portal: portal.process.pid(),
        simulator: simulator?.process.pid(),
        media: voice?.media.pid(),
        switch: voice?.switch.pid(),
        gateway: gateway.pid(),
        callers: callers?.pid(),
      }),
      moveClock: clock.move,
      demonstration,
      gaveUp: gaveUp.promise,
      reload: () => {
        for (const process of [portal.process, voice?.switch, gateway]) process?.tell({ kind: "reload" });
      },
      drain: async () => voice?.drain(),
      stop: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** Opens the simulated callers of a demonstration; their process runs from the first visit on. */
function startCallers(
  { env, log, visitIdleMs = VISIT_IDLE_MS, demonstration }: Parts,
  { url }: RunningSystem["ready"],
  { sipPort }: { readonly sipPort: number },
): LiveCallers {
  const { answerRing } = demonstration;
  const callers = openLiveCallers({ env, log, idleMs: visitIdleMs, target: { url, sipPort }, onRung: answerRing });
  demonstration.rings(callers);
  return callers;
}

/** Starts the embedded server, or uses the given one; in both cases it is migrated before anything else runs. */
async function openDatabaseServer(parts: Parts, stack: AsyncDisposableStack): Promise<{ pid(): number | undefined }> {
  const { settings, log } = parts;
  if (settings.databaseUrl !== undefined) {
    await migrate(await databaseAccess(settings)).catch((error: unknown) => {
      throw new StartError(refusedDatabase(error), { cause: error });
    });
    return { pid: () => undefined };
  }
  let server = await startEmbeddedServer({ dataFolder: settings.dataFolder, log });
  let isStopping = false;
  const keep = async () => {
    let ends = NO_ENDS;
    for (let restarts = 1; ; restarts += 1) {
      const startedMs = performance.now();
      await server.ended;
      if (isStopping) return;
      log.error({ restarts }, "database.ended");
      const next = afterEnd(ends, { servedMs: performance.now() - startedMs });
      ends = next.state;
      await delay(next.pauseMs ?? 0);
      server = await restartDatabase(parts);
      // Ctrl-C reaches the database too, so a stop may begin during its restart.
      if (isStopping) await server.stop();
    }
  };
  const kept = keep().catch((error: unknown) => {
    log.error({ err: error }, "database.given-up");
    parts.giveUp("the database cannot be started again");
  });
  stack.defer(async () => {
    isStopping = true;
    await server.stop();
    await kept;
  });
  await migrate(server.access).catch((error: unknown) => {
    const said = error instanceof Error ? error.message : String(error);
    throw new StartError(`The database in ${path.resolve(settings.dataFolder)} cannot be brought up to date: ${said}`, {
      cause: error,
    });
  });
  return { pid: () => server.pid };
}

function refusedDatabase(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return (
    `The database of DATABASE_URL cannot be used: ${said}\n` +
    "Its user must be allowed to make roles and databases; one PostgreSQL server holds one installation."
  );
}

/** Backends of a killed server take a moment to release its shared memory, so a start may fail a few times. */
async function restartDatabase(parts: Parts): Promise<EmbeddedServer> {
  for (let attempt = 1; ; attempt += 1) {
    await delay(DATABASE_BACKOFF_MS);
    try {
      return await startEmbeddedServer({ dataFolder: parts.settings.dataFolder, log: parts.log });
    } catch (error) {
      parts.log.warn({ err: error, attempt }, "database.not-restarted");
      if (attempt >= DATABASE_ATTEMPTS_MAX) throw error;
    }
  }
}

async function startSimulator(
  parts: Parts,
  stack: AsyncDisposableStack,
): Promise<{ readonly url: string; readonly process: Supervised }> {
  let port = parts.settings.ossSimulatorPort;
  const simulator = supervise({
    name: "oss-simulator",
    entry: SIMULATOR,
    env: () => ({ ...parts.env, SAMBUNG_OSS_SIMULATOR_PORT: String(port) }),
    log: parts.log,
    greeting: parts.clock.greeting,
    readyWhen: ({ line, message }) => {
      parts.clock.hear("simulator", message);
      if (line === undefined) return false;
      port = (JSON.parse(line) as { readonly port: number }).port;
      return true;
    },
    onGivenUp: (reason) => parts.log.error({ reason }, "simulator.given-up"),
  });
  parts.clock.follows("simulator", simulator);
  stack.defer(() => simulator.stop());
  await simulator.ready;
  return { url: `http://127.0.0.1:${port}/v1/kl/rba`, process: simulator };
}

async function startPortal(
  parts: Parts,
  options: {
    readonly stack: AsyncDisposableStack;
    readonly ossUrl: string | undefined;
    readonly gateway: WantedGateway;
  },
): Promise<{ readonly ready: RunningSystem["ready"]; readonly process: Supervised }> {
  const first = Promise.withResolvers<RunningSystem["ready"]>();
  // A restarted portal keeps the port of its first start, so that its address stays the same.
  let httpPort = parts.settings.httpPort;
  let isUp = false;
  const portal = supervise({
    name: "portal",
    entry: PORTAL,
    env: () => ({
      ...parts.env,
      SAMBUNG_HTTP_PORT: String(httpPort),
      ...(options.ossUrl === undefined ? {} : { SAMBUNG_OSS_URL: options.ossUrl }),
    }),
    log: parts.log,
    greeting: parts.clock.greeting,
    readyWhen: ({ message }) => {
      parts.clock.hear("portal", message);
      parts.demonstration.receive(message);
      if (message?.kind === "ready") {
        if (isUp) sayNewLink(message);
        isUp = true;
        httpPort = message.port;
        first.resolve(message);
      }
      if (message?.kind === "gateway-wanted") options.gateway.start();
      if (message?.kind === "port-busy") {
        const { port, variable } = message;
        first.reject(new StartError(`Port ${port} is in use. Set ${variable} to another port (0 = any free port).`));
      }
      return message?.kind === "ready";
    },
    onGivenUp: (reason) => {
      first.reject(new StartError(reason));
      parts.giveUp(reason);
    },
  });
  parts.clock.follows("portal", portal);
  parts.demonstration.follows(portal);
  options.stack.defer(() => portal.stop());
  return { ready: await first.promise, process: portal };
}

/** A restarted portal creates a new link and invalidates the printed one. */
function sayNewLink({ url, administratorPath }: RunningSystem["ready"]): void {
  if (administratorPath === undefined) return;
  process.stdout.write(
    `  Make the first administrator (the link before this one has ended):  ${url}${administratorPath}\n`,
  );
}
