import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openOutgoing, sendOwn, sendRelayed, swallowRelayed } from "./outgoing.ts";
import { buildRtp, isRtcp, type RtpPacket, readRtp, since16, since32 } from "./packet.ts";
import { lostOf, lostSinceReport, type Receiver, received, receivedOf } from "./receiver.ts";
import { buildRtcp, ntpOf, readRtcp, roundTripMs, shortNtp } from "./rtcp.ts";

const packet = (change: Partial<RtpPacket> = {}): RtpPacket => ({
  payloadType: 8,
  marker: false,
  sequence: 1,
  timestamp: 160,
  ssrc: 0xdeadbeef,
  payload: Uint8Array.of(1, 2, 3, 4),
  ...change,
});

describe("an RTP packet", () => {
  it("reads as it was built", () => {
    const word = fc.integer({ min: 0, max: 0xffff_ffff });
    fc.assert(
      fc.property(
        fc.record({
          payloadType: fc.integer({ min: 0, max: 127 }),
          marker: fc.boolean(),
          sequence: fc.integer({ min: 0, max: 0xffff }),
          timestamp: word,
          ssrc: word,
          payload: fc.uint8Array({ maxLength: 320 }),
        }),
        (built) => {
          expect(readRtp(buildRtp(built))).toEqual(built);
        },
      ),
    );
  });

  it("is read behind contributing sources, an extension and padding", () => {
    const plain = [...buildRtp(packet({ payload: new Uint8Array() }))];
    const [first = 0, ...rest] = plain;
    const csrc = [9, 9, 9, 9];
    const extension = [0xbe, 0xde, 0, 1, 7, 7, 7, 7];
    const bytes = Uint8Array.from([first | 0x31, ...rest, ...csrc, ...extension, 42, 43, 0, 0, 3]);
    expect(readRtp(bytes)?.payload).toEqual(Uint8Array.of(42, 43));
  });

  it.each([
    ["too short", Uint8Array.of(0x80, 8, 0, 1)],
    ["another version", buildRtp(packet()).map((byte, at) => (at === 0 ? 0x40 : byte))],
    ["more sources than bytes", buildRtp(packet()).map((byte, at) => (at === 0 ? 0x8f : byte))],
    ["an extension past the end", buildRtp(packet()).map((byte, at) => (at === 0 ? 0x90 : byte))],
    ["padding of nothing", buildRtp(packet({ payload: Uint8Array.of(0) })).map((byte, at) => (at === 0 ? 0xa0 : byte))],
    ["padding past the start", buildRtp(packet({ payload: Uint8Array.of(200) })).map((b, at) => (at === 0 ? 0xa0 : b))],
    ["longer than any datagram", buildRtp(packet({ payload: new Uint8Array(1_500) }))],
  ])("is none with %s", (_why, bytes) => {
    expect(readRtp(bytes)).toBeNull();
  });

  it("never throws, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        readRtp(bytes);
        readRtcp(bytes);
        expect(typeof isRtcp(bytes)).toBe("boolean");
      }),
    );
  });

  it("counts over the turn of its numbers", () => {
    expect([since16(0, 0xffff), since16(0xffff, 0), since32(0, 0xffff_ffff), since32(5, 3)]).toEqual([1, -1, 1, 2]);
  });
});

describe("the figures of a stream", () => {
  const heard = (sequences: readonly number[], at = (nth: number) => nth * 20) => {
    let state: Receiver | null = null;
    sequences.forEach((sequence, nth) => {
      state = received(state, packet({ sequence: sequence & 0xffff, timestamp: (sequence * 160) >>> 0 }), at(nth));
    });
    return state as Receiver | null;
  };
  const lost = (receiver: Receiver | null) => (receiver === null ? null : lostOf(receiver));

  it("count no loss in an even stream, also over the turn of the sequence number", () => {
    const state = heard([65_533, 65_534, 65_535, 65_536, 65_537]);
    expect([lost(state), state?.received, state?.jitter]).toEqual([0, 5, 0]);
  });

  it("count what is missing, but not what came late", () => {
    expect(lost(heard([1, 2, 5, 4]))).toBe(1);
    expect(lost(heard([1, 2, 5]))).toBe(2);
  });

  it("follow the jitter of RFC 3550 A.8", () => {
    const state = heard([1, 2, 3], (nth) => [0, 30, 40][nth] ?? 0);
    // |D| is 80 samples twice: 80/16 = 5, then 5 + (80 − 5)/16.
    expect(state?.jitter).toBeCloseTo(9.6875, 4);
  });

  it("begin anew with another SSRC and keep what was lost before", () => {
    let state = received(heard([1, 2, 4]), packet({ ssrc: 7, sequence: 40_000 }), 100);
    state = received(state, packet({ ssrc: 7, sequence: 40_001, timestamp: 320 }), 120);
    expect([lostOf(state), receivedOf(state), state.jitter]).toEqual([1, 5, 0]);
  });

  it("begin anew after a jump of the sequence number", () => {
    expect(lost(heard([1, 2, 20_000, 20_001]))).toBe(0);
  });

  it("tell the share lost since the last report", () => {
    const first = heard([1, 2, 3, 4, 6, 8]) as Receiver;
    const report = lostSinceReport(first);
    expect(report.lost256).toBe(64);
    expect(lostSinceReport(received(report.state, packet({ sequence: 9, timestamp: 1_440 }), 200)).lost256).toBe(0);
  });

  it("never count a loss below nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 70_000 }), { minLength: 1, maxLength: 50 }), (sequences) => {
        expect(lost(heard(sequences))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("RTCP", () => {
  const block = { ssrc: 5, lost256: 12, lostTotal: -3, highest: 70_000, jitter: 9, lastReport: 17, delay65536: 99 };
  const sender = { ...ntpOf(1_800_000_000_123), timestamp: 1, packets: 2, octets: 3 };

  it.each([
    ["sender", { ssrc: 1, sender, blocks: [block] }],
    ["receiver", { ssrc: 1, sender: null, blocks: [block, { ...block, ssrc: 6 }] }],
    ["receiver without blocks", { ssrc: 1, sender: null, blocks: [] }],
  ])("reads a %s report as it was built", (_kind, report) => {
    const bytes = buildRtcp(report, "sambung@media");
    expect(readRtcp(bytes)).toEqual({ reports: [report], left: [] });
    expect(isRtcp(bytes)).toBe(true);
    expect(bytes.length % 4).toBe(0);
  });

  it("tells who left", () => {
    expect(readRtcp(Uint8Array.of(0x81, 203, 0, 1, 0, 0, 0, 9))).toEqual({ reports: [], left: [9] });
  });

  it.each([
    ["a part longer than the datagram", Uint8Array.of(0x80, 201, 0, 9, 0, 0, 0, 1)],
    ["more blocks than bytes", Uint8Array.of(0x82, 201, 0, 1, 0, 0, 0, 1)],
    ["nothing", new Uint8Array()],
  ])("refuses %s", (_why, bytes) => {
    expect(readRtcp(bytes)).toBeNull();
  });

  it("knows the round trip from when a report went out and how long the other side held it", () => {
    const sentMs = 1_800_000_000_000;
    const answer = { ...block, lastReport: shortNtp(ntpOf(sentMs)), delay65536: 65_536 };
    expect(roundTripMs(answer, sentMs + 1_080)).toBeCloseTo(80, 0);
    expect(roundTripMs({ ...answer, lastReport: 0 }, sentMs)).toBeNull();
    expect(roundTripMs(answer, sentMs + 10)).toBeNull();
  });
});

describe("the stream a leg sends", () => {
  const begin = openOutgoing({ ssrc: 99, sequence: 65_535, timestamp: 0xffff_ff60 });

  it("numbers its own packets on, over the turn", () => {
    const first = sendOwn(begin, { samples: 160, octets: 160, nowMs: 0 });
    const second = sendOwn(first.state, { samples: 160, octets: 160, nowMs: 20 });
    expect(first.header).toEqual({ sequence: 65_535, timestamp: 0xffff_ff60, marker: true });
    expect(second.header).toEqual({ sequence: 0, timestamp: 0, marker: false });
    expect(second.state).toMatchObject({ packets: 2, octets: 320 });
  });

  it("passes gaps and late packets of a relayed stream on as they are", () => {
    let stream = begin;
    const numbers = [10, 11, 14, 13].map((sequence) => {
      const step = sendRelayed(stream, packet({ sequence, timestamp: sequence * 160 }), sequence * 20);
      stream = step.state;
      return step.header.sequence;
    });
    expect(numbers).toEqual([65_535, 0, 3, 2]);
  });

  it("goes on in number and time when a prompt ends and a relayed voice begins", () => {
    const own = sendOwn(begin, { samples: 160, octets: 160, nowMs: 1_000 });
    const relayed = sendRelayed(own.state, packet({ sequence: 500, timestamp: 77 }), 1_020);
    expect(relayed.header).toEqual({ sequence: 0, timestamp: 0, marker: true });
    const next = sendRelayed(relayed.state, packet({ sequence: 501, timestamp: 237 }), 1_040);
    expect(next.header).toEqual({ sequence: 1, timestamp: 160, marker: false });
    const back = sendOwn(next.state, { samples: 160, octets: 160, nowMs: 1_060 });
    expect(back.header).toEqual({ sequence: 2, timestamp: 320, marker: true });
  });

  it("keeps time through a silence", () => {
    const own = sendOwn(begin, { samples: 160, octets: 160, nowMs: 0 });
    const later = sendOwn(own.state, { samples: 160, octets: 160, nowMs: 1_020 });
    expect(since32(later.header.timestamp, own.header.timestamp)).toBe(1_020 * 8);
    expect(later.header.marker).toBe(true);
  });

  it("shows no loss where comfort noise was swallowed", () => {
    const voice = sendRelayed(begin, packet({ sequence: 1 }), 0);
    const after = sendRelayed(swallowRelayed(voice.state), packet({ sequence: 3, timestamp: 480 }), 40);
    expect(since16(after.header.sequence, voice.header.sequence)).toBe(1);
  });
});
