import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

type Door = typeof import("../../../src/service/acd/queues/index.ts");

/** The functions of the ACD engine that schedules run on. */
export type Engine = Pick<Door, "createAcdState" | "stepQueues" | "offered">;

const REPOSITORY = path.join(import.meta.dirname, "../../..");
const MODULE = path.join(REPOSITORY, "src/service/acd/queues");

/** The engine without a planted fault. */
export function soundEngine(): Promise<Engine> {
  return engineIn(MODULE);
}

async function engineIn(module: string): Promise<Engine> {
  return (await import(pathToFileURL(path.join(module, "index.ts")).href)) as Door;
}

/** A change to the text of one file, which introduces a fault. */
export interface Fault {
  readonly file: string;
  readonly sound: string;
  readonly broken: string;
}

/** Runs with a faulty engine: a copy of the module with one text changed, which must occur exactly once. */
export async function withFault<Value>(fault: Fault, run: (engine: Engine) => Value): Promise<Value> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "queue-fault-"));
  try {
    const module = path.join(folder, "src/service/acd/queues");
    await cp(MODULE, module, { recursive: true });
    await symlink(path.join(REPOSITORY, "src/kernel"), path.join(folder, "src/kernel"));
    const file = path.join(module, fault.file);
    const parts = (await readFile(file, "utf8")).split(fault.sound);
    if (parts.length !== 2) throw new Error(`${fault.file} has ${parts.length - 1} times: ${fault.sound}`);
    await writeFile(file, parts.join(fault.broken));
    return run(await engineIn(module));
  } finally {
    await rm(folder, { recursive: true });
  }
}
