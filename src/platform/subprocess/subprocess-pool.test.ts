import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openSubprocessPool, type PoolOptions, runInSubprocess } from "./index.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "subprocess-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let programs = 0;
async function program(code: string): Promise<URL> {
  programs += 1;
  const file = path.join(folder, `program-${programs}.mjs`);
  await writeFile(file, `import { readFileSync } from "node:fs"; process.on("message", async (task) => { ${code} });`);
  return pathToFileURL(file);
}
const HANGS = "while (task) {}";
const ANSWERS = "process.send({ value: process.pid });";

const pools: ReturnType<typeof openSubprocessPool<string, number>>[] = [];
const open = (options: Partial<PoolOptions> & { readonly program: URL }) => {
  const pool = openSubprocessPool<string, number>({
    workersMax: 2,
    taskMsMax: 20_000,
    idleMs: 60_000,
    queueMax: 100,
    heapMegabytesMax: 64,
    memoryMegabytesMax: 256,
    ...options,
  });
  pools.push(pool);
  return pool;
};

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe("a pool of subprocesses", () => {
  it("kills a worker that never returns to its event loop, and fails its task", async () => {
    const pool = open({ program: await program(HANGS), taskMsMax: 300 });
    await expect(pool.submit("x")).rejects.toMatchObject({ code: "task-timed-out" });
    expect(pool.workers()).toBe(0);
  });

  it.runIf(existsSync("/proc/self/stat"))("judges processor time, so that a busy machine fails no task", async () => {
    const code = "setTimeout(() => process.send({ value: process.pid }), task === 'late' ? 2_000 : 0);";
    const pool = open({ program: await program(code), taskMsMax: 1_000 });
    const first = await pool.submit("x");
    expect(await pool.submit("late")).toBe(first);
  });

  it("fails only the task of a worker that crashed, and replaces the worker", async () => {
    const code = `if (task === "crash") process.abort(); ${ANSWERS}`;
    const pool = open({ program: await program(code), workersMax: 1 });
    const outcomes = await Promise.allSettled([pool.submit("crash"), pool.submit("x"), pool.submit("x")]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  });

  it("replaces a worker that crashed between two tasks", async () => {
    const code = `${ANSWERS} if (task === "last") setTimeout(() => process.abort(), 10);`;
    const pool = open({ program: await program(code), workersMax: 1 });
    const first = await pool.submit("last");
    await expect.poll(() => pool.workers()).toBe(1);
    await expect.poll(() => isRunning(first)).toBe(false);
    expect(await pool.submit("x")).not.toBe(first);
  });

  it.each([
    ["JavaScript heap", "const all = []; while (task) all.push(new Array(100_000).fill(task + all.length));"],
    [
      "buffers",
      "const all = []; while (task) { all.push(Buffer.alloc(10_000_000, 1)); await new Promise(setImmediate); }",
    ],
  ])("ends a worker that takes more memory than it may: %s", async (_what, code) => {
    const pool = open({ program: await program(code) });
    await expect(pool.submit("x")).rejects.toMatchObject({ code: "worker-crashed" });
  });

  it("ends workers without a task and starts new ones when needed", async () => {
    const pool = open({ program: await program(ANSWERS), idleMs: 20 });
    const first = await pool.submit("x");
    await expect.poll(() => pool.workers()).toBe(0);
    expect(await pool.submit("x")).not.toBe(first);
  });

  it("refuses more waiting tasks than it may hold, and all of them when it closes", async () => {
    const pool = open({ program: await program(HANGS), workersMax: 1, queueMax: 1 });
    const outcomes = Promise.allSettled([pool.submit("x"), pool.submit("x")]);
    await expect(pool.submit("x")).rejects.toMatchObject({ code: "pool-full" });
    await pool.close();
    await pool.close();
    expect(await outcomes).toMatchObject([{ reason: { code: "pool-closed" } }, { reason: { code: "pool-closed" } }]);
    expect(pool.workers()).toBe(0);
    await expect(pool.submit("x")).rejects.toMatchObject({ code: "pool-closed" });
  });
});

describe("a subprocess", () => {
  it.each([
    ["five steps below the processes that serve", undefined, 5],
    ["at the niceness that its caller chooses", 0, 0],
  ])("runs %s", async (_how, niceness, more) => {
    const code = `const { getPriority } = await import("node:os"); process.send({ value: getPriority() });`;
    const limits = { taskMsMax: 20_000, heapMegabytesMax: 64, memoryMegabytesMax: 256 };
    const chosen = niceness === undefined ? limits : { ...limits, niceness };
    expect(await runInSubprocess<object, unknown>(await program(code), {}, chosen)).toBe(more);
  });

  it("reads no file but its code, writes none, starts nothing and sees no environment variable", async () => {
    process.env["SUBPROCESS_TEST_SECRET"] = "secret";
    const code = `
      const attempt = async (act) => { try { await act(); return "done"; } catch (error) { return error.code; } };
      const { writeFileSync } = await import("node:fs");
      const { execFileSync } = await import("node:child_process");
      const { Worker } = await import("node:worker_threads");
      process.send({ value: [
        await attempt(() => readFileSync("/etc/hosts")),
        await attempt(() => writeFileSync("/tmp/subprocess-test", "x")),
        await attempt(() => execFileSync("true")),
        await attempt(() => new Worker("1", { eval: true })),
        Object.keys(process.env).filter((name) => name !== "TZ").length,
      ] });`;
    const limits = { taskMsMax: 20_000, heapMegabytesMax: 64, memoryMegabytesMax: 256 };
    const found = await runInSubprocess<object, unknown>(await program(code), {}, limits);
    delete process.env["SUBPROCESS_TEST_SECRET"];
    const denied = "ERR_ACCESS_DENIED";
    expect(found).toEqual([denied, denied, denied, denied, 0]);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
