import { answerOffer } from "../../protocols/sdp/index.ts";
import type { AgentCall, CheckedRequest, LegEvent, Uri } from "../../protocols/sip/index.ts";
import { NO_BODY } from "../../protocols/sip/index.ts";
import { calledPair, TONE_PAIRS } from "../scenarios/index.ts";
import type { ProbeContext } from "./probe-context.effects.ts";
import type { RawAnswer } from "./raw.ts";
import { type LineParts, openRtpLine, type RtpLine } from "./rtp-line.effects.ts";
import { lineTarget, localAudio, openSipSide, type SipSide, sdpOf, sdpParts } from "./sip-side.effects.ts";

/** Ringing time of a phone, so that the 180 arrives before the answer. */
const RING_MS = 100;
const ANSWERS_MAX = Math.floor(TONE_PAIRS / 2);

/** Answering parameters of one call. */
export interface Answering extends Pick<LineParts, "pair" | "voice" | "onFrame"> {
  readonly ringMs: number;
  readonly onAnswered?: () => void;
  readonly onEnded?: () => void;
}

/** Chooses how the phones answer a call: by its index, and by the displayed caller's number. */
type ChooseAnswering = (nth: number, callerShown: string) => Answering;

/** The probe's mode: each call is identified by the tones of its answer. */
const byTones: ChooseAnswering = (nth) => ({ pair: calledPair(nth), ringMs: RING_MS });

interface Answered {
  readonly nth: number;
  readonly callerShown: string;
  readonly answeredMs: number;
  endedMs: number | null;
  readonly line: RtpLine;
  readonly call: AgentCall;
  readonly answering: Answering;
}

/** The probe's phones: they answer every incoming call, and play their own tones. */
export interface AnsweringPhones {
  readonly side: SipSide;
  /** All answered calls so far. */
  answers(): readonly RawAnswer[];
  /** Hangs up all their calls. */
  hangUp(): void;
  close(): Promise<void>;
}

/** Opens the address of the phones; `choose` replaces the tones, and permits any number of calls. */
export async function openAnsweringPhones(
  probeContext: ProbeContext,
  at: { readonly address: string; readonly packetsMax: number; readonly choose?: ChooseAnswering },
): Promise<AnsweringPhones> {
  const { address, packetsMax, choose = byTones } = at;
  const answered = new Map<string, Answered>();
  let asked = 0;
  const take = async (call: AgentCall, request: CheckedRequest): Promise<void> => {
    const nth = asked;
    asked += 1;
    const offer = sdpOf(request.message.body);
    const isTooMany = choose === byTones && nth >= ANSWERS_MAX;
    if (isTooMany || offer === null) return call.act({ kind: "refuse", status: 488, headers: [] });
    const callerShown = numberIn(request.from.uri);
    const answering = choose(nth, callerShown);
    const line = await openRtpLine({ ...probeContext, ...answering, address, packetsMax });
    const chosen = answerOffer(offer, localAudio(address, line.port));
    if (!chosen.ok) {
      line.close();
      return call.act({ kind: "refuse", status: 488, headers: [] });
    }
    call.act({ kind: "ring", status: 180, parts: { headers: [], body: NO_BODY } });
    setTimeout(() => {
      if (call.leg().phase !== "ringing") return line.close();
      const { answer, agreed } = chosen.value;
      call.act({ kind: "answer", parts: sdpParts(probeContext.writeSdp(answer)) });
      answered.set(call.name, {
        nth,
        callerShown,
        answeredMs: probeContext.nowMs(),
        endedMs: null,
        line,
        call,
        answering,
      });
      line.start(lineTarget(agreed));
      answering.onAnswered?.();
    }, answering.ringMs);
  };
  const onCall = (
    call: AgentCall,
    event: LegEvent | { readonly kind: "incoming"; readonly request: CheckedRequest },
  ) => {
    if (event.kind === "incoming") void take(call, event.request).catch(probeContext.fail);
    if (event.kind === "reinvited") changed(call, event.request, answered.get(call.name), address, probeContext);
    if (event.kind !== "ended") return;
    end(answered.get(call.name), probeContext.nowMs());
    // A measurement reads its calls at its end; other users may answer calls for hours.
    if (choose === byTones) return;
    answered.get(call.name)?.line.close();
    answered.delete(call.name);
  };
  const side = await openSipSide({ ...probeContext, address, onCall });
  return {
    side,
    answers: () =>
      [...answered.values()].map(({ line, nth, callerShown, answeredMs, endedMs }) => ({
        nth,
        callerShown,
        answeredMs,
        endedMs,
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
  answered.answering.onEnded?.();
}

/** The centre moves the media, for instance from a prompt to the caller. */
function changed(
  call: AgentCall,
  request: CheckedRequest,
  answered: Answered | undefined,
  address: string,
  probeContext: ProbeContext,
): void {
  const offer = sdpOf(request.message.body);
  const chosen =
    offer === null || answered === undefined ? null : answerOffer(offer, localAudio(address, answered.line.port));
  if (chosen === null || !chosen.ok || answered === undefined)
    return call.act({ kind: "refuse", status: 488, headers: [] });
  call.act({ kind: "answer", parts: sdpParts(probeContext.writeSdp(chosen.value.answer)) });
  answered.line.start(lineTarget(chosen.value.agreed));
}

/** The number in an address; an address without one is returned unchanged. */
function numberIn(uri: Uri): string {
  if (uri.kind === "sip") return uri.user ?? "";
  return uri.kind === "tel" ? uri.number : uri.text;
}
