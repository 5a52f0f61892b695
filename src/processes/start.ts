import path from "node:path";
import type { Settings } from "../platform/config/index.ts";
import { openLog } from "../platform/telemetry/index.ts";
import { StartError } from "./start-error.ts";
import { type RunningSystem, startSystem } from "./supervisor.ts";

/** Starts the system, prints its addresses, and keeps it running until it is told to stop. */
export async function start(settings: Settings): Promise<void> {
  const log = openLog({ process: "supervisor", level: settings.logLevel });
  const system = await startSystem({ settings, env: process.env, log }).catch((error: unknown) => {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  process.stdout.write(`${greeting(settings, system)}\n`);
  await untilStopped(system, settings.drainSeconds);
}

/**
 * Stops on SIGINT, on SIGTERM, or when the system gives up. SIGTERM lets calls go on for up to `drainSeconds`; a second one stops at once.
 * SIGHUP has the certificates read again; in a terminal it means that the terminal was closed, and stops.
 */
export async function untilStopped(system: RunningSystem, drainSeconds: number): Promise<never> {
  const asked = new Promise<number>((resolve) => {
    const stop = () => resolve(0);
    const drainOnce = () => {
      process.off("SIGTERM", drainOnce).on("SIGTERM", stop);
      setTimeout(stop, drainSeconds * 1_000);
      system.drain().then(stop, stop);
    };
    process.on("SIGINT", stop).on("SIGTERM", drainOnce).on("disconnect", stop);
    process.on("SIGHUP", process.stdout.isTTY ? stop : system.reload);
  });
  const gaveUp = system.gaveUp.then((reason) => {
    process.stderr.write(`Sambung stops: ${reason}\n`);
    return 1;
  });
  const code = await Promise.race([asked, gaveUp]);
  await system.stop();
  process.exit(code);
}

function greeting(settings: Settings, system: RunningSystem): string {
  const { url, accounts, administratorPath } = system.ready;
  const width = Math.max(0, ...accounts.map((account) => account.email.length));
  const lines = [
    "",
    `  ${settings.installationName} is ready:  ${url}`,
    `  Numbers:  ${url}/nomor    Rules:  ${url}/aturan    Check a decree:  ${url}/validasi-sk`,
    ...(system.simulatorUrl === undefined
      ? []
      : [`  OSS RBA simulator (companies to try):  ${new URL("/", system.simulatorUrl).href}`]),
    ...(settings.demo ? [`  Local mailbox:  ${url}/kotak-surat`] : []),
    ...(system.sipPort === undefined
      ? []
      : [`  Phones and lines:  sip:${settings.rtp.advertised}:${system.sipPort} (UDP and TCP)`]),
    ...(system.sipsPort === undefined
      ? []
      : [`  Over TLS:          sip:${settings.rtp.advertised}:${system.sipsPort};transport=tls`]),
    `  Data:  ${path.resolve(settings.dataFolder)}`,
  ];
  if (accounts.length > 0) {
    lines.push("", "  Demo accounts (shown once; they work only on this machine):");
    lines.push(...accounts.map(({ email, password, role }) => `    ${email.padEnd(width)}  ${password}  ${role}`));
  }
  if (administratorPath !== undefined) {
    lines.push("", `  Make the first administrator (once, within 24 hours):  ${url}${administratorPath}`);
  }
  return `${lines.join("\n")}\n`;
}
