import type { DialledParty, DocumentSound, RepeatedSound, Verb } from "../../../telephony/calls/index.ts";
import { CLIENT_IDENTITY } from "../../../telephony/phones/index.ts";
import { type DocumentWarning, SCHEMA_WARNING } from "./document-fault.ts";
import { type AttributeReader, addressIn, attributesOf } from "./read-attributes.ts";
import { readConference } from "./read-conference.ts";
import type { DocumentElement } from "./read-element.ts";
import { readSpeechOptions } from "./read-speech.ts";
import { readRecordingCallback, readStatusCallback, toStatusCallbacks } from "./read-status-callbacks.ts";
import { readConnect, readStart, readStop } from "./read-streams.ts";
import { readText } from "./read-text.ts";

/** The parsed element: a verb or none, and its warnings. */
export interface ReadVerb {
  readonly verb: Verb | null;
  readonly warnings: readonly DocumentWarning[];
}

const SECOND_MS = 1_000;
/** Number of repetitions for an endless loop; no call lasts that long. */
const TIMES_MAX = 1_000;
/** Maximum length of a spoken text. */
const SPOKEN_MAX = 4_096;
const PAUSE_S_MAX = 600;
const DIGITS_MAX = 128;
const GATHER_WAIT_S = 5;
const RING_S = 30;
const RING_S_MAX = 600;
const TALK_S_MAX = 14_400;
const RECORD_S_MAX = 3_600;
const RECORD_SILENCE_S = 5;
const ANY_KEY = "1234567890*#";
/** Maximum number of parties that ring at once. */
const PARTIES_MAX = 10;

type VerbReader = (element: DocumentElement, base: string | null) => ReadVerb;

// Lookup tables by element name are maps, since an element name may equal a property of `Object.prototype`.
const READERS: ReadonlyMap<string, VerbReader> = new Map<string, VerbReader>([
  ["Say", readSound],
  ["Play", readSound],
  ["Pause", readSound],
  ["Gather", readGather],
  ["Dial", readDial],
  ["Enqueue", readEnqueue],
  ["Record", readRecord],
  ["Message", readText],
  ["Sms", readText],
  ["Refer", readRefer],
  ["Leave", (element, base) => read(element, attributesOf(element, base), { verb: "leave" })],
  ["Connect", readConnect],
  ["Start", readStart],
  ["Stop", readStop],
  ["Redirect", readRedirect],
  ["Reject", readReject],
  ["Hangup", (element, base) => read(element, attributesOf(element, base), { verb: "hang-up" })],
]);

/** Reads one verb of a document from `base`. */
export function readVerb(element: DocumentElement, base: string | null): ReadVerb {
  const reader = READERS.get(element.name);
  return reader === undefined ? { verb: null, warnings: [unknown(element)] } : reader(element, base);
}

function unknown({ name: verb }: DocumentElement): DocumentWarning {
  return { number: SCHEMA_WARNING, verb, attribute: null };
}

/** Builds a verb after its attributes are read; unknown child elements cause warnings. */
function read(element: DocumentElement, attributes: AttributeReader, verb: Verb | null, known?: Nouns): ReadVerb {
  const strange = known === undefined ? element.children.map(unknown) : known.warnings;
  const without = verb === null ? [unknown(element)] : [];
  return { verb, warnings: [...attributes.warnings(), ...strange, ...without] };
}

interface Nouns {
  readonly warnings: readonly DocumentWarning[];
}

function readSound(element: DocumentElement, base: string | null): ReadVerb {
  const { heard, warnings } = soundOf(element, base);
  return { verb: heard === null ? null : { verb: "sound", heard }, warnings };
}

/** Reads audio, either a separate verb or a prompt of a gather. */
function soundOf(
  element: DocumentElement,
  base: string | null,
): { readonly heard: RepeatedSound | null; readonly warnings: readonly DocumentWarning[] } {
  const attributes = attributesOf(element, base);
  const sound = READ_SOUND.get(element.name)?.(element, attributes, base) ?? null;
  const loop = element.name === "Pause" ? 1 : attributes.whole("loop", { min: 0, max: TIMES_MAX, otherwise: 1 });
  const without = sound === null ? [unknown(element)] : [];
  // SSML elements are ignored with a warning; their text is spoken.
  const inside = element.children.map(unknown);
  return {
    heard: sound === null ? null : { sound, times: loop === 0 ? TIMES_MAX : loop },
    warnings: [...attributes.warnings(), ...inside, ...without],
  };
}

type SoundReader = (element: DocumentElement, attributes: AttributeReader, base: string | null) => DocumentSound | null;

const readSay: SoundReader = ({ text }, attributes) => {
  const voice = attributes.text("voice") ?? "";
  const language = languageOf(attributes.text("language") ?? /[a-z]{2}-[A-Z]{2}/.exec(voice)?.[0] ?? "en");
  const said = text.replaceAll(/\s+/g, " ").trim().slice(0, SPOKEN_MAX);
  return said === "" ? null : { sound: "say", text: said, language };
};

const readPlay: SoundReader = ({ text }, attributes, base) => {
  const keys = attributes.text("digits");
  if (keys !== null) return /^[0-9A-D*#w]{1,64}$/.test(keys) ? { sound: "keys", keys } : null;
  const url = text.trim() === "" ? null : addressIn(text.trim(), base);
  return url === null ? null : { sound: "fetch", url };
};

const readPause: SoundReader = (_element, attributes) => {
  const seconds = attributes.whole("length", { min: 0, max: PAUSE_S_MAX, otherwise: 1 });
  return { sound: "pause", ms: seconds * SECOND_MS };
};

const READ_SOUND: ReadonlyMap<string, SoundReader> = new Map([
  ["Say", readSay],
  ["Play", readPlay],
  ["Pause", readPause],
]);

/** Indonesian and Malay tags use the Indonesian voice; all others use the English voice, Twilio's default. */
function languageOf(tag: string): "id" | "en" {
  return /^(?:id|in|ms)\b/i.test(tag) ? "id" : "en";
}

function readGather(element: DocumentElement, base: string | null): ReadVerb {
  const attributes = attributesOf(element, base);
  const parts = element.children.map((child) =>
    READ_SOUND.has(child.name) ? soundOf(child, base) : { heard: null, warnings: [unknown(child)] },
  );
  const endKeys = attributes.text("finishOnKey") ?? "#";
  const waitMs = attributes.whole("timeout", { min: 1, max: PAUSE_S_MAX, otherwise: GATHER_WAIT_S }) * SECOND_MS;
  const speech = readSpeechOptions(attributes, waitMs);
  const verb: Verb = {
    verb: "gather",
    prompts: parts.flatMap(({ heard }) => (heard === null ? [] : [heard])),
    digitsMax: attributes.whole("numDigits", { min: 1, max: DIGITS_MAX, otherwise: DIGITS_MAX }),
    endKey: /^[0-9*#]$/.test(endKeys) ? endKeys : null,
    waitMs,
    action: attributes.hook("action", "method"),
    asksWhenEmpty: attributes.flag("actionOnEmptyResult", false),
    ...(speech === null ? {} : { speech }),
  };
  return read(element, attributes, verb, { warnings: parts.flatMap(({ warnings }) => warnings) });
}

/** Parsers of dialled parties, by noun element. */
const PARTY_OF: ReadonlyMap<string, (text: string) => DialledParty | null> = new Map([
  ["Number", numberOf],
  ["Sip", phoneOf],
  ["Client", clientOf],
]);

/** Child element that may contain the address, next to parameters. */
const NAMED_BY: Readonly<Record<string, string>> = { Client: "Identity", Sip: "Uri" };

/** Reads the dialled party of a noun, and its unknown child elements. */
function namedIn(noun: DocumentElement): {
  readonly party: DialledParty | null;
  readonly strange: readonly DocumentElement[];
} {
  const name = noun.children.find((child) => child.name === NAMED_BY[noun.name]);
  const party = PARTY_OF.get(noun.name)?.((name ?? noun).text.trim()) ?? null;
  return { party, strange: noun.children.filter((child) => child !== name) };
}

function phoneOf(text: string): DialledParty | null {
  const [, user] = /^sips?:([^@;?]+)(?:@.*)?$/i.exec(text) ?? [];
  return user === undefined ? null : { number: user, isInHouse: true };
}

/** An internal phone for an identity of digits, otherwise a browser client by its identity. */
function clientOf(text: string): DialledParty | null {
  const name = text.replace(/^client:/, "");
  if (!CLIENT_IDENTITY.test(name)) return null;
  return { number: /^\d+$/.test(name) ? name : `client:${name}`, isInHouse: true };
}

function numberOf(text: string): DialledParty | null {
  const number = text.replaceAll(/[\s().-]/g, "");
  return /^\+?[0-9*#]{1,20}$/.test(number) ? { number, isInHouse: false } : null;
}

function readDial(element: DocumentElement, base: string | null): ReadVerb {
  const attributes = attributesOf(element, base);
  const room = element.children.find(({ name }) => name === "Conference");
  if (room !== undefined) return readConferring(element, attributes, { room, base });
  const queue = element.children.find(({ name }) => name === "Queue");
  if (queue !== undefined) return readTaking(element, attributes, queue);
  const recorded = readRecordingCallback(attributes);
  const nouns = element.children.map((child) => {
    const { party, strange } = namedIn(child);
    if (party === null) return { party, warnings: [unknown(child)] };
    const own = attributesOf(child, base);
    const wish = toStatusCallbacks({ ...readStatusCallback(own), ...recorded });
    return { party: { ...party, ...wish }, warnings: [...own.warnings(), ...strange.map(unknown)] };
  });
  const number = element.children.length === 0 ? numberOf(element.text.trim()) : null;
  const bare = number === null ? null : { ...number, ...toStatusCallbacks(recorded) };
  const parties = [bare, ...nouns.map(({ party }) => party)].filter((party) => party !== null).slice(0, PARTIES_MAX);
  const verb: Verb = {
    verb: "dial",
    parties,
    ringMs: attributes.whole("timeout", { min: 1, max: RING_S_MAX, otherwise: RING_S }) * SECOND_MS,
    ...talkOf(attributes),
  };
  // A dial without a valid party fails, and its action URL is requested.
  const nobody = parties.length === 0 ? [unknown(element)] : [];
  return read(element, attributes, verb, { warnings: [...nobody, ...nouns.flatMap(({ warnings }) => warnings)] });
}

/** Reads the time limit and the action of a dial. */
function talkOf(attributes: AttributeReader) {
  const talkS = attributes.whole("timeLimit", { min: 1, max: TALK_S_MAX, otherwise: 0 });
  return {
    talkMs: talkS === 0 ? null : talkS * SECOND_MS,
    endsOnStar: attributes.flag("hangupOnStar", false),
    action: attributes.hook("action", "method"),
  };
}

/** A conference is the only noun of a dial; others are ignored with a warning. */
function readConferring(
  element: DocumentElement,
  attributes: AttributeReader,
  { room, base }: { readonly room: DocumentElement; readonly base: string | null },
): ReadVerb {
  const { conference, warnings } = readConference(room, base);
  const verb: Verb | null = conference === null ? null : { verb: "confer", ...conference, ...talkOf(attributes) };
  // A conference rings no phone, so `timeout` has no effect.
  attributes.text("timeout");
  const others = element.children.filter((child) => child !== room).map(unknown);
  return read(element, attributes, verb, { warnings: [...warnings, ...others] });
}

/** The next caller of a queue is the only noun of a dial as well. */
function readTaking(element: DocumentElement, attributes: AttributeReader, noun: DocumentElement): ReadVerb {
  const queue = noun.text.trim();
  const strange = Object.keys(noun.attributes).map((attribute) => ({ ...unknown(noun), attribute }));
  const ringMs = attributes.whole("timeout", { min: 1, max: RING_S_MAX, otherwise: RING_S }) * SECOND_MS;
  const verb: Verb | null = queue === "" ? null : { verb: "take", queue, queueId: null, ringMs, ...talkOf(attributes) };
  const others = element.children.filter((child) => child !== noun).map(unknown);
  return read(element, attributes, verb, { warnings: [...strange, ...others] });
}

function readEnqueue(element: DocumentElement, base: string | null): ReadVerb {
  const attributes = attributesOf(element, base);
  const queue = element.text.trim();
  const action = attributes.hook("action", "method");
  const wait = attributes.hook("waitUrl", "waitUrlMethod");
  return read(element, attributes, queue === "" ? null : { verb: "enqueue", queue, queueId: null, wait, action });
}

/** Only the user part of the SIP URI counts; the switch decides on the target host. */
function readRefer(element: DocumentElement, base: string | null): ReadVerb {
  const attributes = attributesOf(element, base);
  const noun = element.children.find(({ name }) => name === "Sip");
  const party = noun === undefined ? null : phoneOf(noun.text.trim());
  const number = party === null ? null : (numberOf(party.number)?.number ?? null);
  const action = attributes.hook("action", "method");
  const others = element.children.filter((child) => child !== noun).map(unknown);
  const strange = Object.keys(noun?.attributes ?? {}).map((attribute) => ({
    number: SCHEMA_WARNING,
    verb: "Sip",
    attribute,
  }));
  const verb: Verb | null = number === null ? null : { verb: "refer", number, action };
  return read(element, attributes, verb, { warnings: [...others, ...strange] });
}

function readRecord(element: DocumentElement, base: string | null): ReadVerb {
  const attributes = attributesOf(element, base);
  const endKeys = attributes.text("finishOnKey") ?? ANY_KEY;
  return read(element, attributes, {
    verb: "record",
    secondsMax: attributes.whole("maxLength", { min: 1, max: RECORD_S_MAX, otherwise: RECORD_S_MAX }),
    silenceMs: attributes.whole("timeout", { min: 1, max: PAUSE_S_MAX, otherwise: RECORD_SILENCE_S }) * SECOND_MS,
    endKeys: /^[0-9*#]*$/.test(endKeys) ? endKeys : "",
    hasBeep: attributes.flag("playBeep", true),
    action: attributes.hook("action", "method"),
    ...toStatusCallbacks(readRecordingCallback(attributes)),
  });
}

function readRedirect(element: DocumentElement, base: string | null): ReadVerb {
  const attributes = attributesOf(element, base);
  const method = attributes.text("method")?.toUpperCase() === "GET" ? "GET" : "POST";
  // Without a URL, the redirect leads to the document's own URL.
  const url = element.text.trim() === "" ? base : addressIn(element.text.trim(), base);
  return read(element, attributes, url === null ? null : { verb: "redirect", to: { url, method } });
}

function readReject(element: DocumentElement, base: string | null): ReadVerb {
  const attributes = attributesOf(element, base);
  const reason = attributes.choice("reason", ["rejected", "busy"], "rejected");
  return read(element, attributes, { verb: "reject", reason });
}
