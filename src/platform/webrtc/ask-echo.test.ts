import { createSocket } from "node:dgram";
import { describe, expect, it } from "vitest";
import { testLog } from "../../../testkit/database.ts";
import { isEchoThere } from "./ask-echo.ts";
import { openEchoSocket } from "./echo-socket.ts";

/** A UDP port for this test alone, answered by `answer` until it is closed. */
async function openPort(answer: (question: Buffer) => Buffer | null) {
  const socket = createSocket("udp4");
  socket.on("message", (question, { port, address }) => {
    const bytes = answer(question);
    if (bytes !== null) socket.send(bytes, port, address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  return { port, close: () => new Promise<void>((resolve) => socket.close(() => resolve())) };
}

describe("whether the process of browsers' sound is there", () => {
  it("is so while it answers, and again once it came back", async () => {
    const held = await openPort(() => null);
    const { port } = held;
    await held.close();
    const asked = { port, bind: "127.0.0.1" };
    expect(await isEchoThere(asked)).toBe(false);
    const echo = await openEchoSocket({ ...asked, log: testLog });
    expect(await isEchoThere(asked)).toBe(true);
    expect(await isEchoThere({ port, bind: null })).toBe(true);
    echo.close();
    expect(await isEchoThere(asked)).toBe(false);
  });

  it("is not told by whoever answers something else", async () => {
    const answers: readonly ((question: Buffer) => Buffer | null)[] = [
      () => null,
      () => Buffer.alloc(0),
      (question) => question,
      () => Buffer.from("0101000c2112a442000000000000000000000000", "hex"),
    ];
    for (const answer of answers) {
      const other = await openPort(answer);
      expect(await isEchoThere({ port: other.port, bind: "127.0.0.1" })).toBe(false);
      await other.close();
    }
  });
});
