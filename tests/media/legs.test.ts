import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shareAt } from "../../src/protocols/audio/index.ts";
import { buildRtcp, buildRtp, ntpOf, readRtcp } from "../../src/protocols/rtp/index.ts";
import { openLossyLink } from "../../testkit/lossy-link.ts";
import { settingsFor, startTestMedia, type TestMedia } from "../../testkit/media.ts";
import { Phone, toneFrames } from "../../testkit/phone.ts";

const CALLER_HZ = 700;
const AGENT_HZ = 1_300;

let media: TestMedia;
beforeEach(async () => {
  media = await startTestMedia();
});
afterEach(async () => {
  await media.close();
});

/** The share of a frequency in the loud part of the audio, except for its first and last 40 ms. */
const share = (sound: Int16Array, hz: number) => {
  const middle = sound.subarray(320, sound.length - 320);
  return middle.length < 800 ? Number.NaN : shareAt(middle, hz);
};
const talk = async (
  frames: number,
  ...sides: readonly { readonly hz: number; readonly from: Awaited<ReturnType<TestMedia["join"]>> }[]
) => {
  await Promise.all(sides.map(({ hz, from }) => from.phone.say(toneFrames(hz, frames, from.phone.voice.law), from.at)));
};

describe("two bridged legs", () => {
  it("let the caller hear the agent and not himself, and the other way round", async () => {
    const caller = await media.join("caller", "call");
    const agent = await media.join("agent", "call");
    await media.ask({ kind: "bridge", left: "caller", right: "agent" });
    await talk(30, { hz: CALLER_HZ, from: caller }, { hz: AGENT_HZ, from: agent });
    await expect.poll(() => caller.phone.heard.length).toBe(30);
    expect(share(caller.phone.sound(), AGENT_HZ)).toBeGreaterThan(0.98);
    expect(share(caller.phone.sound(), CALLER_HZ)).toBeLessThan(0.01);
    expect(share(agent.phone.sound(), CALLER_HZ)).toBeGreaterThan(0.98);
    // Relayed without decoding: every code arrives unchanged.
    expect(caller.phone.heard.map(({ payload }) => Buffer.from(payload))).toEqual(
      toneFrames(AGENT_HZ, 30).map((frame) => Buffer.from(frame)),
    );
  });

  it("speak different laws with each other", async () => {
    const caller = await media.join("caller", "call", { voice: { law: "ulaw" } });
    const agent = await media.join("agent", "call", { voice: { law: "alaw" } });
    await media.ask({ kind: "bridge", left: "caller", right: "agent" });
    await talk(20, { hz: CALLER_HZ, from: caller }, { hz: AGENT_HZ, from: agent });
    await expect.poll(() => caller.phone.heard.length).toBe(20);
    expect(new Set(caller.phone.heard.map(({ payloadType }) => payloadType))).toEqual(new Set([0]));
    expect(share(caller.phone.sound(), AGENT_HZ)).toBeGreaterThan(0.98);
    expect(share(agent.phone.sound(), CALLER_HZ)).toBeGreaterThan(0.98);
  });

  it("hear nothing across a hold and go on afterwards", async () => {
    const caller = await media.join("caller", "call");
    const agent = await media.join("agent", "call");
    await media.ask({ kind: "bridge", left: "caller", right: "agent" });
    await media.ask({ kind: "change-leg", leg: "caller", settings: { direction: "inactive" } });
    await talk(5, { hz: CALLER_HZ, from: caller }, { hz: AGENT_HZ, from: agent });
    await media.ask({ kind: "change-leg", leg: "caller", settings: { direction: "sendrecv" } });
    expect([caller.phone.heard.length, agent.phone.heard.length]).toEqual([0, 0]);
    await talk(5, { hz: CALLER_HZ, from: caller }, { hz: AGENT_HZ, from: agent });
    await expect.poll(() => [caller.phone.heard.length, agent.phone.heard.length]).toEqual([5, 5]);
  });

  it("are sent nothing while they hold by an address of zeros", async () => {
    const caller = await media.join("caller", "call");
    // Linux sends a packet for 0.0.0.0 to the local machine, so that the phone would receive it.
    const remote = { address: "0.0.0.0", port: caller.phone.port, rtcpPort: caller.phone.port };
    await media.ask({ kind: "change-leg", leg: "caller", settings: { remote } });
    const clips = [{ kind: "tone" as const, tone: "dial" as const }];
    await media.ask({ kind: "play", leg: "caller", play: "p", clips, times: 1, endsWithKey: false });
    await expect
      .poll(() => media.events, { timeout: 3_000 })
      .toContainEqual(expect.objectContaining({ kind: "play-ended" }));
    expect(caller.phone.heard).toEqual([]);
  });

  it("show the far end the loss of the wire, and none of their own", async () => {
    const caller = await media.join("caller", "call");
    const agent = await media.join("agent", "call");
    await media.ask({ kind: "bridge", left: "caller", right: "agent" });
    const wire = await openLossyLink(agent.at, { seed: 7, lossShare: 0.1, delayMsMax: 8 });
    await media.ask({
      kind: "change-leg",
      leg: "agent",
      settings: { remote: { address: "127.0.0.1", port: wire.port, rtcpPort: wire.port } },
    });
    await agent.phone.say(toneFrames(AGENT_HZ, 100), { address: "127.0.0.1", port: wire.port });
    await expect.poll(() => caller.phone.heard.length).toBe(100 - wire.lost());
    wire.close();
    expect(wire.lost()).toBeGreaterThan(2);
    const sequences = caller.phone.heard.map(({ sequence }) => sequence);
    expect(new Set(sequences).size).toBe(sequences.length);
    const figures = await media.ask({ kind: "leg-figures", leg: "agent" });
    expect(figures.received).toBe(100 - wire.lost());
    // Loss at the very end cannot be detected.
    expect(figures.lost).toBeLessThanOrEqual(wire.lost());
    expect(figures.lost).toBeGreaterThanOrEqual(wire.lost() - 3);
    expect(figures.jitterMs).toBeGreaterThan(0.5);
    expect(figures.meanOpinionScore).toBeLessThan(4);
    expect(figures.meanOpinionScore).toBeGreaterThan(1.5);
  });
});

describe("the latch", () => {
  it("keeps a stranger from taking over a call", async () => {
    const caller = await media.join("caller", "call");
    const agent = await media.join("agent", "call");
    await media.ask({ kind: "bridge", left: "caller", right: "agent" });
    await talk(3, { hz: CALLER_HZ, from: caller });
    const stranger = await Phone.open({ ssrc: 0x666 });
    for (let nth = 0; nth < 20; nth += 1) stranger.sendFrame(new Uint8Array(160).fill(3), caller.at);
    await talk(5, { hz: AGENT_HZ, from: agent }, { hz: CALLER_HZ, from: caller });
    await expect.poll(() => caller.phone.heard.length).toBe(5);
    const figures = await media.ask({ kind: "leg-figures", leg: "caller" });
    expect([stranger.heard.length, figures.rejected, figures.isLatched]).toEqual([0, 20, true]);
    expect(agent.phone.heard).toHaveLength(8);
    stranger.close();
  });

  it("lets a phone behind a translator be heard, and a stranger who sprays packets neither hear it nor be heard", async () => {
    const [source, stranger] = ["127.0.0.1", await Phone.open({ ssrc: 0x666 }, "127.0.0.66")];
    const spray = async (to: { readonly address: string; readonly port: number }) => {
      for (let nth = 0; nth < 4_000; nth += 1) {
        stranger.sendFrame(new Uint8Array(160).fill(3), to);
        if (nth % 50 === 49) await new Promise(setImmediate);
      }
      // A full receive buffer would drop the packets that follow.
      const counts = [-1];
      await expect.poll(async () => counts.push(await rejected()) > 1 && counts.at(-1) === counts.at(-2)).toBe(true);
    };
    const rejected = async () => (await media.ask({ kind: "leg-figures", leg: "caller" })).rejected;
    const remote = { address: "192.168.1.9", port: 4_000, rtcpPort: 4_000 };
    const caller = await media.join("caller", "call", { settings: { remote: null } });
    const agent = await media.join("agent", "call");
    await media.ask({ kind: "bridge", left: "caller", right: "agent" });
    await spray(caller.at);
    await media.ask({ kind: "change-leg", leg: "caller", settings: { remote, source } });
    await spray(caller.at);
    expect([agent.phone.heard.length, (await rejected()) > 1_000]).toEqual([0, true]);
    await talk(6, { hz: CALLER_HZ, from: caller });
    await spray(caller.at);
    await talk(5, { hz: AGENT_HZ, from: agent }, { hz: CALLER_HZ, from: caller });
    // The first three packets of the NAT device determine its address.
    await expect.poll(() => [caller.phone.heard.length, agent.phone.heard.length]).toEqual([5, 8]);
    expect(stranger.heard).toEqual([]);
    expect(agent.phone.heard.every(({ payload }) => payload[0] !== 3)).toBe(true);
    stranger.close();
  });

  it("counts what is no RTP and what nobody agreed on as rejected", async () => {
    const caller = await media.join("caller", "call");
    caller.phone.sendRaw(Uint8Array.of(1, 2, 3), caller.at);
    caller.phone.sendRaw(
      buildRtp({ payloadType: 96, marker: false, sequence: 1, timestamp: 1, ssrc: 1, payload: new Uint8Array(160) }),
      caller.at,
    );
    await expect.poll(async () => (await media.ask({ kind: "leg-figures", leg: "caller" })).rejected).toBe(2);
  });
});

describe("keys", () => {
  const keys = () =>
    media.events.flatMap((event) => (event.kind === "key" ? [`${event.leg} ${event.key} ${event.by}`] : []));

  it("are told once each and reach the other side, also when packets of them are lost", async () => {
    const caller = await media.join("caller", "call");
    const agent = await media.join("agent", "call", { voice: { keysPayloadType: 110 } });
    await media.ask({ kind: "bridge", left: "caller", right: "agent" });
    await caller.phone.press("1", caller.at);
    await caller.phone.press("#", caller.at, [0, 1]);
    await caller.phone.press("9", caller.at, [4, 5, 6]);
    await expect.poll(keys).toEqual(["caller 1 event", "caller # event", "caller 9 event"]);
    expect(new Set(agent.phone.heard.map(({ payloadType }) => payloadType))).toEqual(new Set([110]));
    expect(agent.phone.heard).toHaveLength(7 + 5 + 4);
  });

  it("are sent by events, and heard by another engine's leg as they were pressed", async () => {
    const caller = await media.join("caller", "call");
    const agent = await media.join("agent", "other");
    // Two legs that send to each other: each receives the DTMF of the other.
    const settings = (port: number) => ({ remote: { address: "127.0.0.1", port, rtcpPort: port } });
    await media.ask({ kind: "change-leg", leg: "caller", settings: settings(agent.at.port) });
    await media.ask({ kind: "change-leg", leg: "agent", settings: settings(caller.at.port) });
    await media.ask({ kind: "send-keys", leg: "caller", keys: "14*D", pressMs: 60 });
    await expect
      .poll(keys, { timeout: 3_000 })
      .toEqual(["agent 1 event", "agent 4 event", "agent * event", "agent D event"]);
    await expect.poll(() => media.events).toContainEqual({ kind: "keys-sent", leg: "caller" });
  });

  it("are sent and heard in the sound where the other side knows no events", async () => {
    const caller = await media.join("caller", "call", { settings: { keysPayloadType: null } });
    const agent = await media.join("agent", "other", { settings: { keysPayloadType: null, hearsKeysInSound: true } });
    const settings = (port: number) => ({ remote: { address: "127.0.0.1", port, rtcpPort: port } });
    await media.ask({ kind: "change-leg", leg: "caller", settings: settings(agent.at.port) });
    await media.ask({ kind: "change-leg", leg: "agent", settings: settings(caller.at.port) });
    await media.ask({ kind: "send-keys", leg: "caller", keys: "0588", pressMs: 100 });
    await expect.poll(keys, { timeout: 4_000 }).toEqual(["0", "5", "8", "8"].map((key) => `agent ${key} sound`));
  });
});

describe("reports", () => {
  it("tell the other side's loss and the round trip, and are taken from the other side only", async () => {
    const caller = await media.join("caller", "call", { rtcp: "mux" });
    await media.ask({
      kind: "play",
      leg: "caller",
      play: "p",
      clips: [{ kind: "tone", tone: "dial" }],
      times: null,
      endsWithKey: false,
    });
    await caller.phone.say(toneFrames(CALLER_HZ, 3), caller.at);
    await expect.poll(() => caller.phone.heard.length).toBeGreaterThan(0);
    const ssrc = caller.phone.heard[0]?.ssrc ?? 0;
    const sentAgoMs = 100;
    const ntp = ntpOf(performance.timeOrigin + performance.now() - sentAgoMs);
    const lastReport = (((ntp.ntpSeconds & 0xffff) << 16) | (ntp.ntpFraction >>> 16)) >>> 0;
    const block = { ssrc, lost256: 64, lostTotal: 9, highest: 1, jitter: 0, lastReport, delay65536: 0 };
    const report = buildRtcp({ ssrc: 5, sender: null, blocks: [block] }, "phone@test");
    const stranger = await Phone.open();
    stranger.sendRaw(
      report.map((byte, at) => (at === 12 ? 255 : byte)),
      caller.at,
    );
    caller.phone.sendRaw(report, caller.at);
    await expect
      .poll(async () => (await media.ask({ kind: "leg-figures", leg: "caller" })).lostByOtherShare)
      .toBe(0.25);
    const { roundTripMs } = await media.ask({ kind: "leg-figures", leg: "caller" });
    expect(roundTripMs).toBeGreaterThanOrEqual(sentAgoMs - 1);
    expect(roundTripMs).toBeLessThan(sentAgoMs + 500);
    stranger.close();
  });

  it("go out as sender reports with what came in", async () => {
    const caller = await media.join("caller", "call", { rtcp: "mux" });
    const reports: Uint8Array[] = [];
    caller.phone.onRaw((bytes) => void reports.push(bytes));
    await media.ask({
      kind: "play",
      leg: "caller",
      play: "p",
      clips: [{ kind: "tone", tone: "dial" }],
      times: null,
      endsWithKey: false,
    });
    await caller.phone.say(toneFrames(CALLER_HZ, 10), caller.at);
    const read = () => reports.map(readRtcp).find((message) => message !== null);
    await expect
      .poll(read, { timeout: 6_000 })
      .toMatchObject({ reports: [{ blocks: [{ ssrc: caller.phone.voice.ssrc }] }] });
    expect(read()?.reports[0]?.sender?.packets).toBeGreaterThan(10);
  });
});

describe("reports of a far end without rtcp-mux", () => {
  it("go from the port above RTP to its RTCP port, and are taken at that port", async () => {
    const far = await Phone.open();
    const reports: { readonly bytes: Uint8Array; readonly port: number }[] = [];
    far.onRaw((bytes, from) => void reports.push({ bytes, port: from.port }));
    const caller = await media.join("caller", "call", { rtcp: "mux" });
    const remote = { address: "127.0.0.1", port: caller.phone.port, rtcpPort: far.port };
    await media.ask({ kind: "change-leg", leg: "caller", settings: { remote } });
    const play = { kind: "play", leg: "caller", play: "p", times: null, endsWithKey: false } as const;
    await media.ask({ ...play, clips: [{ kind: "tone", tone: "dial" }] });
    await caller.phone.say(toneFrames(CALLER_HZ, 3), caller.at);
    await expect.poll(() => caller.phone.heard.length).toBeGreaterThan(0);
    await expect.poll(() => reports.length, { timeout: 6_000 }).toBeGreaterThan(0);
    expect(readRtcp(reports[0]?.bytes ?? new Uint8Array())).not.toBeNull();
    expect(reports[0]?.port).toBe(caller.at.port + 1);
    const ssrc = caller.phone.heard[0]?.ssrc ?? 0;
    const block = { ssrc, lost256: 64, lostTotal: 9, highest: 1, jitter: 0, lastReport: 0, delay65536: 0 };
    const report = buildRtcp({ ssrc: 5, sender: null, blocks: [block] }, "phone@test");
    far.sendRaw(report, { ...caller.at, port: caller.at.port + 1 });
    await expect
      .poll(async () => (await media.ask({ kind: "leg-figures", leg: "caller" })).lostByOtherShare)
      .toBe(0.25);
    far.close();
    await media.ask({ kind: "close-leg", leg: "caller" });
    // The next leg can use both ports again.
    const next = {
      kind: "open-leg",
      leg: "next",
      call: "call",
      rtcp: "own-port",
      settings: settingsFor(caller.phone),
    } as const;
    expect(await media.ask({ ...next, port: caller.at.port })).toMatchObject({ rtcpPort: caller.at.port + 1 });
  });
});

describe("limits", () => {
  it("never leak a port: a hundred legs opened and closed leave none in use", async () => {
    for (let round = 0; round < 5; round += 1) {
      const legs = Array.from({ length: 20 }, (_, nth) => `leg-${round}-${nth}`);
      await Promise.all(legs.map((leg) => media.join(leg, `call-${round}`, { rtcp: "own-port" })));
      expect(await media.ask({ kind: "status" })).toMatchObject({ legs: 20, portsInUse: 20 });
      await Promise.all(legs.map((leg) => media.ask({ kind: "close-leg", leg })));
    }
    expect(await media.ask({ kind: "status" })).toMatchObject({ legs: 0, portsInUse: 0, mixes: 0 });
  });

  it("refuse what is not there, what is there already, and what is too much", async () => {
    const small = await startTestMedia({ legsMax: 3, workers: 2, ports: { from: 29_900, to: 29_907 } });
    const refusal = async (command: Parameters<typeof small.engine.mixer.request>[0]) => {
      const result = await small.engine.mixer.request(command);
      return result.ok ? "done" : result.refusal;
    };
    try {
      const one = await small.join("a", "one");
      await small.join("b", "two");
      await small.join("c", "one");
      const phone = await Phone.open();
      const open = { kind: "open-leg", call: "one", port: null, rtcp: "none", settings: settingsFor(phone) } as const;
      expect(await refusal({ ...open, leg: "a" })).toBe("leg-exists");
      expect(await refusal({ ...open, leg: "d" })).toBe("ports-exhausted");
      expect(await refusal({ ...open, leg: "e", port: one.at.port })).toBe("port-taken");
      expect(await refusal({ kind: "close-leg", leg: "nobody" })).toBe("leg-unknown");
      expect(await refusal({ kind: "bridge", left: "a", right: "b" })).toBe("legs-apart");
      expect(await refusal({ kind: "bridge", left: "a", right: "nobody" })).toBe("leg-unknown");
      expect(await refusal({ kind: "set-gains", mix: "none", gains: [] })).toBe("mix-unknown");
      expect(await refusal({ kind: "pause-recording", recording: "none" })).toBe("recording-unknown");
      expect(await refusal({ kind: "load-prompt", prompt: "p", file: "/nowhere.wav" })).toBe("prompt-unplayable");
      expect(await refusal({ kind: "send-keys", leg: "a", keys: "hello", pressMs: 80 })).toBe("command-malformed");
      phone.close();
    } finally {
      await small.close();
    }
  });

  it("tell when a leg fell silent, once until it speaks again", async () => {
    const caller = await media.join("caller", "call", { settings: { silentAfterMs: 200 } });
    const told = () => media.events.filter(({ kind }) => kind === "silent").length;
    await expect.poll(told, { timeout: 3_000 }).toBe(1);
    caller.phone.sendFrame(new Uint8Array(160), caller.at);
    await expect.poll(told, { timeout: 4_000 }).toBe(2);
  });

  it("tell once when nothing loud came for so long, and whether anything had", async () => {
    const { phone, at } = await media.join("caller", "call");
    const told = () => media.events.flatMap((event) => (event.kind === "quiet" ? [event.wasLoud] : []));
    const listen = () => media.ask({ kind: "change-leg", leg: "caller", settings: { quietAfterMs: 500 } });
    await listen();
    await expect.poll(told, { timeout: 4_000 }).toEqual([false]);
    await listen();
    await phone.say(toneFrames(1_000, 20), at);
    // A line without speech is not silent: it has noise.
    const hum = toneFrames(100, 150).map((frame) => frame.map((code) => (code & 0x80) | (0xd5 & 0x7f)));
    await phone.say(hum, at);
    await expect.poll(told, { timeout: 4_000 }).toEqual([false, true]);
  });
});
