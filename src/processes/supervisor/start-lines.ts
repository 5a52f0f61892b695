import path from "node:path";
import type { Settings } from "../../platform/config/index.ts";
import type { DemonstrationResult } from "../demonstration/index.ts";
import type { RunningSystem } from "./supervisor.ts";

type Printed = Pick<RunningSystem, "ready" | "sipPort" | "sipsPort" | "simulatorUrl">;
type PrintedSettings = Pick<Settings, "dataFolder" | "demo" | "installationName" | "rtp">;

const STOP = "  Stop:            Ctrl-C";

/** Output of `sambung start` about the demonstration; `result` is null while its data are being built. */
export function demonstrationLines(
  settings: PrintedSettings,
  system: Printed,
  result: DemonstrationResult | null,
): readonly string[] {
  const { url } = system.ready;
  return [
    "",
    `  Demonstration:   ${url}/mulai`,
    "  One click each:  applicant, officer, agent, supervisor, developer, public",
    ...(result === null ? ["  Its data are being built; the page shows how far they are."] : programLines(result)),
    ...sipLines(settings, system),
    `  Data:            ${path.resolve(settings.dataFolder)}`,
    STOP,
    "  Start for real:  the button on that page, or SAMBUNG_DEMO=off npm start",
    "",
  ];
}

/** The credentials of API clients in the demonstration. */
export function programLines({ accountSid, authToken }: DemonstrationResult): readonly string[] {
  if (accountSid === null || authToken === null) return [];
  return [`  For programs:    account SID ${accountSid}, token ${authToken}`];
}

/** Output of `sambung start` about an installation. Demo accounts have a line each, because their passwords are shown once. */
export function installationLines(settings: PrintedSettings, system: Printed): readonly string[] {
  const { url, administratorPath } = system.ready;
  return [
    "",
    `  ${settings.installationName} is ready:  ${url}`,
    ...(administratorPath === undefined
      ? []
      : [`  Make the first administrator (once, within 24 hours):  ${url}${administratorPath}`]),
    `  Numbers:  ${url}/nomor    Rules:  ${url}/aturan    Check a decree:  ${url}/validasi-sk`,
    ...(system.simulatorUrl === undefined
      ? []
      : [`  OSS RBA simulator (companies to try):  ${new URL("/", system.simulatorUrl).href}`]),
    ...(settings.demo ? [`  Local mailbox:   ${url}/kotak-surat`] : []),
    ...sipLines(settings, system),
    `  Data:            ${path.resolve(settings.dataFolder)}`,
    STOP,
    ...accountLines(system),
    "",
  ];
}

function sipLines({ rtp }: PrintedSettings, { sipPort, sipsPort }: Printed): readonly string[] {
  if (sipPort === undefined) return [];
  const tls = sipsPort === undefined ? "" : `, TLS at ${String(sipsPort)}`;
  return [`  Phones, trunks:  sip:${rtp.advertised}:${String(sipPort)} (UDP and TCP${tls})`];
}

function accountLines({ ready: { accounts } }: Printed): readonly string[] {
  if (accounts.length === 0) return [];
  const width = Math.max(...accounts.map((account) => account.email.length));
  return [
    "",
    "  Demo accounts (shown once; they work only on this machine):",
    ...accounts.map(({ email, password, role }) => `    ${email.padEnd(width)}  ${password}  ${role}`),
  ];
}
