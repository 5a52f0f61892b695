import { maskedDigits, maskedField } from "../../flows/call-documents/index.ts";
import type { RequestLogEntry } from "../twilio-api/index.ts";

/** Fields that choose, count or say when: what looks like that is nobody's. */
const PLAIN = new Set([
  ...["PageSize", "Page", "PageToken", "Timeout", "TimeLimit", "ValidityPeriod", "Status", "Method", "FallbackMethod"],
  ...["VoiceMethod", "VoiceFallbackMethod", "SmsMethod", "SmsFallbackMethod", "StatusCallbackMethod", "AnnounceMethod"],
  ...["WaitMethod", "HoldMethod", "RecordingStatusCallbackMethod", "ConferenceStatusCallbackMethod"],
  ...["StatusCallbackEvent", "RecordingStatusCallbackEvent", "ConferenceStatusCallbackEvent"],
  ...["Record", "RecordingChannels", "RecordingTrack", "ConferenceRecord", "Track", "Trim", "Beep", "MaxParticipants"],
  ...["Muted", "Hold", "Coaching", "EarlyMedia", "StartConferenceOnEnter", "EndConferenceOnExit", "PauseBehavior"],
  ...["SendAt", "ScheduleType", "MessageIntent", "SmartEncoded", "SendAsMms", "ShortenUrls", "ProvideFeedback"],
  ...["StartTime", "StartTime<", "StartTime>", "EndTime", "EndTime<", "EndTime>", "DateSent", "DateSent<", "DateSent>"],
  ...["DateCreated", "DateCreated<", "DateCreated>", "DateUpdated", "DateUpdated<", "DateUpdated>"],
  // Of our own interface.
  ...[
    "limit",
    "after",
    "state",
    "category",
    "per",
    "until",
    "ringSeconds",
    "talkSecondsMax",
    "record",
    "unlessAnswered",
  ],
  ...["beganFrom", "beganUntil", "endedFrom", "endedUntil", "createdFrom", "createdUntil", "sendAt", "validMinutes"],
  ...["instructions.method", "instructions.fallbackMethod", "statusCallback.method", "statusCallback.events"],
  ...["recordingCallback.method", "recordingCallback.events", "voiceMethod", "statusMethod", "smsMethod", "method"],
  ...["smsFallbackMethod", "fallbackMethod", "muted", "held", "startsConference", "endsConference", "beep", "plain"],
  ...["participantsMax", "waitMethod", "holdMethod", "announceMethod", "coaching", "holds", "toExtension"],
]);
/** Our own ids, which are nobody's. */
const OWN_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PLAIN_VALUE = /^[\w :+.,-]{0,120}$/;
/** Fields by which programs name what is theirs. */
const NAMES = /^(?:FriendlyName|Label|Name|Parameter\d{1,2}\.Name|name|label)$/;
const NUMBERS = new Set(["From", "To", "PhoneNumber", "from", "to"]);
/** What a number, an address of a telephone or the name of a sender looks like. */
const NUMBER_VALUE = /^(?:(?:sips?|client|conference):[^\s"'<>]{1,120}|[\d +().-]{1,40}|[\w .-]{1,11})$/;
const ENTERED = new Set(["SendDigits", "sendDigits"]);
const WRITTEN = new Set(["Body", "Twiml", "text", "instructions.document"]);
/** A code of a call centre, which is nobody's number. */
const CODE = /^\+?\d{3,8}$/;
const SID = /^[A-Z]{2}[0-9a-f]{32}$/;
const ADDRESS = /(?:Url|Callback|(?:^|\.)url)$/;
const ADDRESS_VALUE = /^(?:https?|wss?):\/\//i;
/** What a field's name looks like; what does not could be anything. */
const FIELD_NAME = /^[A-Za-z]{1,40}[0-9]{0,2}(?:\.[A-Za-z]{1,20}){0,2}[<>]?$/;
const VERB = /<([A-Za-z]{1,30})(?=[\s/>])/g;
const VERBS_MAX = 40;
const NAME_MAX = 60;
const VALUE_MAX = 1_000;

/** What a request brought, without what could be somebody's: of a field that is not known to be harmless its length alone is kept. */
export function redactRequest(request: RequestLogEntry): RequestLogEntry {
  const params = Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [
      shownName(name, value).slice(0, NAME_MAX).toWellFormed(),
      masked(name, value.replaceAll("\u0000", "")).slice(0, VALUE_MAX).toWellFormed(),
    ]),
  );
  return { ...request, params };
}

/** What stands in an address without a value comes as a name: of one that is none of ours no more than a misspelt word is kept. */
function shownName(name: string, value: string): string {
  const isKnown = [PLAIN, NUMBERS, ENTERED, WRITTEN].some((those) => those.has(name)) || NAMES.test(name);
  const isField = FIELD_NAME.test(name) && (value !== "" || ADDRESS.test(name));
  return isKnown || isField ? name : lengthOf(name);
}

function masked(name: string, value: string): string {
  // Cut first: nobody waits for a long text to be masked.
  const begun = value.slice(0, VALUE_MAX);
  if (value === "" || SID.test(value) || OWN_ID.test(value)) return value;
  if (PLAIN.has(name)) return PLAIN_VALUE.test(value) ? value : lengthOf(value);
  if (ADDRESS.test(name)) return ADDRESS_VALUE.test(value) ? maskedDigits(maskedField("Url", begun)) : lengthOf(value);
  if (NUMBERS.has(name)) return NUMBER_VALUE.test(value) ? maskedNumber(name, value) : lengthOf(value);
  if (ENTERED.has(name)) return maskedField("Digits", begun);
  if (NAMES.test(name)) return maskedDigits(begun);
  // What is said to people is theirs; which verbs say it is the program's.
  if (name === "Twiml" || name === "instructions.document") return `${verbsOf(begun)} ${lengthOf(value)}`.trim();
  return lengthOf(value);
}

function maskedNumber(name: string, value: string): string {
  if (name.toLowerCase() === "from" && CODE.test(value)) return value;
  // Whoever writes a password into an address of a telephone is refused, and it is not kept.
  const bare = value.replace(/^(\w+:)(?:([^:@]*):[^@]*@)?([^?;]*)[\s\S]*$/, (_all, scheme, user, rest) =>
    user === undefined ? `${scheme}${rest}` : `${scheme}${user}@${rest}`,
  );
  return maskedField("To", bare);
}

const verbsOf = (document: string): string =>
  [...document.matchAll(VERB)]
    .slice(0, VERBS_MAX)
    .map(([, verb]) => `<${verb}>`)
    .join("");

/** How long it is says what a program did. */
const lengthOf = (text: string): string => `… (${[...text].length})`;
