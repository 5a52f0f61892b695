import { stat } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestMedia, type TestMedia } from "../../testkit/media.ts";

let media: TestMedia;
beforeEach(async () => {
  media = await startTestMedia();
});
afterEach(async () => {
  await media.close();
});

/** Sends bytes to the control socket as an unknown process would, and collects the response. */
const raw = (bytes: string) => {
  const socket: Socket = connect(media.running.socketPath);
  const said = { text: "", isClosed: false };
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    said.text += chunk;
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    said.isClosed = true;
  });
  socket.write(bytes);
  return { said, end: () => socket.destroy() };
};

describe("the control socket", () => {
  it("is open to its own user only", async () => {
    const mode = async (file: string) => (await stat(file)).mode & 0o777;
    expect(await mode(media.running.socketPath)).toBe(0o600);
    expect(await mode(path.join(media.folder, "recordings"))).toBe(0o700);
  });

  it("ends a connection that speaks no JSON or endless lines, and goes on for others", async () => {
    const rubbish = raw("hello?\n");
    const endless = raw("x".repeat(300_000));
    await expect.poll(() => [rubbish.said.isClosed, endless.said.isClosed]).toEqual([true, true]);
    expect(await media.ask({ kind: "status" })).toMatchObject({ legs: 0 });
  });

  it("answers a command it does not know by its id, also when commands come in one piece", async () => {
    const request = (id: number, command: object) =>
      `${JSON.stringify({ kind: "request", id, deadlineMs: 1_000, command })}\n`;
    const both = raw(request(7, { kind: "fly" }) + request(8, { kind: "status" }));
    await expect.poll(() => both.said.text.split("\n").length).toBe(3);
    const answers = both.said.text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object);
    expect(answers).toContainEqual({ kind: "answer", id: 7, result: { ok: false, refusal: "command-malformed" } });
    expect(answers).toContainEqual(
      expect.objectContaining({ id: 8, result: expect.objectContaining({ ok: true }) as unknown }),
    );
    both.end();
  });
});
