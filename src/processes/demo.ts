import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { present } from "../kernel/index.ts";
import { readSettings } from "../platform/config/index.ts";
import { openLog } from "../platform/telemetry/index.ts";
import { playOtherCases } from "./demo/demo-other-cases.ts";
import { playScenario } from "./demo/demo-scenario.ts";
import { demonstrationTime } from "./demonstration/time.ts";
import { verifyAuditLog, verifyFile } from "./maintenance.ts";
import { untilStopped } from "./start.ts";
import { startSystem } from "./supervisor/supervisor.ts";

/** Starts a fresh system, plays the scenario through its HTTP interface, verifies the decree offline, and keeps running unless `exit` is set. */
export async function playDemo(options: { readonly exit: boolean }): Promise<void> {
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), "sambung-demo-"));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    SAMBUNG_DATA: dataFolder,
    SAMBUNG_DEMO: "on",
    SAMBUNG_LOG_LEVEL: process.env["SAMBUNG_LOG_LEVEL"] ?? "warn",
    ...(options.exit ? { SAMBUNG_HTTP_PORT: "0", SAMBUNG_SIP_PORT: "0" } : {}),
  };
  const read = readSettings(env);
  const settings = present(read.ok && read.value.demo ? read.value : null, "settings for a demonstration on loopback");
  const log = openLog({ process: "demo", level: settings.logLevel });
  const tell = (line: string) => void process.stdout.write(`  ✓ ${line}\n`);
  process.stdout.write(`Sambung demonstration, data in ${dataFolder}\n`);
  const startedMs = performance.now();
  const system = await startSystem({ settings, env, log });
  tell(`Everything is up after ${((performance.now() - startedMs) / 1_000).toFixed(1)} s at ${system.ready.url}`);
  const { url, accounts } = system.ready;
  const ossUrl = present(system.simulatorUrl, "the OSS simulator");
  const time = demonstrationTime(system);
  const stage = { url, ossUrl, accounts, dataFolder, tell, ...time };
  const ending = await playScenario(stage);
  await playOtherCases(stage, ending.company);
  const file = path.join(dataFolder, "decree.pdf");
  await writeFile(file, ending.pdf);
  const verified = await verifyFile({ file, anchor: undefined, dataFolder, locale: "id" });
  if (verified !== 0) throw new Error("the decree does not verify");
  tell("The decree verifies offline (sambung verify)");
  await verifyAuditLog(settings, log);
  process.stdout.write(`\nThe decree: ${file}\nIts public page: ${ending.decreeUrl}\n`);
  const { contact } = ending;
  if (contact !== null)
    process.stdout.write(`The caller, for the operator-administrator: ${contact.url}\nHis call: ${contact.callUrl}\n`);
  if (options.exit) {
    await system.stop();
    await rm(dataFolder, { recursive: true, force: true });
    process.stdout.write("The story is told.\n");
    return;
  }
  const { person } = ending.company;
  process.stdout.write(`\nLog in at ${url}/masuk:\n  ${person.email}  ${person.password}\n`);
  process.stdout.write(
    `${accounts.map(({ email, password, role }) => `  ${email}  ${password}  ${role}`).join("\n")}\n`,
  );
  const today = new Date(time.nowMs()).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "Asia/Jakarta" });
  process.stdout.write(`\nIts calendar was moved on to ${today}. Ctrl-C ends it; the data stay.\n`);
  await untilStopped(system, 0);
}
