import { randomBytes } from "node:crypto";
import { answerOffer, readAnswer } from "../../protocols/sdp/index.ts";
import type { AgentCall, CheckedRequest, CheckedResponse, LegEvent, SipPeer } from "../../protocols/sip/index.ts";
import { hostText } from "../../protocols/sip/index.ts";
import type { PlannedCall } from "../scenarios/index.ts";
import type { ProbeContext } from "./probe-context.effects.ts";
import type { RawCall } from "./raw.ts";
import { type LineParts, openRtpLine, type RtpLine } from "./rtp-line.effects.ts";
import { lineTarget, localAudio, nameAddr, offerParts, openSipSide, sdpOf, sdpParts } from "./sip-side.effects.ts";

/** A call in progress. */
export interface LiveCall {
  readonly line: RtpLine;
  /** Its data so far. */
  raw(): RawCall;
  hangUp(): void;
  /** True once it was answered with usable media; false when it ended before. */
  readonly answered: Promise<boolean>;
  readonly ended: Promise<void>;
}

/** The calling side of the probe. */
export interface CallingSide {
  call(asked: {
    readonly planned: PlannedCall;
    readonly code: string;
    readonly pair: number | null;
    readonly packetsMax: number;
    readonly voice?: LineParts["voice"];
    readonly onFrame?: LineParts["onFrame"];
  }): Promise<LiveCall>;
  close(): Promise<void>;
}

/** An unanswered call is abandoned after this time. */
const ANSWER_MS_MAX = 30_000;

type Written = { -readonly [Field in keyof RawCall]: RawCall[Field] };

interface Held {
  readonly raw: Written;
  readonly line: RtpLine;
  readonly tellAnswered: (is: boolean) => void;
  readonly tellEnded: () => void;
}

/** Opens the calling side at an address of this machine; `to` is the address of the centre. */
export async function openCallingSide(
  probeContext: ProbeContext,
  at: { readonly address: string; readonly to: SipPeer },
): Promise<CallingSide> {
  const held = new Map<string, Held>();
  const lines: RtpLine[] = [];
  const onCall = (
    call: AgentCall,
    event: LegEvent | { readonly kind: "incoming"; readonly request: CheckedRequest },
  ) => {
    const known = held.get(call.name);
    if (event.kind === "incoming") return call.act({ kind: "refuse", status: 486, headers: [] });
    if (known !== undefined) happened(probeContext, { call, event, known, address: at.address });
  };
  const side = await openSipSide({ ...probeContext, address: at.address, onCall });
  return {
    async call({ planned, code, pair, packetsMax, voice, onFrame }) {
      const line = await openRtpLine({ ...probeContext, address: at.address, pair, packetsMax, voice, onFrame });
      lines.push(line);
      const { nth, callerNumber } = planned;
      const answered = Promise.withResolvers<boolean>();
      const ended = Promise.withResolvers<void>();
      const host = `${hostText(at.to.address)}:${at.to.port}`;
      const sipCallId = `${randomBytes(10).toString("hex")}@${at.address}`;
      const times = { invitedMs: probeContext.nowMs(), ringingMs: null, answeredMs: null, endedMs: null };
      const raw: Written = {
        nth,
        callerNumber,
        sipCallId,
        ...times,
        endedBy: null,
        reason: null,
        stream: line.stream(),
      };
      const one = { raw, line, tellAnswered: answered.resolve, tellEnded: ended.resolve };
      const call = side.agent.call(
        {
          uri: `sip:${code}@${host}`,
          callId: sipCallId,
          to: nameAddr(`sip:${code}@${host}`),
          from: nameAddr(`sip:${callerNumber}@${hostText(at.address)}:${side.port}`),
          parts: offerParts(localAudio(at.address, line.port)),
        },
        at.to,
      );
      // No event of a call occurs before its first message is sent, which takes a turn of the event loop.
      held.set(call.name, one);
      const giveUp = setTimeout(() => hangUp(call, one, "no-answer"), ANSWER_MS_MAX);
      answered.promise.then(() => clearTimeout(giveUp)).catch(probeContext.fail);
      return {
        line,
        raw: () => ({ ...raw }),
        hangUp: () => hangUp(call, one, null),
        answered: answered.promise,
        ended: ended.promise,
      };
    },
    async close() {
      for (const line of lines) line.close();
      await side.close();
    },
  };
}

function hangUp(call: AgentCall, { raw, line }: Held, reason: string | null): void {
  if (raw.endedMs !== null) return;
  raw.endedBy = "probe";
  raw.reason = reason;
  call.act({ kind: "hang-up", headers: [] });
  line.stop();
}

function happened(
  probeContext: ProbeContext,
  one: { readonly call: AgentCall; readonly event: LegEvent; readonly known: Held; readonly address: string },
): void {
  const { call, event, known, address } = one;
  const { raw, line } = known;
  if (event.kind === "progress" && event.response.message.status > 100) raw.ringingMs ??= probeContext.nowMs();
  if (event.kind === "answered") return begin(probeContext, one, event.response);
  if (event.kind === "reinvited") {
    const offer = sdpOf(event.request.message.body);
    const chosen = offer === null ? null : answerOffer(offer, localAudio(address, line.port));
    if (chosen === null || !chosen.ok) return call.act({ kind: "refuse", status: 488, headers: [] });
    call.act({ kind: "answer", parts: sdpParts(probeContext.writeSdp(chosen.value.answer)) });
    return line.start(lineTarget(chosen.value.agreed));
  }
  if (event.kind === "ended") end(probeContext, known, event);
}

function begin(
  probeContext: ProbeContext,
  { call, known, address }: { readonly call: AgentCall; readonly known: Held; readonly address: string },
  response: CheckedResponse,
): void {
  const { raw, line } = known;
  const answer = sdpOf(response.message.body);
  const agreed = answer === null ? null : readAnswer(answer, localAudio(address, line.port));
  if (agreed === null || !agreed.ok) return hangUp(call, known, "no-sound");
  raw.answeredMs = probeContext.nowMs();
  line.start(lineTarget(agreed.value));
  known.tellAnswered(true);
}

function end(
  probeContext: ProbeContext,
  { raw, line, tellAnswered, tellEnded }: Held,
  { why, response }: Extract<LegEvent, { readonly kind: "ended" }>,
): void {
  raw.endedMs = probeContext.nowMs();
  raw.endedBy ??= "centre";
  if (raw.endedBy === "centre") raw.reason = response === null ? why : `sip-${response.message.status}`;
  if (why === "bye") raw.reason = "ended-by-centre";
  line.stop();
  tellAnswered(raw.answeredMs !== null);
  tellEnded();
}
