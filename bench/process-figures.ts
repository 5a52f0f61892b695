import { readFile } from "node:fs/promises";

/** CPU time of a process so far in seconds; 0 after its exit. */
export async function cpuSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

const KB_PER_MB = 1_024;

/** The proportional set size of processes in megabytes: shared pages are counted once. Throws when one cannot be read. */
export async function pssMbOf(pids: readonly number[]): Promise<number> {
  const sizes = await Promise.all(
    pids.map(async (pid) => {
      const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
      return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
    }),
  );
  if (sizes.length < 3 || sizes.some((size) => size === 0)) throw new Error("a process could not be weighed");
  return sizes.reduce((sum, size) => sum + size, 0) / KB_PER_MB;
}
