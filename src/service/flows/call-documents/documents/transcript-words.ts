/** What somebody said in a call, which no document that the application answers later shall tell in the log. */
export interface TranscriptWords {
  /** Whether its caller was heard: from then on texts are anything that he may have said. */
  readonly isSpoken: boolean;
  /** What he said, word by word, and what a page wrote. */
  readonly words: readonly string[];
}

/** Nobody has said anything. */
export const EMPTY_TRANSCRIPT: TranscriptWords = { isSpoken: false, words: [] };

/** Fields that hold numbers of people, and those that hold what somebody entered. */
export const NUMBERS: ReadonlySet<string> = new Set(["From", "To", "Caller", "Called"]);
/** Those that hold what somebody entered. */
export const ENTERED: ReadonlySet<string> = new Set(["Digits", "SpeechResult"]);
/** Fields of which nobody but ourselves fills the values; whoever calls from a browser gives his own names, and may write anything into them. */
const OWN =
  /^(?:(?:Call|Account|Application|ParentCall)Sid|CallStatus|ApiVersion|Direction|Confidence|(?:Dial|Queue|Recording|Stream|Conference|Error|Message|Sms|Refer)[A-Za-z]*|CurrentQueueSize|AvgQueueTime)$/;

/** Shorter ones are no secret, and stand everywhere. */
export const WORD_MIN = 3;
/** Of what a caller said, words of so many letters by themselves. */
const SPOKEN_MIN = 4;
const WORDS_MAX = 100;
/** Of a word so many letters count. */
export const WORD_MAX = 1_024;
/** Of a call so many letters are remembered: the last ones. */
const LETTERS_MAX = 8_192;

/** Whether a field is one of the field's own, whose values are kept, masked where they are somebody's. */
export function isOwnField(name: string): boolean {
  return OWN.test(name) || NUMBERS.has(name) || ENTERED.has(name);
}

/** How long a text is, in its place. */
export function lengthOf(text: string): string {
  return `… (${Array.from(text.trim()).length})`;
}

/** What has been said in a call once a question with these fields was asked. */
export function collectTranscript(fields: Readonly<Record<string, string>>, before: TranscriptWords): TranscriptWords {
  const spoken = fields["SpeechResult"];
  const alone = (spoken ?? "").split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= SPOKEN_MIN);
  const written = Object.entries(fields).flatMap(([name, value]) => (isOwnField(name) ? [] : [value.trim()]));
  const all = [...before.words, ...(spoken === undefined ? [] : [spoken.trim()]), ...alone, ...written];
  const words = all.filter((word) => word.length >= WORD_MIN).map((word) => word.slice(0, WORD_MAX));
  // What is said again is as new as what is said for the first time.
  const lastFirst = [...new Set(words.toReversed())].slice(0, WORDS_MAX);
  return { isSpoken: before.isSpoken || spoken !== undefined, words: lastFirst.toReversed() };
}

/** The last words that are no longer together than what is remembered of a call. */
function lastOf(words: readonly string[]): readonly string[] {
  let letters = 0;
  const first = words.findLastIndex(({ length }) => {
    letters += length;
    return letters > LETTERS_MAX;
  });
  return words.slice(first + 1);
}

/** Calls of which it is remembered what was said; nearly all have said nothing. */
const CALLS_MAX = 5_000;
/** No call lasts so long; one that is over may be asked about for so long. */
const GOING_MS = 5 * 3_600_000;
const OVER_MS = 10 * 60_000;

interface Remembered {
  readonly said: TranscriptWords;
  readonly atMs: number;
}

/** Calls, whoever was asked about last at the end. */
function openCalls(keptMs: number) {
  const calls = new Map<string, Remembered>();
  return {
    calls,
    /** Forgets those that were not asked about for long, and the oldest of too many. */
    forget: (nowMs: number, most: number) => {
      for (const [oldest, { atMs }] of calls) {
        if (calls.size <= most && nowMs - atMs < keptMs) break;
        calls.delete(oldest);
      }
    },
  };
}

/** What was said in calls, as long as they go on and are among the last in which somebody said something. */
export function openCallTranscripts(): {
  /** What had been said before a question, which brings what it has itself. */
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
      // A message that came is no call, and nothing of it is kept.
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
