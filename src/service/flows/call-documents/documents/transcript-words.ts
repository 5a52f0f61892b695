/** Words of a call's caller, which the log of later documents must not contain. */
export interface TranscriptWords {
  /** Whether speech was recognised in the call: from then on any text may contain the caller's words. */
  readonly isSpoken: boolean;
  /** Spoken words, and texts entered on a web page. */
  readonly words: readonly string[];
}

/** The empty transcript. */
export const EMPTY_TRANSCRIPT: TranscriptWords = { isSpoken: false, words: [] };

/** Fields with telephone numbers. */
export const NUMBERS: ReadonlySet<string> = new Set(["From", "To", "Caller", "Called"]);
/** Fields with input of the caller. */
export const ENTERED: ReadonlySet<string> = new Set(["Digits", "SpeechResult"]);
/** Fields whose values Sambung sets itself; browser clients choose their own parameter names and values. */
const OWN =
  /^(?:(?:Call|Account|Application|ParentCall)Sid|CallStatus|ApiVersion|Direction|Confidence|(?:Dial|Queue|Recording|Stream|Conference|Error|Message|Sms|Refer)[A-Za-z]*|CurrentQueueSize|AvgQueueTime)$/;

/** Shorter words are not secret and too frequent to mask. */
export const WORD_MIN = 3;
/** Minimum length of a spoken word that is masked on its own. */
const SPOKEN_MIN = 4;
const WORDS_MAX = 100;
/** Maximum number of characters compared per word. */
export const WORD_MAX = 1_024;
/** Maximum number of characters remembered per call, the latest ones. */
const LETTERS_MAX = 8_192;

/** Tests whether a field is a standard webhook field, whose values are stored, masked if personal. */
export function isOwnField(name: string): boolean {
  return OWN.test(name) || NUMBERS.has(name) || ENTERED.has(name);
}

/** Replaces a text by its length. */
export function lengthOf(text: string): string {
  return `… (${Array.from(text.trim()).length})`;
}

/** Transcript of a call after a webhook request with these fields. */
export function collectTranscript(fields: Readonly<Record<string, string>>, before: TranscriptWords): TranscriptWords {
  const spoken = fields["SpeechResult"];
  const alone = (spoken ?? "").split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= SPOKEN_MIN);
  const written = Object.entries(fields).flatMap(([name, value]) => (isOwnField(name) ? [] : [value.trim()]));
  const all = [...before.words, ...(spoken === undefined ? [] : [spoken.trim()]), ...alone, ...written];
  const words = all.filter((word) => word.length >= WORD_MIN).map((word) => word.slice(0, WORD_MAX));
  // Repeated words count as recent.
  const lastFirst = [...new Set(words.toReversed())].slice(0, WORDS_MAX);
  return { isSpoken: before.isSpoken || spoken !== undefined, words: lastFirst.toReversed() };
}

/** The latest words within the maximum total length. */
function lastOf(words: readonly string[]): readonly string[] {
  let letters = 0;
  const first = words.findLastIndex(({ length }) => {
    letters += length;
    return letters > LETTERS_MAX;
  });
  return words.slice(first + 1);
}

/** Maximum number of calls with a remembered transcript; most calls have none. */
const CALLS_MAX = 5_000;
/** Retention of an active call's transcript, longer than any call, and of an ended call's. */
const GOING_MS = 5 * 3_600_000;
const OVER_MS = 10 * 60_000;

interface Remembered {
  readonly said: TranscriptWords;
  readonly atMs: number;
}

/** Transcripts by call, in the order of their last use. */
function openCalls(keptMs: number) {
  const calls = new Map<string, Remembered>();
  return {
    calls,
    /** Evicts calls not used for long, and the least recently used ones beyond the maximum. */
    forget: (nowMs: number, most: number) => {
      for (const [oldest, { atMs }] of calls) {
        if (calls.size <= most && nowMs - atMs < keptMs) break;
        calls.delete(oldest);
      }
    },
  };
}

/** Opens the transcripts of calls, stored during the call within the maximum number of calls. */
export function openCallTranscripts(): {
  /** The transcript before a webhook request; the request's own fields are added to it. */
  before(asked: {
    readonly callId: string;
    readonly kind: string;
    readonly atMs: number;
    readonly fields: Readonly<Record<string, string>>;
  }): TranscriptWords;
} {
  const [going, over] = [openCalls(GOING_MS), openCalls(OVER_MS)];
  return {
    before: ({ callId, kind, atMs, fields }) => {
      going.forget(atMs, CALLS_MAX);
      over.forget(atMs, CALLS_MAX);
      const known = over.calls.get(callId) ?? going.calls.get(callId);
      const before = known?.said ?? EMPTY_TRANSCRIPT;
      // An inbound message is no call; nothing of it is remembered.
      const said = kind === "sms" ? before : collectTranscript(fields, before);
      if (said.isSpoken || said.words.length > 0) {
        const isOver = over.calls.delete(callId) || fields["CallStatus"] === "completed";
        going.calls.delete(callId);
        (isOver ? over : going).calls.set(callId, { said: { ...said, words: lastOf(said.words) }, atMs });
        going.forget(atMs, CALLS_MAX);
      }
      return before;
    },
  };
}
