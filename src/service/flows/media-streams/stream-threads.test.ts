import { expect, it } from "vitest";
import { openLog } from "../../../platform/telemetry/index.ts";
import type { StreamOrder } from "./stream-order.ts";
import { openStreamThread } from "./stream-threads.effects.ts";

/** A thread whose sockets are connected before its port is known; the first stream of each ends it. */
const QUICK = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from "node:worker_threads";
    parentPort.on("message", ({ kind, order }) => {
      if (kind !== "open") return;
      parentPort.postMessage({ kind: "connected", id: order.id });
      parentPort.postMessage({ kind: "ready", port: 1000 + threadId });
      setTimeout(() => process.exit(), 50);
    });`)}`,
);

it("a stream of a thread that took the place of another one is told of when the engine can reach that thread", async () => {
  const told: string[] = [];
  const ports = new Set<number>();
  const thread = openStreamThread({
    program: QUICK,
    inside: [],
    log: openLog({ process: "test", level: "silent" }),
    onTold: ({ kind, id }) => {
      told.push(`${id} ${kind}`);
      if (kind === "connected") ports.add(thread.port());
    },
  });
  for (const id of ["a", "b"]) {
    thread.open({ id } as StreamOrder);
    await expect.poll(() => told.at(-1)).toBe(`${id} ended`);
  }
  expect(told).toEqual(["a connected", "a ended", "b connected", "b ended"]);
  expect([ports.has(0), ports.size]).toEqual([false, 2]);
  await thread.stop();
});
