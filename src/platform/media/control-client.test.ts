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

/** An engine that answers everything but what it is told to leave; it begins anew with each connection. */
async function engineOf(silentFor: MediaCommand["kind"]) {
  const folder = await mkdtemp(path.join(tmpdir(), "sambung-control-"));
  closings.push(() => rm(folder, { recursive: true, force: true }));
  const socketPath = path.join(folder, "control.sock");
  const asked: MediaCommand["kind"][][] = [];
  let connection: Socket | undefined;
  const server = createServer((socket) => {
    connection = socket;
    const own: MediaCommand["kind"][] = [];
    const nth = asked.push(own);
    onLines(socket, (message) => {
      const said = message as { kind: string; id: number; command: MediaCommand };
      if (said.kind === "hello") return sendLine(socket, { kind: "welcome", engine: `engine-${nth}` });
      own.push(said.command.kind);
      const isLeft = nth === 1 && said.command.kind === silentFor;
      if (!isLeft) sendLine(socket, { kind: "answer", id: said.id, result: { ok: true, value: null } });
    });
  });
  await new Promise<void>((resolve) => void server.listen(socketPath, resolve));
  closings.push(() => server.close());
  closings.push(() => connection?.destroy());
  return { socketPath, asked, die: () => present(connection, "a connection").destroy() };
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
