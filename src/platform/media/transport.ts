import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import {
  type AgreedAudio,
  answerOffer,
  audioOffer,
  type LocalAudio,
  mirrored,
  offeredDirection,
  parseSdp,
  readAnswer,
  type SessionDescription,
  serialiseSdp,
} from "../../protocols/sdp/index.ts";
import { type LegSettings, UNKNOWN_FAR_END } from "./commands.ts";
import type { LegFigures, MediaMixer, MediaRefusal, MediaTransport } from "./engine.ts";

interface Anchored {
  readonly offer: SessionDescription;
  /** Our media descriptions towards offerer and answerer. */
  readonly offerer: LocalAudio;
  readonly answerer: LocalAudio;
}

const CALLS_MAX = 10_000;
const OPENING = { port: null, rtcp: "mux", settings: UNKNOWN_FAR_END } as const;

/** The transport part over legs and bridges of our own engine: two legs for each call, bridged when it is answered. */
export function transportOver(mixer: MediaMixer, advertised: string): MediaTransport {
  const calls = new Map<string, Anchored>();
  const opened = (call: string, side: string) =>
    mixer.request({ kind: "open-leg", leg: legOf(call, side), call, ...OPENING });
  const closed = (call: string, side: string) => mixer.request({ kind: "close-leg", leg: legOf(call, side) });

  const offer: MediaTransport["offer"] = async (call, sdp) => {
    const parsed = parseSdp(sdp);
    if (!parsed.ok || calls.size >= CALLS_MAX) return refuse("sdp-unusable");
    // Another offer in the same call, as for a hold, reuses both ports (RFC 3264 §8).
    const direction = offeredDirection(parsed.value);
    const known = calls.get(call);
    if (known !== undefined) {
      calls.set(call, { ...known, offer: parsed.value });
      return ok(serialiseSdp(audioOffer({ ...known.answerer, direction })));
    }
    const first = await opened(call, "offerer");
    if (!first.ok) return first;
    const second = await opened(call, "answerer");
    if (!second.ok) {
      await closed(call, "offerer");
      return second;
    }
    const offerer = localAudio(advertised, first.value.port);
    const answerer = localAudio(advertised, second.value.port);
    calls.set(call, { offer: parsed.value, offerer, answerer });
    return ok(serialiseSdp(audioOffer({ ...answerer, direction })));
  };

  const answer: MediaTransport["answer"] = async (call, sdp) => {
    const anchored = calls.get(call);
    if (anchored === undefined) return refuse("call-unknown");
    const parsed = parseSdp(sdp);
    const direction = offeredDirection(anchored.offer);
    const theirs = parsed.ok ? readAnswer(parsed.value, { ...anchored.answerer, direction }) : null;
    if (theirs?.ok !== true) return refuse("sdp-unusable");
    // Each side gets the mirrored direction of the other: a hold passes through.
    const ours = answerOffer(anchored.offer, { ...anchored.offerer, direction: mirrored(theirs.value.direction) });
    if (!ours.ok) return refuse("sdp-unusable");
    const steps = [
      () => mixer.request({ kind: "change-leg", leg: legOf(call, "answerer"), settings: settingsOf(theirs.value) }),
      () => mixer.request({ kind: "change-leg", leg: legOf(call, "offerer"), settings: settingsOf(ours.value.agreed) }),
      () => mixer.request({ kind: "bridge", left: legOf(call, "offerer"), right: legOf(call, "answerer") }),
    ];
    for (const step of steps) {
      const done: Result<null, MediaRefusal> = await step();
      if (!done.ok) return done;
    }
    return ok(serialiseSdp(ours.value.answer));
  };

  return {
    offer,
    answer,
    figures: async (call) => {
      if (!calls.has(call)) return refuse("call-unknown");
      const figures: LegFigures[] = [];
      for (const side of ["offerer", "answerer"]) {
        const one = await mixer.request({ kind: "leg-figures", leg: legOf(call, side) });
        if (!one.ok) return one;
        figures.push(one.value);
      }
      return ok(figures);
    },
    release: async (call) => {
      if (!calls.delete(call)) return refuse("call-unknown");
      await closed(call, "offerer");
      await closed(call, "answerer");
      return ok(null);
    },
  };
}

/**
 * The negotiated media of two sides, as settings of a leg. `ownKeyBase64` is the key that we offered for our stream; it applies
 * if the far end gave a key too. `source` is the address of the far end's signalling.
 */
export function settingsOf(
  agreed: AgreedAudio,
  own: { readonly ownKeyBase64?: string | null; readonly source?: string | null } = {},
): Partial<LegSettings> {
  const { remote, codec, payloadType, keysPayloadType, direction, remoteCrypto } = agreed;
  const { ownKeyBase64 = null, source = null } = own;
  const crypto =
    remoteCrypto === null || ownKeyBase64 === null
      ? null
      : {
          send: { suite: remoteCrypto.suite, keyBase64: ownKeyBase64 },
          receive: { suite: remoteCrypto.suite, keyBase64: remoteCrypto.keyBase64 },
        };
  return { remote, codec, payloadType, keysPayloadType, direction, source: bareAddress(source), crypto };
}

/** An address in the notation of the engine's sockets: an IPv4-mapped IPv6 address becomes an IPv4 address. */
function bareAddress(address: string | null): string | null {
  const bare = address?.replace(/^::ffff:(?=[\d.]+$)/i, "") ?? "";
  return isIP(bare) === 0 || bare.includes("%") ? null : bare;
}

function localAudio(address: string, port: number): LocalAudio {
  const sessionId = String(Number.parseInt(randomUUID().slice(0, 8), 16));
  const origin = { username: "sambung", sessionId, version: "1", address };
  const codecs = ["PCMA", "PCMU"] as const;
  return { origin, address, port, rtcpPort: null, codecs, direction: "sendrecv", crypto: null, end: null };
}

function legOf(call: string, side: string): string {
  return `${call}.${side}`;
}
