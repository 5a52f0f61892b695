import { describe, expect, it } from "vitest";
import { openChance } from "../../../testkit/chance.ts";
import { MESSAGE_MS_MAX, pumpedTexts, slowText } from "../../../testkit/pumped.ts";
import { isLongRun, runSeed, sampled } from "../../../testkit/run-seed.ts";
import { complaintAbout } from "../../../testkit/sip-fuzz.ts";
import { INVITE_SAMPLE } from "../../../testkit/sip-samples.ts";
import { parseSdp } from "../sdp/index.ts";
import { parseAuthHeader } from "./auth/auth-header.ts";
import { parseNameAddr, parseUri } from "./index.ts";
import { HEAD_BYTES_MAX, HEADER_VALUE_MAX, MESSAGE_BYTES_MAX, URI_MAX } from "./limits.ts";

const encoder = new TextEncoder();
const FIELDS = [
  "Via",
  "From",
  "To",
  "Contact",
  "Route",
  "CSeq",
  "Authorization",
  "Content-Type",
  "Supported",
  "Session-Expires",
  "P-Asserted-Identity",
  "Replaces",
  "X-Anything",
];

/** The sample with `text` before or after the value of a field; the field is added if the sample lacks it. */
function withField(field: string, text: string): readonly string[] {
  const line = new RegExp(`^${field}: (.*)$`, "m");
  const message = line.test(INVITE_SAMPLE)
    ? INVITE_SAMPLE
    : INVITE_SAMPLE.replace("\r\n", `\r\n${field}: Digest username="a"\r\n`);
  return [
    message.replace(line, (_line, value: string) => `${field}: ${text}${value}`),
    message.replace(line, (_line, value: string) => `${field}: ${value}${text}`),
  ];
}

const slow = (texts: readonly string[], read: (text: string) => unknown) => slowText(texts, read, MESSAGE_MS_MAX);

describe("the time to read a message grows with its length", () => {
  it.each(sampled([...FIELDS.entries()], 3))("whatever field %d, %s, holds", (nth, field) => {
    const chance = openChance(runSeed);
    // The longest accepted value, and a longer one that fills the head of the message.
    const sizes = [HEADER_VALUE_MAX - 200, HEAD_BYTES_MAX - INVITE_SAMPLE.length - 100];
    for (const size of isLongRun ? sizes : [sizes[(nth + runSeed) % sizes.length] ?? 0]) {
      const messages = pumpedTexts(size, runSeed).flatMap((text) => withField(field, text));
      expect(slow(messages, (text) => complaintAbout(encoder.encode(text), chance))).toBeNull();
    }
  });

  it("whatever its request line and its body hold", () => {
    const chance = openChance(runSeed);
    const lines = pumpedTexts(URI_MAX, runSeed).map((text) => INVITE_SAMPLE.replace("sip:1500123", `sip:${text}`));
    const bodies = pumpedTexts(MESSAGE_BYTES_MAX - INVITE_SAMPLE.length, runSeed).map(
      (text) => INVITE_SAMPLE.replace(/Content-Length: \d+\r\n/, "") + text,
    );
    expect(slow([...lines, ...bodies], (text) => complaintAbout(encoder.encode(text), chance))).toBeNull();
  });

  it("for URIs, names with addresses, credentials and session descriptions by themselves", () => {
    const texts = pumpedTexts(HEADER_VALUE_MAX, runSeed);
    expect(slow(texts, parseNameAddr)).toBeNull();
    expect(slow(texts, parseAuthHeader)).toBeNull();
    expect(
      slow(
        texts.map((text) => `sip:${text}`.slice(0, URI_MAX)),
        parseUri,
      ),
    ).toBeNull();
    const lines = ["a=candidate:1 1 udp 1 ", "a=crypto:1 ", "c=", "m=audio ", "o=", "a=fmtp:101 ", "a=rtpmap:101 "];
    const session =
      "v=0\r\no=- 13 2 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n";
    const sessions = lines.flatMap((line) =>
      pumpedTexts(32_000, runSeed).map((text) => `${session}${line}${text}\r\n`),
    );
    expect(slow(sessions, parseSdp)).toBeNull();
  });
});
