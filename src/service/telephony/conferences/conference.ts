import {
  type ConferenceOrder,
  type ConferenceRecordingOptions,
  type ParticipantSettings,
  type PlayedClip,
  type QueueTreatment,
  RECORDED_NOTICE,
} from "../calls/index.ts";
import type { StatusCallbackTarget } from "../cdr/index.ts";

/** The maximum of participants in one conference: the capacity of one mix of the media engine. */
export const MEMBERS_MAX = 32;

/** The maximum of stored events of one conference: after it, only the end is reported. */
export const CONFERENCE_EVENTS_MAX = 5_000;

/** A participating call. */
export interface Member {
  readonly callId: string;
  readonly legId: string;
  readonly seat: ParticipantSettings;
  readonly isHeld: boolean;
  /** The hold treatment; null for that of the call's task. */
  readonly heldWith: QueueTreatment | null;
  /** Whether the participant's audio may be recorded. */
  readonly mayBeKept: boolean;
  /** Whether the participant was informed of the recording. */
  readonly knowsOfRecording: boolean;
  /** The last order to the participant: to wait, to hold, or to talk. */
  readonly told: "wait" | "hold" | "talk" | null;
}

/** A conference in progress. */
export interface Conference {
  readonly id: string;
  /** The maximum of participants, which the first one determines. */
  readonly membersMax: number;
  readonly members: readonly Member[];
  /** Whether an application receives status callbacks: the first participant with an address determines it. */
  readonly isTold: boolean;
  /** Whether it has started: it has two participants, and one of them starts it. */
  readonly hasStarted: boolean;
  readonly isOver: boolean;
  /** The recording options, which the first participant with some determines; null before. */
  readonly recordWish: (ConferenceRecordingOptions & { readonly recordingId: string }) | null;
  /** Its recording since its beginning, also when it has ended; null before. */
  readonly recording: MeetingRecording | null;
}

/** The recording of a conference. */
interface MeetingRecording {
  readonly id: string;
  /** The call with which it began. */
  readonly callId: string;
  readonly state: "goes-on" | "paused" | "ended";
}

/** The participants in a recording, while it is in progress. */
export interface RecordedMembers {
  readonly recordingId: string;
  readonly callId: string;
  readonly members: readonly { readonly callId: string; readonly legId: string }[];
  readonly isPaused: boolean;
  readonly isTrimmed: boolean;
  readonly told: StatusCallbackTarget | null;
}

/** The changes of a recording. */
export type RecordingChange = "pause" | "go-on" | "end";

/** Why a conference ended. */
export type ConferenceEnd = "ended-by-program" | "ended-by-exit" | "last-left";

/** A change of a participant; properties that are left out stay. */
export interface MemberChange {
  readonly isMuted?: boolean;
  readonly isHeld?: boolean;
  readonly heldWith?: QueueTreatment | null;
  readonly coachedCallId?: string | null;
  readonly ends?: boolean;
  readonly beeps?: ParticipantSettings["beeps"];
}

/** The inputs of a conference. */
export type ConferenceInput =
  | {
      readonly input: "joined";
      readonly callId: string;
      readonly legId: string;
      readonly seat: ParticipantSettings;
      readonly mayBeKept: boolean;
      /** The status-callback address of the participant's application; left out without one. */
      readonly told?: StatusCallbackTarget;
      /** The recording options of the participant's application; left out without a recording. */
      readonly record?: ConferenceRecordingOptions;
      /** The id of the recording if this participant is the first to request it. */
      readonly recordingId: string;
    }
  | { readonly input: "left"; readonly callId: string }
  | { readonly input: "changed"; readonly callId: string; readonly change: MemberChange }
  | { readonly input: "kicked"; readonly callId: string }
  | { readonly input: "withdrawn"; readonly callId: string }
  /** The media of a leg failed: a participant without audio cannot take part. */
  | { readonly input: "unheard"; readonly legId: string }
  | { readonly input: "announced"; readonly callId: string | null; readonly clips: readonly PlayedClip[] }
  | { readonly input: "recording"; readonly recordingId: string; readonly change: RecordingChange }
  | { readonly input: "ended" };

/** The effects of a conference step. */
export type ConferenceEffect =
  | { readonly effect: "tell"; readonly callId: string; readonly order: ConferenceOrder }
  | {
      readonly effect: "hear";
      readonly legIds: readonly string[];
      readonly heard: readonly (readonly [string, string])[];
      readonly recorded: RecordedMembers | null;
    }
  /** Effects that store the state. */
  | { readonly effect: "keep-told"; readonly told: StatusCallbackTarget }
  | { readonly effect: "keep-start" }
  | { readonly effect: "keep-member"; readonly member: Member }
  | { readonly effect: "keep-leave"; readonly callId: string }
  | { readonly effect: "keep-end"; readonly why: ConferenceEnd };

/** A conference after a step, with its effects. */
export interface ConferenceStep {
  readonly conference: Conference;
  readonly effects: readonly ConferenceEffect[];
}

/** A conference without participants. */
export function openConference(id: string, membersMax: number): Conference {
  return {
    id,
    membersMax: Math.min(membersMax, MEMBERS_MAX),
    members: [],
    isTold: false,
    hasStarted: false,
    isOver: false,
    recordWish: null,
    recording: null,
  };
}

/** The announcement at the beginning of a recording. */
const NOTICE: PlayedClip = { kind: "prompt", prompt: RECORDED_NOTICE };
const BEEP: PlayedClip = { kind: "tone", tone: "beep" };

/** One step of a conference; an input that does not apply changes nothing. */
export function stepConference(conference: Conference, input: ConferenceInput): ConferenceStep {
  if (conference.isOver) {
    if (input.input !== "joined") return { conference, effects: [] };
    return { conference, effects: [{ effect: "tell", callId: input.callId, order: { order: "over", why: "failed" } }] };
  }
  switch (input.input) {
    case "joined":
      return joined(conference, input);
    case "left":
      return gone(conference, input.callId, null);
    case "kicked":
      return gone(conference, input.callId, "left");
    case "unheard":
      return gone(conference, conference.members.find(({ legId }) => legId === input.legId)?.callId, "failed");
    case "changed":
      return changed(conference, input);
    case "announced":
      return { conference, effects: announcementEffects(conference, input) };
    case "withdrawn":
      return withdrawn(conference, input.callId);
    case "recording":
      return recordingChanged(conference, input);
    case "ended":
      return over(conference, "ended-by-program");
  }
}

function joined(conference: Conference, input: Extract<ConferenceInput, { input: "joined" }>): ConferenceStep {
  const { callId, legId, seat, told, mayBeKept, record, recordingId } = input;
  const { members, membersMax, id } = conference;
  if (members.some((member) => member.callId === callId)) return { conference, effects: [] };
  const tell = (order: ConferenceOrder): ConferenceEffect => ({ effect: "tell", callId, order });
  if (members.length >= membersMax) return { conference, effects: [tell({ order: "over", why: "full" })] };
  const none = { isHeld: false, heldWith: null, told: null, knowsOfRecording: false };
  const member: Member = { callId, legId, seat, mayBeKept, ...none };
  const beeps = seat.beeps === "both" || seat.beeps === "enter";
  const isTold = conference.isTold || told !== undefined;
  const recordWish = conference.recordWish ?? (record === undefined ? null : { ...record, recordingId });
  const changing = { ...conference, isTold, recordWish, members: [...members, member] };
  const settled = settle(conference, changing);
  const talkers = settled.conference.members.filter((one) => one.told === "talk");
  return {
    conference: settled.conference,
    effects: [
      tell({ order: "entered", conferenceId: id }),
      ...(told === undefined || conference.isTold ? [] : [{ effect: "keep-told", told } as const]),
      { effect: "keep-member", member } as const,
      // The new participant hears the beep too, as a confirmation.
      ...(beeps ? withBeep(settled.effects, talkers) : settled.effects),
    ],
  };
}

function beepFor(members: readonly Member[]): readonly ConferenceEffect[] {
  return members.map(({ callId }) => ({ effect: "tell", callId, order: { order: "hear", clips: [BEEP] } }));
}

/** A participant who receives an announcement anyway hears the beep before it. */
function withBeep(effects: readonly ConferenceEffect[], members: readonly Member[]): readonly ConferenceEffect[] {
  const told = new Set<string>();
  const beeping = effects.map((effect): ConferenceEffect => {
    if (effect.effect !== "tell" || effect.order.order !== "recorded") return effect;
    told.add(effect.callId);
    return { ...effect, order: { ...effect.order, clips: [BEEP, ...effect.order.clips] } };
  });
  return [...beeping, ...beepFor(members.filter(({ callId }) => !told.has(callId)))];
}

/** Removes a participant: `reason` is given to its call, null when the call left by itself. */
function gone(conference: Conference, callId: string | undefined, reason: "left" | "failed" | null): ConferenceStep {
  const member = conference.members.find((one) => one.callId === callId);
  if (member === undefined) return { conference, effects: [] };
  const members = conference.members.filter((one) => one !== member);
  const left: readonly ConferenceEffect[] = [
    { effect: "keep-leave", callId: member.callId },
    ...(reason === null
      ? []
      : [{ effect: "tell", callId: member.callId, order: { order: "over", why: reason } } as const]),
  ];
  const without = { ...conference, members };
  if (members.length === 0 || member.seat.ends) {
    const ended = over(without, member.seat.ends ? "ended-by-exit" : "last-left");
    return { conference: ended.conference, effects: [...left, ...ended.effects] };
  }
  const settled = settle(conference, without);
  const beeps = member.seat.beeps === "both" || member.seat.beeps === "exit";
  const talkers = settled.conference.members.filter((one) => one.told === "talk");
  return {
    conference: settled.conference,
    effects: [...left, ...settled.effects, ...(beeps ? beepFor(talkers) : [])],
  };
}

function over(conference: Conference, why: ConferenceEnd): ConferenceStep {
  const { members, recording } = conference;
  return {
    conference: { ...conference, members: [], recording: recording && { ...recording, state: "ended" }, isOver: true },
    effects: [
      { effect: "hear", legIds: [], heard: [], recorded: null },
      ...members.flatMap(({ callId }): readonly ConferenceEffect[] => [
        { effect: "keep-leave", callId },
        { effect: "tell", callId, order: { order: "over", why: "ended" } },
      ]),
      { effect: "keep-end", why },
    ],
  };
}

function changed(
  conference: Conference,
  { callId, change }: Extract<ConferenceInput, { readonly input: "changed" }>,
): ConferenceStep {
  const before = conference.members.find((one) => one.callId === callId);
  if (before === undefined) return { conference, effects: [] };
  const { isHeld = before.isHeld, heldWith = before.heldWith, ...seat } = change;
  const isOther = before.isHeld && isHeld && heldWith !== before.heldWith;
  // A participant whose hold treatment changes receives the hold order again.
  const told = isOther ? null : before.told;
  const member: Member = {
    ...before,
    isHeld,
    heldWith: isHeld ? heldWith : null,
    told,
    seat: { ...before.seat, ...seat },
  };
  const settled = settle(conference, {
    ...conference,
    members: conference.members.map((one) => (one === before ? member : one)),
  });
  return { conference: settled.conference, effects: [{ effect: "keep-member", member }, ...settled.effects] };
}

/** A participant who withdraws the consent is in no recording from here on, whatever changes later. */
function withdrawn(conference: Conference, callId: string): ConferenceStep {
  const members = conference.members.map((one) => (one.callId === callId ? { ...one, mayBeKept: false } : one));
  return settle(conference, { ...conference, members });
}

/** Pauses, resumes or ends the recording; an ended one does not begin again. */
function recordingChanged(
  conference: Conference,
  { recordingId, change }: Extract<ConferenceInput, { readonly input: "recording" }>,
): ConferenceStep {
  const { recording } = conference;
  if (recording?.id !== recordingId || recording.state === "ended") return { conference, effects: [] };
  const state = ({ pause: "paused", "go-on": "goes-on", end: "ended" } as const)[change];
  return settle(conference, { ...conference, recording: { ...recording, state } });
}

function announcementEffects(
  { members }: Conference,
  { callId, clips }: Extract<ConferenceInput, { readonly input: "announced" }>,
): readonly ConferenceEffect[] {
  return members
    .filter((member) => callId === null || member.callId === callId)
    .map((member) => ({ effect: "tell", callId: member.callId, order: { order: "hear", clips } }));
}

/** Sends each participant its order, and the audio routing, where they differ from before. */
function settle(before: Conference, changing: Conference): ConferenceStep {
  const starts = changing.members.length > 1 && changing.members.some(({ seat }) => seat.starts);
  const hasStarted = changing.hasStarted || starts;
  const orders: ConferenceEffect[] = [];
  const members = changing.members.map((member) => {
    const told = doesNow(member, { hasStarted, isAlone: changing.members.length < 2 });
    if (told === member.told) return member;
    orders.push({ effect: "tell", callId: member.callId, order: orderOf(told, member) });
    return { ...member, told };
  });
  const recording = changing.recording ?? beginRecording(changing.recordWish, { hasStarted, members });
  const conference = knowing({ ...changing, hasStarted, members, recording });
  const newlyKnowing = conference.members.filter((one, nth) => one.knowsOfRecording && !members[nth]?.knowsOfRecording);
  const [was, is] = [tableOf(before), tableOf(conference)];
  const isSame = JSON.stringify(was) === JSON.stringify(is);
  return {
    conference,
    effects: [
      ...(hasStarted && !before.hasStarted ? [{ effect: "keep-start" } as const] : []),
      ...orders,
      ...(isSame ? [] : [{ effect: "hear", ...is } as const]),
      ...newlyKnowing.map(({ callId }): ConferenceEffect => {
        const order: ConferenceOrder = { order: "recorded", recordingId: recording?.id ?? "", clips: [NOTICE] };
        return { effect: "tell", callId, order };
      }),
    ],
  };
}

/** The recording begins with the conference, once a participant is present who may be recorded; later participants join it in its current state. */
function beginRecording(
  recordWish: Conference["recordWish"],
  { hasStarted, members }: Pick<Conference, "hasStarted" | "members">,
): MeetingRecording | null {
  const first = members.find(({ told, mayBeKept }) => told === "talk" && mayBeKept);
  if (recordWish === null || first === undefined || !hasStarted) return null;
  return { id: recordWish.recordingId, callId: first.callId, state: "goes-on" };
}

/** Marks participants who are recorded for the first time as informed. */
function knowing(conference: Conference): Conference {
  const held = new Set(recordedOf(conference)?.members.map(({ callId }) => callId));
  const members = conference.members.map((one) =>
    held.has(one.callId) && !one.knowsOfRecording ? { ...one, knowsOfRecording: true } : one,
  );
  return { ...conference, members };
}

/** The recorded participants: those who talk to all others, and who may be recorded. */
function recordedOf({ members, recording, recordWish, isOver }: Conference): RecordedMembers | null {
  if (isOver || recording === null || recording.state === "ended" || recordWish === null) return null;
  const held = members.filter(
    ({ told, mayBeKept, seat }) => told === "talk" && mayBeKept && !seat.isMuted && seat.coachedCallId === null,
  );
  return {
    recordingId: recording.id,
    callId: recording.callId,
    isPaused: recording.state === "paused",
    members: held.map(({ callId, legId }) => ({ callId, legId })),
    isTrimmed: recordWish.isTrimmed,
    told: recordWish.told ?? null,
  };
}

function doesNow(
  { isHeld }: Member,
  { hasStarted, isAlone }: { readonly hasStarted: boolean; readonly isAlone: boolean },
): "wait" | "hold" | "talk" {
  if (isHeld) return "hold";
  return hasStarted && !isAlone ? "talk" : "wait";
}

function orderOf(told: "wait" | "hold" | "talk", { heldWith }: Member): ConferenceOrder {
  if (told === "talk") return { order: "talk" };
  return { order: "wait", meanwhile: told === "hold" ? (heldWith ?? "music") : null };
}

/** The audio routing: those who talk hear each other; no participant hears a muted one, and only the coached participant hears a coach. */
export function tableOf(conference: Conference): {
  readonly legIds: readonly string[];
  readonly heard: readonly (readonly [string, string])[];
  readonly recorded: RecordedMembers | null;
} {
  const { members } = conference;
  const talking = members.filter(({ told }) => told === "talk");
  const isHeard = (from: Member, to: Member): boolean => {
    const { isMuted, coachedCallId } = from.seat;
    return from !== to && !isMuted && (coachedCallId === null || coachedCallId === to.callId);
  };
  return {
    recorded: recordedOf(conference),
    legIds: talking.map(({ legId }) => legId),
    heard: talking.flatMap((from) =>
      talking.filter((to) => isHeard(from, to)).map((to) => [from.legId, to.legId] as const),
    ),
  };
}
