import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONNECTED, readMessage, writtenMessage } from "./stream-messages.ts";
import { WaitingSound } from "./waiting-sound.ts";

const identity = {
  streamSid: "MZ1",
  accountSid: "AC1",
  callSid: "CA1",
  tracks: ["inbound", "outbound"],
  parameters: { name: "Sari", "<&>": "\u2028" },
} as const;
const written = (nth: number, message: Parameters<typeof writtenMessage>[2]): unknown =>
  JSON.parse(writtenMessage(identity, nth, message));

describe("what an application is told", () => {
  it("is written as the field publishes it: numbers as texts, each message with its own", () => {
    expect(JSON.parse(CONNECTED)).toEqual({ event: "connected", protocol: "Call", version: "1.0.0" });
    expect(written(1, { event: "start" })).toEqual({
      event: "start",
      sequenceNumber: "1",
      streamSid: "MZ1",
      start: {
        accountSid: "AC1",
        streamSid: "MZ1",
        callSid: "CA1",
        tracks: ["inbound", "outbound"],
        mediaFormat: { encoding: "audio/x-mulaw", sampleRate: 8_000, channels: 1 },
        customParameters: { name: "Sari", "<&>": "\u2028" },
      },
    });
    expect(written(4, { event: "media", track: "inbound", chunk: 2, timestampMs: 20, payload: "//8=" })).toEqual({
      event: "media",
      sequenceNumber: "4",
      streamSid: "MZ1",
      media: { track: "inbound", chunk: "2", timestamp: "20", payload: "//8=" },
    });
    expect(written(5, { event: "dtmf", digit: "#" })).toMatchObject({ dtmf: { track: "inbound_track", digit: "#" } });
    expect(written(6, { event: "mark", name: "a" })).toMatchObject({ event: "mark", mark: { name: "a" } });
    expect(written(7, { event: "stop" })).toMatchObject({ event: "stop", stop: { accountSid: "AC1", callSid: "CA1" } });
  });
});

describe("what an application says", () => {
  const read = (text: string) => readMessage(text, "MZ1");

  it("is sound, a mark or a clear, with the stream's name or without one", () => {
    expect(read(`{"event":"media","streamSid":"MZ1","media":{"payload":"//8A"}}`)).toEqual({
      event: "media",
      payload: "//8A",
    });
    expect(read(`{"event":"mark","mark":{"name":"x"}}`)).toEqual({ event: "mark", name: "x" });
    expect(read(`{"event":"clear","streamSid":"MZ1"}`)).toEqual({ event: "clear" });
  });

  it.each([
    ["{", "not-json"],
    ["null", "not-json"],
    ["[]", "not-json"],
    [`"media"`, "not-json"],
    [`{"event":"clear","streamSid":"MZ2"}`, "other-stream"],
    [`{"event":"start"}`, "not-known"],
    [`{"event":{"media":1}}`, "not-known"],
    [`{"event":"media"}`, "not-known"],
    [`{"event":"media","media":{"payload":5}}`, "not-known"],
    [`{"event":"media","media":{"payload":"no base64!"}}`, "not-sound"],
    [`{"event":"media","media":{"payload":"AAAAA"}}`, "not-sound"],
    [`{"event":"mark","mark":{}}`, "not-known"],
    [JSON.stringify({ event: "mark", mark: { name: "x".repeat(1_001) } }), "not-known"],
  ])("is refused where it says nothing: %s", (text, why) => {
    expect(read(text)).toEqual({ event: "none", why });
  });

  it("never throws, whatever comes", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => JSON.stringify({ event: "media", media: value })),
        ),
        (text) => {
          expect(typeof read(text).event).toBe("string");
        },
      ),
    );
  });
});

describe("sound that waits for a slow socket", () => {
  it("goes at once while the socket is quick", () => {
    const waiting = new WaitingSound<number>();
    expect([waiting.push(1, 0), waiting.push(2, 65_536)]).toEqual([[1], [2]]);
  });

  it("loses the oldest, counted, and goes out in order when the socket is quick again", () => {
    const waiting = new WaitingSound<number>();
    for (let nth = 1; nth <= 700; nth += 1) expect(waiting.push(nth, 100_000)).toEqual([]);
    expect([waiting.size, waiting.dropped]).toEqual([500, 200]);
    const due = waiting.push(701, 0);
    expect([due[0], due.at(-1), due.length]).toEqual([202, 701, 500]);
    expect([waiting.size, waiting.dropped]).toEqual([0, 201]);
  });
});
