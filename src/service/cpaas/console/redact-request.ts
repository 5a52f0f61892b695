import { maskedDigits, maskedField } from "../../flows/call-documents/index.ts";
import type { RequestLogEntry } from "../twilio-api/index.ts";

/** Fields with an option, a count or a time: values that match `PLAIN_VALUE` contain no personal data. */
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
  // Fields of the native API.
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
/** Internal ids (UUIDs), which contain no personal data. */
const OWN_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PLAIN_VALUE = /^[\w :+.,-]{0,120}$/;
/** Fields with names that API clients give to their resources. */
const NAMES = /^(?:FriendlyName|Label|Name|Parameter\d{1,2}\.Name|name|label)$/;
const NUMBERS = new Set(["From", "To", "PhoneNumber", "from", "to"]);
/** Pattern of a telephone number, a SIP or client address, or an alphanumeric sender ID. */
const NUMBER_VALUE = /^(?:(?:sips?|client|conference):[^\s"'<>]{1,120}|[\d +().-]{1,40}|[\w .-]{1,11})$/;
const ENTERED = new Set(["SendDigits", "sendDigits"]);
const WRITTEN = new Set(["Body", "Twiml", "text", "instructions.document"]);
/** A short code of the call centre, which is no subscriber's number. */
const CODE = /^\+?\d{3,8}$/;
const SID = /^[A-Z]{2}[0-9a-f]{32}$/;
const ADDRESS = /(?:Url|Callback|(?:^|\.)url)$/;
const ADDRESS_VALUE = /^(?:https?|wss?):\/\//i;
/** Pattern of a field name; other names may contain any text. */
const FIELD_NAME = /^[A-Za-z]{1,40}[0-9]{0,2}(?:\.[A-Za-z]{1,20}){0,2}[<>]?$/;
const VERB = /<([A-Za-z]{1,30})(?=[\s/>])/g;
const VERBS_MAX = 40;
const NAME_MAX = 60;
const VALUE_MAX = 1_000;

/** Removes personal data from a logged request; a field that is not known to be harmless keeps only its length. */
export function redactRequest(request: RequestLogEntry): RequestLogEntry {
  const params = Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [
      shownName(name, value).slice(0, NAME_MAX).toWellFormed(),
      masked(name, value.replaceAll("\u0000", "")).slice(0, VALUE_MAX).toWellFormed(),
    ]),
  );
  return { ...request, params };
}

/**
 * A URL parameter without a value arrives as a name. An unknown name is kept only if it has the form of a field name,
 * such as a misspelt one.
 */
function shownName(name: string, value: string): string {
  const isKnown = [PLAIN, NUMBERS, ENTERED, WRITTEN].some((those) => those.has(name)) || NAMES.test(name);
  const isField = FIELD_NAME.test(name) && (value !== "" || ADDRESS.test(name));
  return isKnown || isField ? name : lengthOf(name);
}

function masked(name: string, value: string): string {
  // Truncates first, so that long texts are not masked in full.
  const begun = value.slice(0, VALUE_MAX);
  if (value === "" || SID.test(value) || OWN_ID.test(value)) return value;
  if (PLAIN.has(name)) return PLAIN_VALUE.test(value) ? value : lengthOf(value);
  if (ADDRESS.test(name)) return ADDRESS_VALUE.test(value) ? maskedDigits(maskedField("Url", begun)) : lengthOf(value);
  if (NUMBERS.has(name)) return NUMBER_VALUE.test(value) ? maskedNumber(name, value) : lengthOf(value);
  if (ENTERED.has(name)) return maskedField("Digits", begun);
  if (NAMES.test(name)) return maskedDigits(begun);
  // The texts of a document may contain personal data; its verbs do not.
  if (name === "Twiml" || name === "instructions.document") return `${verbsOf(begun)} ${lengthOf(value)}`.trim();
  return lengthOf(value);
}

function maskedNumber(name: string, value: string): string {
  if (name.toLowerCase() === "from" && CODE.test(value)) return value;
  // Requests with a password in a SIP address are refused, and the password is not stored.
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

/** Replaces a text by its length, which is enough for debugging. */
const lengthOf = (text: string): string => `… (${[...text].length})`;
