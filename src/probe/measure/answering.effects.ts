import { answerOffer } from "../../protocols/sdp/index.ts";
import type { AgentCall, CheckedRequest, LegEvent, Uri } from "../../protocols/sip/index.ts";
import { NO_BODY } from "../../protocols/sip/index.ts";
import { calledPair, TONE_PAIRS } from "../scenarios/index.ts";
import type { RawAnswer } from "./raw.ts";
import { openRtpLine, type RtpLine } from "./rtp-line.effects.ts";
import type { RunWorld } from "./run-world.effects.ts";
import { lineTarget, localAudio, openSipSide, type SipSide, sdpOf, sdpParts } from "./sip-side.effects.ts";

/** A phone rings so long before it is answered, so that ringing is heard of before the answer. */
const RING_MS = 100;
const ANSWERS_MAX = Math.floor(TONE_PAIRS / 2);

interface Answered {
  readonly nth: number;
  readonly callerShown: string;
  readonly answeredMs: number;
  endedMs: number | null;
  readonly line: RtpLine;
  readonly call: AgentCall;
}

/** The probe's phones: every call that comes to them is answered, and plays tones of its own. */
export interface AnsweringPhones {
  readonly side: SipSide;
  /** What was answered so far. */
  answers(): readonly RawAnswer[];
  /** Every call that they have is hung up by them. */
  hangUp(): void;
  close(): Promise<void>;
}

/** Opens the address at which the phones are called. */
export async function openAnsweringPhones(
  world: RunWorld,
  at: { readonly address: string; readonly packetsMax: number },
): Promise<AnsweringPhones> {
  const answered = new Map<string, Answered>();
  let asked = 0;
  const take = async (call: AgentCall, request: CheckedRequest): Promise<void> => {
    const nth = asked;
    asked += 1;
    const offer = sdpOf(request.message.body);
    if (nth >= ANSWERS_MAX || offer === null) return call.act({ kind: "refuse", status: 488, headers: [] });
    const line = await openRtpLine({ ...world, ...at, pair: calledPair(nth) });
    const chosen = answerOffer(offer, localAudio(at.address, line.port));
    if (!chosen.ok) {
      line.close();
      return call.act({ kind: "refuse", status: 488, headers: [] });
    }
    call.act({ kind: "ring", status: 180, parts: { headers: [], body: NO_BODY } });
    setTimeout(() => {
      if (call.leg().phase !== "ringing") return line.close();
      const { answer, agreed } = chosen.value;
      call.act({ kind: "answer", parts: sdpParts(world.writeSdp(answer)) });
      const callerShown = numberIn(request.from.uri);
      answered.set(call.name, { nth, callerShown, answeredMs: world.nowMs(), endedMs: null, line, call });
      line.start(lineTarget(agreed));
    }, RING_MS);
  };
  const onCall = (
    call: AgentCall,
    event: LegEvent | { readonly kind: "incoming"; readonly request: CheckedRequest },
  ) => {
    if (event.kind === "incoming") void take(call, event.request).catch(world.fail);
    if (event.kind === "reinvited") changed(call, event.request, answered.get(call.name), at.address, world);
    if (event.kind === "ended") end(answered.get(call.name), world.nowMs());
  };
  const side = await openSipSide({ ...world, address: at.address, onCall });
  return {
    side,
    answers: () =>
      [...answered.values()].map(({ line, nth, callerShown, answeredMs, endedMs }) => ({
        ...{ nth, callerShown, answeredMs, endedMs },
        stream: line.stream(),
      })),
    hangUp: () => {
      for (const { call, endedMs } of answered.values())
        if (endedMs === null) call.act({ kind: "hang-up", headers: [] });
    },
    async close() {
      for (const { line } of answered.values()) line.close();
      await side.close();
    },
  };
}

function end(answered: Answered | undefined, nowMs: number): void {
  if (answered === undefined) return;
  answered.endedMs ??= nowMs;
  answered.line.stop();
}

/** The centre moves the sound, for instance from a prompt to the caller. */
function changed(
  call: AgentCall,
  request: CheckedRequest,
  answered: Answered | undefined,
  address: string,
  world: RunWorld,
): void {
  const offer = sdpOf(request.message.body);
  const chosen =
    offer === null || answered === undefined ? null : answerOffer(offer, localAudio(address, answered.line.port));
  if (chosen === null || !chosen.ok || answered === undefined)
    return call.act({ kind: "refuse", status: 488, headers: [] });
  call.act({ kind: "answer", parts: sdpParts(world.writeSdp(chosen.value.answer)) });
  answered.line.start(lineTarget(chosen.value.agreed));
}

/** The number in an address; what has none is shown as it is. */
function numberIn(uri: Uri): string {
  if (uri.kind === "sip") return uri.user ?? "";
  return uri.kind === "tel" ? uri.number : uri.text;
}
