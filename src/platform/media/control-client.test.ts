import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { present } from "../../kernel/index.ts";
import type { MediaCommand } from "./commands.ts";
import { connectMedia } from "./control-client.ts";
import { onLines, sendLine } from "./control-lines.ts";

const closings: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).toReversed()) await close();
});

/** An engine that responds to everything but the given kind; it starts anew with each connection. */
async function engineOf(silentFor: MediaCommand["kind"]) {
  const folder = await mkdtemp(path.join(tmpdir(), "sambung-control-"));
  closings.push(() => rm(folder, { recursive: true, force: true }));
  const socketPath = path.join(folder, "control.sock");
  const asked: MediaCommand["kind"][][] = [];
  const commands: MediaCommand[] = [];
  let connection: Socket | undefined;
  const server = createServer((socket) => {
    connection = socket;
    const own: MediaCommand["kind"][] = [];
    const nth = asked.push(own);
    onLines(socket, (message) => {
      const said = message as { kind: string; id: number; command: MediaCommand };
      if (said.kind === "hello") return sendLine(socket, { kind: "welcome", engine: `engine-${nth}` });
      own.push(said.command.kind);
      commands.push(said.command);
      const isLeft = nth === 1 && said.command.kind === silentFor;
      if (!isLeft) sendLine(socket, { kind: "answer", id: said.id, result: { ok: true, value: null } });
    });
  });
  await new Promise<void>((resolve) => void server.listen(socketPath, resolve));
  closings.push(() => server.close());
  closings.push(() => connection?.destroy());
  return { socketPath, asked, commands, die: () => present(connection, "a connection").destroy() };
}

const TAP = { tap: "stream.1", leg: "caller", token: "00112233445566778899aabbccddeeff", port: 4_000 } as const;

describe("a tap of which nobody knows whether it was closed", () => {
  it("is not set up again by an engine that begins anew, and is closed by it", async () => {
    const { socketPath, asked, die } = await engineOf("close-tap");
    const engine = connectMedia({ socketPath, advertised: "127.0.0.1" });
    closings.push(() => engine.close());
    await engine.mixer.request({ kind: "open-tap", ...TAP, tracks: ["inbound"], isFed: true });
    const closing = engine.mixer.request({ kind: "close-tap", tap: TAP.tap });
    await expect.poll(() => asked[0]).toEqual(["open-tap", "close-tap"]);
    die();
    expect(await closing).toMatchObject({ ok: false, refusal: "engine-away" });
    await expect.poll(() => asked[1]).toEqual(["close-tap"]);
  });
});

describe("a recording that was to stand still when its engine died", () => {
  it("stands still from the first sample of what is set up again", async () => {
    const { socketPath, asked, commands, die } = await engineOf("pause-recording");
    const engine = connectMedia({ socketPath, advertised: "127.0.0.1" });
    closings.push(() => engine.close());
    const keyBase64 = Buffer.alloc(32).toString("base64");
    const start = { kind: "start-recording", recording: "rec", left: "a", right: "b", keyBase64 } as const;
    await engine.mixer.request({ ...start, isPaused: false });
    const pausing = engine.mixer.request({ kind: "pause-recording", recording: "rec" });
    await expect.poll(() => asked[0]).toEqual(["start-recording", "pause-recording"]);
    die();
    expect(await pausing).toMatchObject({ ok: false, refusal: "engine-away" });
    await expect.poll(() => asked[1]).toEqual(["start-recording"]);
    expect(commands.at(-1)).toEqual({ ...start, isPaused: true });
  });
});
