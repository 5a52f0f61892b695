import { readdir, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import type { TestSystem, Victim } from "./system.ts";

/** Resources of the idle processes. */
export interface AtRest {
  /** Open files and folders by process, without sockets: the database pool opens and closes them. */
  readonly files: Readonly<Record<string, number>>;
  readonly soundSockets: number;
  readonly journals: number;
  /** Files of unfinished recordings. */
  readonly drafts: number;
  /** Of the supervisor and the portal, which run through every kill. */
  readonly rssMb: number;
}

const KB_PER_MB = 1_024;
const INSPECTED_PROCESSES: readonly Victim[] = ["supervisor", "portal", "switch", "media"];

/** Reads the resources of a system's processes. */
export async function atRest(system: TestSystem): Promise<AtRest> {
  const pids = await Promise.all(INSPECTED_PROCESSES.map((name) => system.pidOf(name).catch(() => 0)));
  const held = await Promise.all(pids.map(filesOf));
  const files = Object.fromEntries(INSPECTED_PROCESSES.map((name, nth) => [name, held[nth]?.files ?? 0]));
  const rss = await Promise.all(pids.slice(0, 2).map(rssMbOf));
  const folder = path.join(system.dataFolder, "media", "recordings");
  const names = await readdir(folder).catch(() => []);
  return {
    files,
    soundSockets: held.at(-1)?.udp ?? 0,
    journals: names.filter((name) => name.endsWith(".journal")).length,
    drafts: names.filter((name) => name.endsWith(".draft")).length,
    rssMb: rss.reduce((sum, mb) => sum + (Number.isNaN(mb) ? 0 : mb), 0),
  };
}

/** Open files, journals and drafts beyond those in `before`. */
export function leaked(before: AtRest, after: AtRest): number {
  const more = INSPECTED_PROCESSES.map((name) => (after.files[name] ?? 0) - (before.files[name] ?? 0));
  const left = [after.journals - before.journals, after.drafts - before.drafts];
  return [...more, ...left].reduce((sum, count) => sum + Math.max(0, count), 0);
}

/** Open files of a process by kind; its UDP sockets are those listed by the kernel. */
async function filesOf(pid: number): Promise<{ readonly files: number; readonly udp: number }> {
  const fds = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(fds.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => "")));
  const udp = new Set([...(await inodesIn("/proc/net/udp")), ...(await inodesIn("/proc/net/udp6"))]);
  const inodes = targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
  return {
    files: targets.filter((target) => target.startsWith("/") && !target.startsWith("/dev/")).length,
    udp: inodes.filter((inode) => udp.has(inode)).length,
  };
}

async function inodesIn(file: string): Promise<readonly string[]> {
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n").slice(1);
  return lines.flatMap((line) => line.trim().split(/\s+/)[9] ?? []);
}

/** Resident memory of a process in MB; NaN after its exit. */
export async function rssMbOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / KB_PER_MB;
}
