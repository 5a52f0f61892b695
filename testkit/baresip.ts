import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** A real SIP phone (baresip) that registers; `close` ends it. */
export interface Baresip {
  /** Its output so far. */
  text(): string;
  close(): Promise<void>;
}

const MODULES = ["/usr/lib/baresip/modules", "/usr/lib/x86_64-linux-gnu/baresip/modules"];
const KILL_MS = 5_000;

/** Starts baresip with one account on loopback; it registers at once. */
export async function startBaresip(account: string): Promise<Baresip> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-baresip-"));
  const modules = MODULES.find((place) => existsSync(place)) ?? "";
  const config = [
    "sip_listen 127.0.0.1:0",
    "audio_player none",
    "audio_source none",
    `module_path ${modules}`,
    "module g711.so",
    "module_app account.so",
  ];
  await writeFile(path.join(folder, "config"), `${config.join("\n")}\n`);
  await writeFile(path.join(folder, "accounts"), `${account}\n`);
  await writeFile(path.join(folder, "contacts"), "");
  const child = spawn("baresip", ["-f", folder, "-v"], { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes: Buffer) => {
      text = (text + bytes.toString("utf8")).slice(-100_000);
    });
  }
  child.on("error", (error) => {
    text += error.message;
  });
  return {
    text: () => text,
    async close() {
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** It unregisters on request to end; killed when it does not end. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill("SIGKILL"), KILL_MS);
    child.on("exit", () => {
      clearTimeout(late);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
