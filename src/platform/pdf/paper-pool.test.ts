import { afterEach, describe, expect, it } from "vitest";
import { SAMPLE_DECREE } from "../../../testkit/decree-sample.ts";
import { decreeDocument } from "../../licensing/issuing/index.ts";
import { openPaperPool, type PaperPool, type PaperPoolOptions } from "./paper-pool.ts";
import { renderLetter } from "./render-letter.ts";

const letter = decreeDocument(SAMPLE_DECREE);
const program = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort, threadId } from "node:worker_threads";${code}`)}`,
  );
const HANGS = program(`parentPort.on("message", () => {});`);
const CRASHES = program(`parentPort.on("message", () => { throw new Error("out of paper"); });`);
const ANSWERS = program(
  `parentPort.on("message", ({ id }) => parentPort.postMessage({ id, value: new Uint8Array([threadId]) }));`,
);
const CRASHES_ONCE = program(
  `parentPort.on("message", ({ id, task }) => { if (task.letter.title === "crash") process.exit(3); parentPort.postMessage({ id, value: new Uint8Array(1) }); });`,
);

const pools: PaperPool[] = [];
const open = (options: Partial<PaperPoolOptions> = {}) => {
  const pool = openPaperPool(options);
  pools.push(pool);
  return pool;
};

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe("the paper pool", () => {
  it("draws off the event loop what the renderer draws in place", async () => {
    const pool = open();
    expect(pool.workers()).toBe(0);
    const [first, second] = await Promise.all([pool.render(letter), pool.render(letter), pool.render(letter)]);
    expect(Buffer.from(first).equals(await renderLetter(letter))).toBe(true);
    expect(Buffer.from(second).equals(first)).toBe(true);
    expect(pool.workers()).toBe(2);
  });

  it("hands back what a worker could not do, and goes on", async () => {
    const pool = open();
    const undrawable = pool.render({ ...letter, blocks: [{ kind: "paragraph", text: "😀" }] });
    await expect(undrawable).rejects.toThrow("U+1F600");
    await expect(undrawable).rejects.toMatchObject({ code: "task-failed" });
    expect((await pool.render(letter)).length).toBeGreaterThan(1000);
  });

  it("fails a task that takes too long and ends its worker", async () => {
    const pool = open({ program: HANGS, taskMsMax: 60 });
    await expect(pool.render(letter)).rejects.toMatchObject({ code: "task-timed-out" });
    expect(pool.workers()).toBe(0);
  });

  it("fails only the task of a worker that crashed, and replaces the worker", async () => {
    const crashing = open({ program: CRASHES });
    await expect(crashing.render(letter)).rejects.toMatchObject({ code: "worker-crashed" });
    const pool = open({ program: CRASHES_ONCE, workersMax: 1 });
    const outcomes = await Promise.allSettled([pool.render({ ...letter, title: "crash" }), pool.render(letter)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "fulfilled"]);
  });

  it("ends workers that have nothing to do and starts new ones when needed", async () => {
    const pool = open({ program: ANSWERS, idleMs: 20 });
    const [first] = await pool.render(letter);
    await expect.poll(() => pool.workers()).toBe(0);
    const [second] = await pool.render(letter);
    expect(second).not.toBe(first);
  });

  it("refuses more waiting tasks than it may hold", async () => {
    const pool = open({ program: HANGS, workersMax: 1, queueMax: 1 });
    const running = pool.render(letter);
    const waiting = pool.render(letter);
    await expect(pool.render(letter)).rejects.toMatchObject({ code: "pool-full" });
    const outcomes = Promise.allSettled([running, waiting]);
    await pool.close();
    expect(
      (await outcomes).map((one) => (one.status === "rejected" ? (one.reason as { code: string }).code : "done")),
    ).toEqual(["pool-closed", "pool-closed"]);
  });

  it("may be closed twice and takes nothing afterwards", async () => {
    const pool = open({ program: ANSWERS });
    await pool.render(letter);
    await pool.close();
    await pool.close();
    expect(pool.workers()).toBe(0);
    await expect(pool.render(letter)).rejects.toMatchObject({ code: "pool-closed" });
  });
});
