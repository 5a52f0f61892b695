/** What somebody said in a call, which no document that the application answers later shall tell in the log. */
export interface SaidWords {
  /** Whether its caller was heard: from then on texts are anything that he may have said. */
  readonly isSpoken: boolean;
  /** What he said, word by word, and what a page wrote. */
  readonly words: readonly string[];
}

/** Nobody has said anything. */
export const NOTHING_SAID: SaidWords = { isSpoken: false, words: [] };

/** Fields that hold numbers of people, and those that hold what somebody entered. */
export const NUMBERS: ReadonlySet<string> = new Set(["From", "To", "Caller", "Called"]);
/** Those that hold what somebody entered. */
export const ENTERED: ReadonlySet<string> = new Set(["Digits", "SpeechResult"]);
/** Fields of which nobody but ourselves fills the values; whoever calls from a browser gives his own names, and may write anything into them. */
const OWN =
  /^(?:(?:Call|Account|Application|ParentCall)Sid|CallStatus|ApiVersion|Direction|Confidence|(?:Dial|Queue|Recording|Stream|Conference|Error|Message|Sms|Refer)[A-Za-z]*)$/;

/** Shorter ones are no secret, and stand everywhere. */
const WORD_MIN = 3;
/** Of what a caller said, words of so many letters by themselves. */
const SPOKEN_MIN = 4;
const WORDS_MAX = 100;
const WORD_MAX = 1_024;
/** Of an answer so much is looked at, of which far less is kept. */
const LOOKED_MAX = 4 * 4_096;
/** One that is cut off there may be written so long. */
const WRITTEN_MAX = 3 * WORD_MAX;

/** Whether a field is one of the field's own, whose values are kept, masked where they are somebody's. */
export function isOwnField(name: string): boolean {
  return OWN.test(name) || NUMBERS.has(name) || ENTERED.has(name);
}

/** How long a text is, in its place. */
export function lengthOf(text: string): string {
  return `… (${Array.from(text.trim()).length})`;
}

/** What has been said in a call once a question with these fields was asked. */
export function saidIn(fields: Readonly<Record<string, string>>, before: SaidWords): SaidWords {
  const spoken = fields["SpeechResult"];
  const alone = (spoken ?? "").split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= SPOKEN_MIN);
  const written = Object.entries(fields).flatMap(([name, value]) => (isOwnField(name) ? [] : [value.trim()]));
  const all = [...before.words, ...(spoken === undefined ? [] : [spoken.trim()]), ...alone, ...written];
  const words = all.filter((word) => word.length >= WORD_MIN).map((word) => word.slice(0, WORD_MAX));
  return { isSpoken: before.isSpoken || spoken !== undefined, words: [...new Set(words)].slice(-WORDS_MAX) };
}

/** The beginning of an answer without what was said, however an answer may write it: as it is, as XML, or in an address. */
export function withoutSaid(answer: string, words: readonly string[]): string {
  if (words.length === 0) return answer;
  const forms = words.flatMap((word) => [word, asXml(word), encodeURIComponent(word.toWellFormed()), asForm(word)]);
  const longestFirst = [...new Set(forms)].toSorted((one, other) => other.length - one.length);
  // Names of elements and attributes stay: what a document does is to be seen.
  const said = new RegExp(
    `(?<!</?[\\w:.-]*)(?:${longestFirst.map(literal).join("|")})(?![\\w:.-]*\\s*=\\s*["'])`,
    "gi",
  );
  const looked = answer.slice(0, LOOKED_MAX).replaceAll(said, (word) => lengthOf(word));
  return answer.length > LOOKED_MAX ? looked.slice(0, -WRITTEN_MAX) : looked;
}

const asForm = (word: string): string => new URLSearchParams([["", word]]).toString().slice(1);

const XML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
const asXml = (word: string): string => word.replaceAll(/[&<>"']/g, (letter) => XML[letter] ?? letter);

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);

/** Calls of which it is remembered what was said; nearly all have said nothing. */
const CALLS_MAX = 5_000;

/** What was said in calls, as long as they are among the last in which somebody said something. */
export function openSaidInCalls(): {
  /** What had been said before a question, which brings what it has itself. */
  before(asked: {
    readonly callId: string;
    readonly kind: string;
    readonly fields: Readonly<Record<string, string>>;
  }): SaidWords;
} {
  const calls = new Map<string, SaidWords>();
  return {
    before: ({ callId, kind, fields }) => {
      const before = calls.get(callId) ?? NOTHING_SAID;
      // A message that came is no call, and nothing of it is kept.
      const said = kind === "sms" ? before : saidIn(fields, before);
      if (said.isSpoken || said.words.length > 0) {
        calls.delete(callId);
        calls.set(callId, said);
        for (const oldest of calls.keys()) {
          if (calls.size <= CALLS_MAX) break;
          calls.delete(oldest);
        }
      }
      return before;
    },
  };
}
