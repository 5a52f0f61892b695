import { describe, expect, it } from "vitest";
import { codecsIn, mediaOf, type SoundMessage } from "./call-media.ts";

const message = (second: number, status: number | null, sdp: string, isRepeated = false): SoundMessage => ({
  at: new Date(second * 1_000).toISOString(),
  status,
  isRepeated,
  text: `SIP/2.0 200 OK\r\n\r\nv=0\r\n${sdp}\r\n`,
});
const MESSAGES = [
  message(1, null, "m=audio 4000 RTP/AVP 0 8"),
  message(2, 200, "m=audio 4002 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000"),
  message(3, 200, "m=audio 4002 RTP/AVP 8", true),
  message(4, 200, "m=audio 4004 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2"),
  message(5, 200, "m=audio 4002 RTP/AVP 8\r\na=sendonly"),
  message(6, 200, "m=audio 0 RTP/AVP 8"),
  { ...message(7, 200, ""), text: "SIP/2.0 200 OK\r\n\r\n" },
];

describe("sound of a call", () => {
  it("is agreed on by answers, each once, where they stand, with its codec, and whether it is encrypted or held", () => {
    const facts = mediaOf({ messages: MESSAGES, legs: [], endedAt: undefined });
    expect(facts).toEqual([
      { is: "agreed", at: MESSAGES[1]?.at, codec: "PCMA", isEncrypted: false, isHeld: false, message: 1 },
      { is: "agreed", at: MESSAGES[3]?.at, codec: "opus", isEncrypted: true, isHeld: false, message: 3 },
      { is: "agreed", at: MESSAGES[4]?.at, codec: "PCMA", isEncrypted: false, isHeld: true, message: 4 },
      { is: "agreed", at: MESSAGES[5]?.at, codec: "PCMA", isEncrypted: false, isHeld: true, message: 5 },
    ]);
    expect(codecsIn(MESSAGES)).toEqual(["PCMA", "opus"]);
  });

  it("is measured at its end, of each side that was heard", () => {
    const leg = { mos: 4.3, lossPercent: 0.5, jitterMs: 3, received: 400 };
    const legs = [{ ...leg, received: 0 }, leg];
    expect(mediaOf({ messages: [], legs, endedAt: undefined })).toEqual([]);
    expect(mediaOf({ messages: [], legs, endedAt: "2026-11-27T00:00:00.000Z" })).toEqual([
      { is: "measured", at: "2026-11-27T00:00:00.000Z", leg: 1 },
    ]);
  });
});
