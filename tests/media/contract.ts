import { expect, it } from "vitest";
import { type MediaMixer, type MediaTransport, UNKNOWN_FAR_END } from "../../src/platform/media/index.ts";
import { shareAt } from "../../src/protocols/audio/index.ts";
import {
  answerOffer,
  audioOffer,
  type LocalAudio,
  parseSdp,
  readAnswer,
  serialiseSdp,
} from "../../src/protocols/sdp/index.ts";
import { Phone, type Target, toneFrames } from "../../testkit/phone.ts";

/** The engine under test and its release. */
export interface Opened<Part> {
  readonly part: Part;
  close(): Promise<void>;
}

const HZ = { offerer: 700, answerer: 1_300 };

function audioOf(phone: Phone, change: Partial<LocalAudio> = {}): LocalAudio {
  const origin = { username: "phone", sessionId: String(phone.port), version: "1", address: "127.0.0.1" };
  const codecs = [phone.voice.law === "alaw" ? ("PCMA" as const) : ("PCMU" as const)];
  return {
    origin,
    address: "127.0.0.1",
    port: phone.port,
    rtcpPort: null,
    codecs,
    direction: "sendrecv",
    crypto: null,
    end: null,
    ...change,
  };
}

function read(sdp: string) {
  const parsed = parseSdp(sdp);
  if (!parsed.ok) throw new Error(parsed.refusal);
  return parsed.value;
}

function value<Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: string },
): Value {
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
}

/** Negotiates an offer and an answer between two phones; returns the address to which each of them sends. */
async function agree(
  transport: MediaTransport,
  call: string,
  sides: { readonly offerer: LocalAudio; readonly answerer: LocalAudio },
): Promise<{ readonly offerer: Target; readonly answerer: Target; readonly heldByOther: boolean }> {
  const offered = read(value(await transport.offer(call, serialiseSdp(audioOffer(sides.offerer)))));
  const made = value(answerOffer(offered, sides.answerer));
  const answered = read(value(await transport.answer(call, serialiseSdp(made.answer))));
  const agreed = value(readAnswer(answered, sides.offerer));
  return { offerer: agreed.remote, answerer: made.agreed.remote, heldByOther: made.agreed.isHeldByOther };
}

/** The behaviour required of every engine that anchors the media of a call. */
export function transportContract(open: () => Promise<Opened<MediaTransport>>): void {
  const withPhones = async (use: (transport: MediaTransport, offerer: Phone, answerer: Phone) => Promise<void>) => {
    const engine = await open();
    const offerer = await Phone.open();
    const answerer = await Phone.open({ ssrc: 2 });
    try {
      await use(engine.part, offerer, answerer);
    } finally {
      offerer.close();
      answerer.close();
      await engine.close();
    }
  };
  const talk = (phones: readonly (readonly [Phone, number, Target])[]) =>
    Promise.all(phones.map(([phone, hz, to]) => phone.say(toneFrames(hz, 25, phone.voice.law), to)));

  it("lets two phones hear each other through ports of its own", async () => {
    await withPhones(async (transport, offerer, answerer) => {
      const at = await agree(transport, "call", { offerer: audioOf(offerer), answerer: audioOf(answerer) });
      expect([offerer.port, answerer.port]).not.toContain(at.offerer.port);
      await talk([
        [offerer, HZ.offerer, at.offerer],
        [answerer, HZ.answerer, at.answerer],
      ]);
      await expect.poll(() => Math.min(offerer.heard.length, answerer.heard.length)).toBeGreaterThan(20);
      expect(shareAt(offerer.sound().subarray(400, 3_200), HZ.answerer)).toBeGreaterThan(0.95);
      expect(shareAt(answerer.sound().subarray(400, 3_200), HZ.offerer)).toBeGreaterThan(0.95);
      const figures = value(await transport.figures("call"));
      expect(figures.map(({ received }) => received)).toEqual([25, 25]);
      expect(figures.map(({ lost }) => lost)).toEqual([0, 0]);
    });
  });

  it("keeps both ports through a hold and a resume by new offers", async () => {
    await withPhones(async (transport, offerer, answerer) => {
      const sides = { offerer: audioOf(offerer), answerer: audioOf(answerer) };
      const first = await agree(transport, "call", sides);
      const held = await agree(transport, "call", { ...sides, offerer: audioOf(offerer, { direction: "sendonly" }) });
      await talk([[answerer, HZ.answerer, held.answerer]]);
      expect(offerer.heard).toHaveLength(0);
      const resumed = await agree(transport, "call", sides);
      expect([held.answerer.port, resumed.answerer.port]).toEqual([first.answerer.port, first.answerer.port]);
      expect(held.heldByOther).toBe(true);
      await talk([[answerer, HZ.answerer, resumed.answerer]]);
      await expect.poll(() => offerer.heard.length).toBeGreaterThan(20);
    });
  });

  it("refuses what it cannot read and calls it does not know, and forgets a released one", async () => {
    await withPhones(async (transport, offerer, answerer) => {
      expect((await transport.offer("call", "nonsense")).ok).toBe(false);
      expect((await transport.answer("unknown", serialiseSdp(audioOffer(audioOf(answerer))))).ok).toBe(false);
      await agree(transport, "call", { offerer: audioOf(offerer), answerer: audioOf(answerer) });
      expect((await transport.release("call")).ok).toBe(true);
      expect((await transport.figures("call")).ok).toBe(false);
      expect((await transport.release("call")).ok).toBe(false);
    });
  });
}

/** The additional behaviour required for queues, flows and supervisors. */
export function mixerContract(open: () => Promise<Opened<MediaMixer>>): void {
  it("plays a tone to a leg in time, and gives its port back", async () => {
    const { part: mixer, close } = await open();
    const phone = await Phone.open();
    const remote = { address: "127.0.0.1", port: phone.port, rtcpPort: phone.port };
    const settings = { ...UNKNOWN_FAR_END, remote, keysPayloadType: 101 };
    try {
      value(await mixer.request({ kind: "open-leg", leg: "a", call: "c", port: null, rtcp: "none", settings }));
      const clips = [{ kind: "tone" as const, tone: "dial" as const }];
      value(await mixer.request({ kind: "play", leg: "a", play: "p", clips, times: 1, endsWithKey: false }));
      await expect.poll(() => phone.heard.length, { timeout: 4_000 }).toBe(50);
      expect(shareAt(phone.sound(), 425)).toBeGreaterThan(0.95);
      value(await mixer.request({ kind: "close-leg", leg: "a" }));
      expect(value(await mixer.request({ kind: "status" }))).toMatchObject({ legs: 0, portsInUse: 0 });
    } finally {
      phone.close();
      await close();
    }
  });
}
