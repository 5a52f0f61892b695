import { energyOf, FRAME_SAMPLES } from "../../protocols/audio/index.ts";

/**
 * One side of a simulated conversation. It either plays a turn of its script or listens; it listens until the other side has spoken and is
 * quiet again, or up to a limit. Times are milliseconds of a monotonic clock.
 */
export interface Conversation {
  /** The current or next turn. */
  readonly turn: number;
  /** Number of played samples of the turn; null while listening. */
  readonly playedSamples: number | null;
  readonly listensSinceMs: number;
  /** The turn starts at this time if the other side stays silent. */
  readonly silentUntilMs: number;
  /** Duration of the other side's speech since listening began. */
  readonly speechMs: number;
  readonly lastSpeechMs: number;
}

/** The next 20 ms to send. */
export interface SpokenFrame {
  readonly conversation: Conversation;
  /** Null for silence. */
  readonly frame: Int16Array | null;
  /** The script has ended, and the other side had time to say goodbye. */
  readonly isOver: boolean;
}

const FRAME_MS = 20;
/** Minimum mean square of speech, 41 dB below full scale: above microphone noise, below a quiet voice. */
const SPEECH_MEAN_SQUARE_MIN = 300 ** 2;
/** Shorter sounds do not count as a turn of the other side. */
const SPEECH_MS_MIN = 240;
/** Speakers pause shorter than this within a turn. */
const PAUSE_MS = 700;
const SILENCE_MS_MAX = 6_000;
/** Continuous noise does not block the conversation. */
const LISTEN_MS_MAX = 20_000;
const GOODBYE_MS = 1_500;

/** Starts a conversation in the listening state; the first turn starts after `firstMs` of silence at the latest. */
export function beginConversation(nowMs: number, firstMs: number = SILENCE_MS_MAX): Conversation {
  return listening({ turn: 0, nowMs, silentMs: firstMs });
}

function listening({
  turn,
  nowMs,
  silentMs,
}: {
  readonly turn: number;
  readonly nowMs: number;
  readonly silentMs: number;
}): Conversation {
  return {
    turn,
    playedSamples: null,
    listensSinceMs: nowMs,
    silentUntilMs: nowMs + silentMs,
    speechMs: 0,
    lastSpeechMs: nowMs,
  };
}

/** Whether a frame of received sound is speech. */
export function isSpeech(samples: Int16Array): boolean {
  return samples.length > 0 && energyOf(samples) >= SPEECH_MEAN_SQUARE_MIN * samples.length;
}

/** Processes 20 ms of the other side's speech; ignored during a turn of its own side. */
export function listen(conversation: Conversation, nowMs: number): Conversation {
  if (conversation.playedSamples !== null) return conversation;
  return { ...conversation, speechMs: conversation.speechMs + FRAME_MS, lastSpeechMs: nowMs };
}

/** The next 20 ms of a script at 8,000 samples a second. */
export function speak(conversation: Conversation, script: readonly Int16Array[], nowMs: number): SpokenFrame {
  const { turn, playedSamples } = conversation;
  const words = script[turn];
  if (words === undefined) {
    const isOver = nowMs - conversation.listensSinceMs >= GOODBYE_MS && !isTalkedTo(conversation, nowMs);
    return { conversation, frame: null, isOver };
  }
  if (playedSamples === null && !mayBegin(conversation, nowMs)) return { conversation, frame: null, isOver: false };
  const from = playedSamples ?? 0;
  const frame = new Int16Array(FRAME_SAMPLES);
  frame.set(words.subarray(from, from + FRAME_SAMPLES));
  const next = from + FRAME_SAMPLES;
  const after: Conversation =
    next < words.length
      ? { ...conversation, playedSamples: next }
      : listening({ turn: turn + 1, nowMs, silentMs: SILENCE_MS_MAX });
  return { conversation: after, frame, isOver: false };
}

function mayBegin(conversation: Conversation, nowMs: number): boolean {
  const { speechMs, listensSinceMs, silentUntilMs } = conversation;
  if (nowMs - listensSinceMs >= LISTEN_MS_MAX) return true;
  if (isTalkedTo(conversation, nowMs)) return false;
  return speechMs >= SPEECH_MS_MIN || nowMs >= silentUntilMs;
}

/** Whether the other side speaks, or pauses within its turn. */
function isTalkedTo({ speechMs, lastSpeechMs, listensSinceMs }: Conversation, nowMs: number): boolean {
  return speechMs > 0 && nowMs - lastSpeechMs < PAUSE_MS && nowMs - listensSinceMs < LISTEN_MS_MAX;
}
