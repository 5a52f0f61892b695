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

/** What an element came to: a verb or none, and what was passed over in it. */
export interface ReadVerb {
  readonly verb: Verb | null;
  readonly warnings: readonly DocumentWarning[];
}

const SECOND_MS = 1_000;
/** What is repeated without an end is so often; a call does not last as long. */
const TIMES_MAX = 1_000;
/** Characters of a text that is spoken at the most. */
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
/** Parties that ring at once at the most. */
const PARTIES_MAX = 10;

type VerbReader = (element: DocumentElement, base: string | null) => ReadVerb;

// Tables of elements are maps: an element may have any name, also one that every object knows.
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

/** Reads one verb of a document that came from `base`. */
export function readVerb(element: DocumentElement, base: string | null): ReadVerb {
  const reader = READERS.get(element.name);
  return reader === undefined ? { verb: null, warnings: [unknown(element)] } : reader(element, base);
}

function unknown({ name: verb }: DocumentElement): DocumentWarning {
  return { number: SCHEMA_WARNING, verb, attribute: null };
}

/** A verb whose attributes are read: whatever stands in it that nobody knows is warned of. */
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

/** Something that is heard, by itself or while keys are waited for. */
function soundOf(
  element: DocumentElement,
  base: string | null,
): { readonly heard: RepeatedSound | null; readonly warnings: readonly DocumentWarning[] } {
  const attributes = attributesOf(element, base);
  const sound = READ_SOUND.get(element.name)?.(element, attributes, base) ?? null;
  const loop = element.name === "Pause" ? 1 : attributes.whole("loop", { min: 0, max: TIMES_MAX, otherwise: 1 });
  const without = sound === null ? [unknown(element)] : [];
  // Marks of speech say how something is said, and their text is said without them.
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

/** Indonesian is spoken as such, everything else by the English voice, which is the field's usual one. */
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

/** What is dialled, by what it is written in; what else may stand there is not known here. */
const PARTY_OF: ReadonlyMap<string, (text: string) => DialledParty | null> = new Map([
  ["Number", numberOf],
  ["Sip", phoneOf],
  ["Client", clientOf],
]);

/** What may name who is dialled within the noun, beside other things that are told of him. */
const NAMED_BY: Readonly<Record<string, string>> = { Client: "Identity", Sip: "Uri" };

/** Who is dialled by a noun, and what stands in it that nobody knows. */
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

/** A phone of the house by its digits, else a browser by the name that its token gives it. */
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
  // Whom nobody can be made out is a call that fails, which the application is told.
  const nobody = parties.length === 0 ? [unknown(element)] : [];
  return read(element, attributes, verb, { warnings: [...nobody, ...nouns.flatMap(({ warnings }) => warnings)] });
}

/** How long whoever is dialled may talk, and what comes after it. */
function talkOf(attributes: AttributeReader) {
  const talkS = attributes.whole("timeLimit", { min: 1, max: TALK_S_MAX, otherwise: 0 });
  return {
    talkMs: talkS === 0 ? null : talkS * SECOND_MS,
    endsOnStar: attributes.flag("hangupOnStar", false),
    action: attributes.hook("action", "method"),
  };
}

/** A conference is dialled alone: who stands beside it is passed over. */
function readConferring(
  element: DocumentElement,
  attributes: AttributeReader,
  { room, base }: { readonly room: DocumentElement; readonly base: string | null },
): ReadVerb {
  const { conference, warnings } = readConference(room, base);
  const verb: Verb | null = conference === null ? null : { verb: "confer", ...conference, ...talkOf(attributes) };
  // It rings nobody.
  attributes.text("timeout");
  const others = element.children.filter((child) => child !== room).map(unknown);
  return read(element, attributes, verb, { warnings: [...warnings, ...others] });
}

/** The first one who waits in a queue is dialled alone as well. */
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

/** Of the address whom to call alone counts: where that is, is our affair. */
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
  // Without an address it leads to where its document came from.
  const url = element.text.trim() === "" ? base : addressIn(element.text.trim(), base);
  return read(element, attributes, url === null ? null : { verb: "redirect", to: { url, method } });
}

function readReject(element: DocumentElement, base: string | null): ReadVerb {
  const attributes = attributesOf(element, base);
  const reason = attributes.choice("reason", ["rejected", "busy"], "rejected");
  return read(element, attributes, { verb: "reject", reason });
}
