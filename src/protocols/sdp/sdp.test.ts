import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAudio } from "./audio.ts";
import type { SessionDescription } from "./description.ts";
import { answerOffer, audioOffer, type LocalAudio, offeredEnd, readAnswer } from "./negotiate.ts";
import { parseSdp } from "./parse.ts";
import { serialiseSdp } from "./serialise.ts";

const HEAD = ["v=0", "o=phone 123 1 IN IP4 10.0.0.2", "s=-", "c=IN IP4 10.0.0.2", "t=0 0"];
const AUDIO = ["m=audio 4000 RTP/AVP 0 8 101", "a=rtpmap:101 telephone-event/8000"];
const text = (lines: readonly string[]) => `${lines.join("\r\n")}\r\n`;
const offerOf = (lines: readonly string[], head: readonly string[] = HEAD): SessionDescription => {
  const parsed = parseSdp(text([...head, ...lines]));
  if (!parsed.ok) throw new Error(parsed.refusal);
  return parsed.value;
};
const local: LocalAudio = {
  origin: { username: "sambung", sessionId: "7", version: "1", address: "10.0.0.1" },
  address: "10.0.0.1",
  port: 20_000,
  rtcpPort: null,
  codecs: ["PCMA", "PCMU"],
  direction: "sendrecv",
  crypto: null,
  end: null,
};
const agreedFor = (lines: readonly string[], change: Partial<LocalAudio> = {}, head: readonly string[] = HEAD) => {
  const made = answerOffer(offerOf(lines, head), { ...local, ...change });
  return made.ok ? made.value.agreed : made.refusal;
};
const answerFor = (lines: readonly string[], change: Partial<LocalAudio> = {}) => {
  const made = answerOffer(offerOf(lines), { ...local, ...change });
  return made.ok ? serialiseSdp(made.value.answer) : made.refusal;
};
const KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

describe("a session description that is not one", () => {
  it.each([
    ["not-version-0", ""],
    ["not-version-0", text(["o=a 1 1 IN IP4 1.1.1.1"])],
    ["not-version-0", text(["v=1", ...HEAD.slice(1), ...AUDIO])],
    ["line-malformed", text([...HEAD, "x=unknown letter", ...AUDIO])],
    ["line-malformed", text([...HEAD, "no equals sign", ...AUDIO])],
    ["line-malformed", text([...HEAD, `a=${"x".repeat(3_000)}`, ...AUDIO])],
    ["line-malformed", text([...HEAD, "a=zero\0byte", ...AUDIO])],
    ["line-malformed", text([...HEAD, "m=audio 4000"])],
    ["line-malformed", text([...HEAD, "m=audio 70000 RTP/AVP 0"])],
    ["line-malformed", text([...HEAD, "m=audio -1 RTP/AVP 0"])],
    ["line-malformed", text([...HEAD, "m=audio 4000 RTP/AVP"])],
    [
      "line-malformed",
      text([...HEAD, `m=audio 4000 RTP/AVP ${Array.from({ length: 65 }, (_, nth) => nth).join(" ")}`]),
    ],
    ["line-malformed", text([...HEAD.slice(0, 3), "c=IN IP9 nowhere", ...AUDIO])],
    ["line-out-of-order", text(["v=0", "s=-", "o=phone 1 1 IN IP4 1.1.1.1", ...AUDIO])],
    ["line-out-of-order", text([...HEAD, ...AUDIO, "t=0 0"])],
    ["line-out-of-order", text([...HEAD, "s=again", ...AUDIO])],
    ["origin-missing", text(["v=0", "o=phone one 1 IN IP4 1.1.1.1", ...HEAD.slice(2), ...AUDIO])],
    ["origin-missing", text(["v=0", "o=phone 1 1 IN IP4", ...HEAD.slice(2), ...AUDIO])],
    ["connection-missing", text([...HEAD.filter((line) => !line.startsWith("c=")), ...AUDIO])],
    ["media-missing", text(HEAD)],
    ["too-many-lines", text([...HEAD, ...Array.from({ length: 600 }, () => "a=x")])],
    ["too-many-lines", text([...HEAD, ...Array.from({ length: 17 }, () => "m=audio 4000 RTP/AVP 0")])],
    ["too-long", text([...HEAD, ...AUDIO]).padEnd(20_000, "\n")],
  ])("is refused with %s", (fault, sdp) => {
    expect(parseSdp(sdp)).toEqual({ ok: false, refusal: fault });
  });

  it("never throws, whatever a text is", () => {
    const line = fc.oneof(fc.constantFrom(...HEAD, ...AUDIO, "a=", "m=", "c=IN IP4 ", "a=ptime:0"), fc.string());
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const parsed = parseSdp(text([...HEAD, ...lines]));
        if (parsed.ok) for (const media of parsed.value.media) readAudio(parsed.value, media);
        if (parsed.ok) answerOffer(parsed.value, local);
        expect(typeof parsed.ok).toBe("boolean");
      }),
    );
  });
});

describe("a session description", () => {
  const odd = [
    ...HEAD.slice(0, 3),
    "i=title",
    "u=http://example.invalid",
    "e=someone",
    "c=IN IP4 10.0.0.2",
    "b=AS:80",
    "t=0 0",
    "k=clear:secret",
    "a=group:BUNDLE a",
    "a=x-of-our-own:kept: as it is",
  ];

  it("keeps attributes it does not know, drops titles, addresses, bandwidth and keys", () => {
    const written = serialiseSdp(offerOf([...AUDIO, "a=ssrc:1 cname:x"], odd));
    expect(written).toContain("a=x-of-our-own:kept: as it is\r\n");
    expect(written).toContain("a=ssrc:1 cname:x\r\n");
    for (const letter of "iuebk") expect(written).not.toMatch(new RegExp(`^${letter}=`, "m"));
  });

  it("reads again as it was written", () => {
    const read = offerOf([...AUDIO, "a=sendonly", "m=video 0 RTP/AVP 96", "c=IN IP6 ::1"], odd);
    expect(parseSdp(serialiseSdp(read))).toEqual({ ok: true, value: read });
  });

  it("may end its lines with a bare line feed", () => {
    expect(parseSdp([...HEAD, ...AUDIO].join("\n"))).toEqual({ ok: true, value: offerOf(AUDIO) });
  });

  it("may name its address in the media part only", () => {
    const head = HEAD.filter((line) => !line.startsWith("c="));
    const agreed = agreedFor([AUDIO[0] ?? "", "c=IN IP4 10.9.9.9", "a=sendrecv"], {}, head);
    expect(agreed).toMatchObject({ remote: { address: "10.9.9.9", port: 4_000, rtcpPort: 4_001 } });
  });
});

describe("an answer", () => {
  it("takes the codec we like best: A-law for an E1 trunk, whatever the offer likes", () => {
    expect(agreedFor(AUDIO)).toMatchObject({ codec: "PCMA", payloadType: 8, keysPayloadType: 101 });
    expect(agreedFor(AUDIO, { codecs: ["PCMU", "PCMA"] })).toMatchObject({ codec: "PCMU", payloadType: 0 });
    expect(agreedFor(["m=audio 4000 RTP/AVP 0"], { codecs: ["PCMA"] })).toBe("no-common-codec");
  });

  it("goes by rtpmap before the static table", () => {
    const renamed = ["m=audio 4000 RTP/AVP 8 96", "a=rtpmap:8 L16/8000", "a=rtpmap:96 pcma/8000/1"];
    expect(agreedFor(renamed)).toMatchObject({ codec: "PCMA", payloadType: 96 });
    expect(agreedFor(["m=audio 4000 RTP/AVP 8", "a=rtpmap:8 L16/8000"])).toBe("no-common-codec");
  });

  it("takes telephone events at the clock of the codec only", () => {
    const events = ["m=audio 4000 RTP/AVP 8 101 102", "a=rtpmap:101 telephone-event/48000"];
    expect(agreedFor(events)).toMatchObject({ keysPayloadType: null });
    expect(agreedFor([...events, "a=rtpmap:102 telephone-event/8000"])).toMatchObject({ keysPayloadType: 102 });
  });

  it("refuses every other part with port 0 and keeps its place", () => {
    const answer = answerFor([
      "m=video 5000 RTP/AVP 96",
      "m=audio 0 RTP/AVP 8",
      ...AUDIO,
      "m=application 9 UDP/DTLS/SCTP x",
    ]);
    expect(answer.match(/^m=.*$/gm)).toEqual([
      "m=video 0 RTP/AVP 96",
      "m=audio 0 RTP/AVP 8",
      "m=audio 20000 RTP/AVP 8 101",
      "m=application 0 UDP/DTLS/SCTP x",
    ]);
  });

  it.each([
    ["sendrecv", "sendrecv", false],
    ["sendonly", "recvonly", true],
    ["recvonly", "sendonly", false],
    ["inactive", "inactive", true],
  ])("to a=%s is a=%s", (offered, answered, isHeldByOther) => {
    expect(agreedFor([...AUDIO, `a=${offered}`])).toMatchObject({ direction: answered, isHeldByOther });
    expect(answerFor([...AUDIO, `a=${offered}`])).toContain(`a=${answered}\r\n`);
  });

  it("hears hold in the old style, as an address of zeros, and sends nothing there", () => {
    const zero = HEAD.map((line) => (line.startsWith("c=") ? "c=IN IP4 0.0.0.0" : line));
    expect(agreedFor(AUDIO, {}, zero)).toMatchObject({ isHeldByOther: true, direction: "recvonly" });
    expect(agreedFor([...AUDIO, "a=inactive"], {}, zero)).toMatchObject({ isHeldByOther: true, direction: "inactive" });
  });

  it("holds by our own wish, and takes a direction of the session where the media has none", () => {
    expect(agreedFor(AUDIO, { direction: "sendonly" })).toMatchObject({ direction: "sendonly", isHeldByOther: false });
    expect(agreedFor(AUDIO, {}, [...HEAD, "a=sendonly"])).toMatchObject({ direction: "recvonly" });
    expect(agreedFor([...AUDIO, "a=sendrecv"], {}, [...HEAD, "a=sendonly"])).toMatchObject({ direction: "sendrecv" });
  });

  it.each([
    [[], { rtcpPort: 4_001 }, false],
    [["a=rtcp:5555"], { rtcpPort: 5_555 }, false],
    [["a=rtcp:99999"], { rtcpPort: 4_001 }, false],
    [["a=rtcp-mux"], { rtcpPort: 4_000 }, true],
  ])("knows where RTCP goes with %j", (lines, remote, rtcpMux) => {
    expect(agreedFor([...AUDIO, ...lines])).toMatchObject({ remote, rtcpMux });
    expect(answerFor([...AUDIO, ...lines]).includes("a=rtcp-mux")).toBe(rtcpMux);
  });

  it.each([
    ["30", 30],
    ["0", 20],
    ["5000", 20],
    ["x", 20],
  ])("reads a=ptime:%s as %d ms", (value, ptimeMs) => {
    expect(agreedFor([...AUDIO, `a=ptime:${value}`])).toMatchObject({ ptimeMs });
  });

  it("has no audio to answer where there is none", () => {
    expect(agreedFor(["m=video 4000 RTP/AVP 96"])).toBe("no-audio");
    expect(agreedFor(["m=audio 0 RTP/AVP 8"])).toBe("no-audio");
    expect(agreedFor(["m=audio 4000 UDP/TLS/RTP/SAVPF 8"])).toBe("encryption-differs");
  });
});

describe("encryption by SDES", () => {
  const secure = [
    "m=audio 4000 RTP/SAVP 8",
    `a=crypto:1 F8_128_HMAC_SHA1_80 inline:${KEY}`,
    `a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|2^20 UNENCRYPTED_SRTP`,
    `a=crypto:3 AES_CM_128_HMAC_SHA1_32 inline:${KEY}|2^31|1:1`,
  ];
  const crypto = { tag: 1, suite: "AES_CM_128_HMAC_SHA1_80", keyBase64: KEY } as const;

  it("takes the first line it can keep and answers with its tag and suite", () => {
    expect(agreedFor(secure, { crypto })).toMatchObject({ remoteCrypto: { tag: 3, suite: "AES_CM_128_HMAC_SHA1_32" } });
    const answer = answerFor(secure, { crypto });
    expect(answer).toContain(`a=crypto:3 AES_CM_128_HMAC_SHA1_32 inline:${KEY}\r\n`);
    expect(answer).toContain("RTP/SAVP");
  });

  it("refuses where only one side would encrypt", () => {
    expect(agreedFor(secure)).toBe("encryption-differs");
    expect(agreedFor(AUDIO, { crypto })).toBe("encryption-differs");
    expect(agreedFor(secure.slice(0, 2), { crypto })).toBe("encryption-differs");
  });
});

describe("audio under DTLS, as browsers offer it", () => {
  const print = Array.from({ length: 32 }, (_, nth) => (nth + 16).toString(16))
    .join(":")
    .toUpperCase();
  const PWD = "tFXmr0em6JueFErqzSJiLMCt";
  const named = ["a=ice-ufrag:MYmQ", `a=ice-pwd:${PWD}`, `a=fingerprint:sha-256 ${print}`, "a=setup:actpass"];
  const codecs = ["a=rtcp-mux", "a=rtpmap:111 opus/48000/2", "a=rtpmap:126 telephone-event/8000", "a=mid:sound"];
  const offered = [
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 0 8 126",
    "c=IN IP4 0.0.0.0",
    "a=candidate:1 1 udp 2113937151 192.0.2.2 44899 typ host generation 0 network-cost 999",
    "a=candidate:2 1 udp 2113937150 5b9e6a1c-0000-4000-8000-000000000000.local 44900 typ host",
    "a=candidate:3 1 tcp 1518280447 192.0.2.2 9 typ host tcptype active",
    ...named,
    ...codecs,
    "m=video 9 UDP/TLS/RTP/SAVPF 96",
    "c=IN IP4 0.0.0.0",
    "a=mid:picture",
  ];
  const remoteEnd = { ufrag: "MYmQ", password: PWD, fingerprint: print, setup: "actpass" } as const;
  const own = { ufrag: "710S", password: "JP2pAiW9nTLtUBbPVDq9kU", fingerprint: print, setup: "active" } as const;
  const candidate = "1 1 UDP 2114977791 10.0.0.1 30000 typ host";
  const end = { ...own, candidates: [candidate] };

  it("is answered by G.711 under our own end, with its names and nobody put on hold", () => {
    expect(agreedFor(offered, { end })).toMatchObject({
      codec: "PCMA",
      payloadType: 8,
      keysPayloadType: 126,
      direction: "sendrecv",
      isHeldByOther: false,
      remoteEnd: { ...remoteEnd, candidates: [expect.stringContaining("192.0.2.2 44899")] },
    });
    const answer = answerFor(offered, { end });
    for (const line of [
      "a=group:BUNDLE sound",
      "m=audio 20000 UDP/TLS/RTP/SAVPF 8 126",
      "a=mid:sound",
      "a=setup:active",
    ])
      expect(answer).toContain(`${line}\r\n`);
    expect(answer).toContain(`a=candidate:${candidate}\r\n`);
    expect(answer).toContain("m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:picture\r\n");
  });

  it("is refused where an end is not described as it must be, or only one side would speak so", () => {
    expect(agreedFor(offered)).toBe("encryption-differs");
    expect(agreedFor(AUDIO, { end })).toBe("encryption-differs");
    const lacking = [...named, "a=rtcp-mux"];
    for (const line of lacking)
      expect(
        agreedFor(
          offered.filter((one) => one !== line),
          { end },
        ),
        line,
      ).toBe("encryption-differs");
    const weak = offered.map((line) => (line.includes("fingerprint") ? "a=fingerprint:sha-1 00:11" : line));
    expect(agreedFor(weak, { end })).toBe("encryption-differs");
  });

  it("is offered so that an end like ours takes it, and holds without an address of zeros", () => {
    const offer = audioOffer({ ...local, end: { ...end, setup: "actpass" } });
    expect(offeredEnd(offer)).toEqual({ ...end, setup: "actpass" });
    const made = answerOffer(offer, { ...local, port: 30_000, end, direction: "recvonly" });
    if (!made.ok) throw new Error(made.refusal);
    const agreed = readAnswer(made.value.answer, { ...local, end });
    expect(agreed).toMatchObject({ ok: true, value: { direction: "sendonly", remoteEnd: end, rtcpMux: true } });
    expect(readAnswer(made.value.answer, local)).toEqual({ ok: false, refusal: "encryption-differs" });
  });
});

describe("our offer", () => {
  it("is answered by an engine like ours with what both speak", () => {
    const offer = audioOffer({ ...local, codecs: ["PCMU", "PCMA"] });
    const made = answerOffer(offer, { ...local, port: 30_000, address: "10.0.0.9", codecs: ["PCMA"] });
    if (!made.ok) throw new Error(made.refusal);
    const agreed = readAnswer(made.value.answer, local);
    expect(agreed).toMatchObject({
      ok: true,
      value: { codec: "PCMA", keysPayloadType: 101, rtcpMux: true, remote: { address: "10.0.0.9", port: 30_000 } },
    });
  });

  it("is not agreed on when the answer refuses audio or names what was not offered", () => {
    const answerWith = (lines: readonly string[], change: Partial<LocalAudio> = {}) =>
      readAnswer(offerOf(lines), { ...local, ...change });
    expect(answerWith(["m=audio 0 RTP/AVP 8"])).toEqual({ ok: false, refusal: "no-audio" });
    expect(answerWith(["m=audio 4000 RTP/AVP 0"], { codecs: ["PCMA"] })).toEqual({
      ok: false,
      refusal: "answer-differs",
    });
    expect(answerWith([`m=audio 4000 RTP/SAVP 8`, `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}`])).toEqual({
      ok: false,
      refusal: "encryption-differs",
    });
  });
});
