import { randomBytes, randomUUID } from "node:crypto";
import { assert, ok, type Result, refuse } from "../../../../kernel/index.ts";
import {
  type LegSettings,
  type MediaEngine,
  type MediaRefusal,
  settingsOf,
  UNKNOWN_FAR_END,
} from "../../../../platform/media/index.ts";
import {
  type AgreedAudio,
  answerOffer,
  audioOffer,
  type Codec,
  type CryptoLine,
  type LocalAudio,
  offeredEnd,
  offersEncryption,
  parseSdp,
  readAnswer,
  type SecureEnd,
  type SessionDescription,
  serialiseSdp,
} from "../../../../protocols/sdp/index.ts";
import type { SoundFault } from "../call.ts";
import { type ConferenceRecorder, openConferenceRecorder } from "../conference/conference-recorder.effects.ts";
import { type ConferenceSound, type LegPlace, openConferenceSound } from "../conference/conference-sound.effects.ts";
import type { LegName, MediaController, Sound } from "../ports.ts";
import { openCallRecordings } from "../recording/call-recordings.effects.ts";
import { messageSound, openClipPlayer, taskInputOf } from "../tasks/task-sound.effects.ts";
import { openAudioRouting } from "./audio-routing.effects.ts";
import { type BrowserChange, type BrowserSound, openBrowserSound } from "./browser-sound.effects.ts";
import type { Ask, MediaControllerOptions } from "./sound-parts.effects.ts";

interface OpenLeg {
  callId: string;
  readonly tenantId: string;
  /** Whether its far end is unauthenticated. */
  readonly isStranger: boolean;
  local: LocalAudio;
  /** The far end's name (mid) of the audio section. */
  mid: string;
  /** Location of the leg in the engine. */
  readonly place: LegPlace;
}

/** An open media controller. */
export interface OpenMediaController {
  readonly desk: MediaController;
  /** The audio of conferences, whose legs may belong to any call. */
  readonly conferences: ConferenceSound;
  /** Whether a recording is in progress or being finished. */
  isRecording(recordingId: string): boolean;
  /** Waits until ended recordings are complete, for at most `graceMs`, and stops listening to the engine. */
  close(graceMs: number): Promise<void>;
}

/** Opens the controller on a media engine. */
export function openMediaController(options: MediaControllerOptions): OpenMediaController {
  const legs = new Map<string, OpenLeg>();
  const ask = engineRequester(options.engine);
  const recordings = openCallRecordings({ ask, log: options.log, recordings: options.recordings, tell: options.tell });
  const { conferences, recorder } = conferenceSound({ options, legs, ask });
  const stopHearing = hearEngine(options, legs, [conferences, recordings]);
  const clips = openClipPlayer({ options, ask });
  const browsers = openBrowserSound({
    ...options.browsers,
    onChange: (legId, change) => emitDeviceEvent(options, legs, legId, change),
  });
  const controller: MediaController = {
    open: (leg, wish) => openLeg({ options, legs, ask, browsers }, leg, wish),
    connect: async ({ legId }, answer) => {
      const leg = legOf(legs, legId);
      const agreed = must(readAnswer(parsed(answer), leg.local));
      const remoteEnd = guarded(agreed.remoteEnd, leg.isStranger);
      await browsers.connect(legId, remoteEnd);
      leg.local = shaken(leg.local, remoteEnd);
      await agree({ options, ask, browsers }, legId, { agreed, local: leg.local });
    },
    reopen: ({ legId }, offer) => reopenLeg({ options, legs, ask, browsers }, legId, offer),
    reoffer: ({ legId }) => reofferLeg({ legs, browsers }, legId),
    bridge: (_callId, [left, right]) => ask({ kind: "bridge", left, right }).then(() => undefined),
    hear: openAudioRouting(options, ask),
    play: ({ legId }, sound) => {
      clips.superseded(legId);
      return play(ask, options.prompts, legId, sound);
    },
    playClips: clips.playClips,
    beginRecording: recordings.beginRecording,
    holdRecording: recordings.holdRecording,
    pauseRecording: recordings.pauseRecording,
    endRecording: recordings.endRecording,
    dropRecording: recordings.dropRecording,
    ...messageSound({ engine: options.engine, ask, recordings }),
    handOver: ({ legId }, toCallId) => {
      const open = legs.get(legId);
      if (open !== undefined) open.callId = toCallId;
    },
    close: async (leg) => {
      const open = legs.get(leg.legId);
      if (open === undefined) return;
      legs.delete(leg.legId);
      clips.superseded(leg.legId);
      browsers.close(leg.legId);
      const figures = await ask({ kind: "close-leg", leg: leg.legId });
      options.onFigures({ ...leg, tenantId: open.tenantId }, figures);
    },
  };
  return {
    desk: controller,
    conferences,
    isRecording: (id) => recordings.isRecording(id) || recorder.isRecording(id),
    close: async (graceMs) => {
      const late = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([Promise.allSettled([recordings.settled(), recorder.settled()]), late]);
      recordings.close();
      stopHearing();
      browsers.stop();
    },
  };
}

/** The audio of conferences, and their recorder. */
function conferenceSound({ options, legs, ask }: Pick<Parts, "options" | "legs" | "ask">): {
  readonly conferences: ConferenceSound;
  readonly recorder: ConferenceRecorder;
} {
  const { log, browsers, recordings } = options;
  const recorder = openConferenceRecorder({ ask, log, recordings });
  const placeOf = (legId: string) => legs.get(legId)?.place;
  return { recorder, conferences: openConferenceSound({ ask, log, loopback: browsers.loopback, placeOf, recorder }) };
}

/** Passes on the events of the engine. Returns the function that stops listening. */
function hearEngine(
  options: MediaControllerOptions,
  legs: ReadonlyMap<string, OpenLeg>,
  followers: readonly Pick<ConferenceSound, "again">[],
): () => void {
  return options.engine.onEvent((event) => {
    if (event.kind === "key") {
      const leg = legs.get(event.leg);
      if (leg !== undefined)
        options.tell(leg.callId, { input: "digit", legId: event.leg, key: event.key, by: event.by });
    }
    const inTask = taskInputOf(event);
    const callId = inTask === null ? undefined : legs.get(inTask.leg)?.callId;
    if (inTask !== null && callId !== undefined) options.tell(callId, inTask.input);
    if (event.kind === "restarted") {
      options.log.warn({ gapMs: event.gapMs, lost: event.lost.length }, "media.restarted");
      options.tellAll({ input: "media-lost" });
      options.tellAll({ input: "media-back" });
      for (const follower of followers) follower.again();
    }
    if (event.kind === "recording-broken") options.log.error({ recordingId: event.recording }, "recording.broken");
  });
}

/** A refusal of the engine is a media fault of the call. */
function engineRequester(engine: MediaEngine): Ask {
  return async (command) => must(await engine.mixer.request(command));
}

function must<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`media: ${result.refusal}`);
  return result.value;
}

function parsed(sdp: string) {
  return must(parseSdp(sdp));
}

function legOf(legs: ReadonlyMap<string, OpenLeg>, legId: string): OpenLeg {
  const leg = legs.get(legId);
  assert(leg !== undefined, "the leg has its sound open");
  return leg;
}

interface Parts {
  readonly options: MediaControllerOptions;
  readonly legs: Map<string, OpenLeg>;
  readonly ask: Ask;
  readonly browsers: BrowserSound;
}

/** Refusals for lack of capacity, which may pass. */
const NO_ROOM: ReadonlySet<MediaRefusal> = new Set(["ports-exhausted", "legs-exhausted", "port-taken"]);

async function openLeg(
  parts: Parts,
  { callId, legId }: LegName,
  { tenantId, party, offer, group }: Parameters<MediaController["open"]>[1],
): Promise<Result<string, SoundFault>> {
  const { options, legs, ask, browsers } = parts;
  const description = offer === null ? null : parseSdp(offer);
  if (description?.ok === false) return refuse("offer-unusable");
  const isStranger = party.kind === "visitor" || party.kind === "client";
  const remote = description === null ? null : endOf(description.value, isStranger);
  // An unencrypted offer on a browser's leg is refused: it could direct media to any address.
  if (description !== null && remote === null && options.isBrowser(party)) return refuse("offer-unusable");
  const settings: LegSettings = { ...UNKNOWN_FAR_END, hearsKeysInSound: party.kind === "trunk" };
  const wish = { leg: legId, call: group, port: null, rtcp: "mux", settings } as const;
  const opened = await options.engine.mixer.request({ kind: "open-leg", ...wish });
  if (!opened.ok) return refuse(NO_ROOM.has(opened.refusal) ? "no-room" : "no-engine");
  const { port, worker } = opened.value;
  const isEncrypted = options.isEncrypted(party) || (description !== null && offersEncryption(description.value));
  const plain = localAudio(options.advertised, port, options.codecsOf(party));
  const place = { group, worker };
  const leg: OpenLeg = {
    callId,
    tenantId,
    isStranger,
    place,
    mid: "0",
    local: { ...plain, crypto: isEncrypted ? newKey() : null },
  };
  legs.set(legId, leg);
  if (remote !== null || (description === null && options.isBrowser(party))) {
    const own = await browsers.open(legId, { soundPort: port, remote });
    if (!own.ok) return own;
    leg.local = atEnd(plain, own.value);
  }
  const { local } = leg;
  if (description === null) return ok(serialiseSdp(audioOffer(local)));
  const answered = answerOffer(description.value, local);
  if (!answered.ok) return refuse("offer-unusable");
  const { answer, agreed } = answered.value;
  leg.mid = agreed.mid;
  await agree({ options, ask, browsers }, legId, { agreed, local });
  return ok(serialiseSdp(answer));
}

/** The connection end of a browser that sends an offer. */
function endOf(description: SessionDescription, isStranger: boolean): SecureEnd | null {
  return guarded(offeredEnd(description), isStranger);
}

/**
 * Addresses in the offer or answer of an unauthenticated browser are ignored: its connectivity checks show its address, so that no third party receives
 * packets for it.
 */
function guarded(end: SecureEnd | null, isStranger: boolean): SecureEnd | null {
  return end !== null && isStranger ? { ...end, candidates: [] } : end;
}

/** Applies the agreed settings to the leg; a browser's media passes through its end here. */
async function agree(
  { options, ask, browsers }: Omit<Parts, "legs">,
  legId: string,
  { agreed, local }: { readonly agreed: AgreedAudio; readonly local: LocalAudio },
): Promise<void> {
  const own = { ownKeyBase64: local.crypto?.keyBase64 ?? null, source: options.sourceOf(legId) };
  const settings = browsers.reached(legId, settingsOf(agreed, own));
  await ask({ kind: "change-leg", leg: legId, settings });
}

/** Answers a new offer of a far end; a browser that restarted its connection gets another end. */
async function reopenLeg({ options, legs, ask, browsers }: Parts, legId: string, offer: string): Promise<string> {
  const leg = legOf(legs, legId);
  const description = parsed(offer);
  leg.local = nextVersion(leg.local);
  const remote = endOf(description, leg.isStranger);
  const own = browsers.isAnother(legId, remote) ? await browsers.openAnew(legId, remote) : null;
  if (own !== null) leg.local = atEnd(leg.local, must(own));
  const { answer, agreed } = must(answerOffer(description, leg.local));
  await agree({ options, ask, browsers }, legId, { agreed, local: leg.local });
  return serialiseSdp(answer);
}

/** Sends an event of a browser connection to the call of its leg. */
function emitDeviceEvent(
  { tell }: MediaControllerOptions,
  legs: ReadonlyMap<string, OpenLeg>,
  legId: string,
  change: BrowserChange,
): void {
  const leg = legs.get(legId);
  if (leg !== undefined) tell(leg.callId, { input: INPUTS[change], legId });
}

const INPUTS = { present: "device-back", absent: "device-away", cut: "device-cut" } as const;

/** Replaces a lost end by a new one, as an offer. */
async function reofferLeg({ legs, browsers }: Pick<Parts, "legs" | "browsers">, legId: string): Promise<string> {
  const leg = legOf(legs, legId);
  const own = await browsers.openAnew(legId, null);
  if (own === null) throw new Error("a leg without a browser is not offered anew");
  leg.local = atEnd(nextVersion(leg.local), must(own));
  return serialiseSdp(audioOffer(leg.local, leg.mid));
}

/** RFC 8842 §5.3: the DTLS roles of a connection stay, and later descriptions state them. */
function shaken(local: LocalAudio, remote: SecureEnd | null): LocalAudio {
  if (local.end === null || remote === null) return local;
  return { ...local, end: { ...local.end, setup: remote.setup === "active" ? "passive" : "active" } };
}

/** Local side of a session with a browser: the address of its first candidate, until ICE finds a better one. */
function atEnd(local: LocalAudio, end: SecureEnd): LocalAudio {
  const [, , , , address, port] = (end.candidates[0] ?? "").split(" ");
  return { ...local, end, crypto: null, ...(address === undefined ? {} : { address, port: Number(port) }) };
}

/** Bytes of a master key and its salt (RFC 4568 §6.2). */
const KEY_BYTES = 30;

/** A new key for each sent stream (RFC 4568 §6.1). */
function newKey(): CryptoLine {
  return { tag: 1, suite: "AES_CM_128_HMAC_SHA1_80", keyBase64: randomBytes(KEY_BYTES).toString("base64") };
}

function localAudio(address: string, port: number, codecs: readonly Codec[]): LocalAudio {
  const sessionId = String(Number.parseInt(randomUUID().slice(0, 8), 16));
  const origin = { username: "sambung", sessionId, version: "1", address };
  return { origin, address, port, rtcpPort: null, codecs, direction: "sendrecv", crypto: null, end: null };
}

/** RFC 3264 §8: a changed description has the next version. */
function nextVersion(local: LocalAudio): LocalAudio {
  const version = String(Number(local.origin.version) + 1);
  return { ...local, origin: { ...local.origin, version } };
}

/** How often a sound is played; the others repeat until stopped. */
const TIMES: Readonly<Partial<Record<Sound, number>>> = { notice: 1, greeting: 2 };

async function play(ask: Ask, prompts: MediaControllerOptions["prompts"], legId: string, sound: Sound): Promise<void> {
  if (sound === "silence") {
    await ask({ kind: "stop-play", leg: legId });
    return;
  }
  const clip =
    sound === "ringing"
      ? ({ kind: "tone", tone: "ringing" } as const)
      : ({ kind: "prompt", prompt: prompts[sound] } as const);
  const times = TIMES[sound] ?? null;
  await ask({
    kind: "play",
    leg: legId,
    play: `${sound}.${legId}`.slice(0, 64),
    clips: [clip],
    times,
    endsWithKey: false,
  });
}
