import type { HeardRequest } from "../cpaas-api/index.ts";
import { maskedDigits, maskedField } from "../programmable/index.ts";

/** Fields whose digits are nobody's. */
const PLAIN = new Set([
  ...["PageSize", "Page", "Timeout", "TimeLimit", "ValidityPeriod", "Status", "Method", "FallbackMethod", "Record"],
  ...[
    "VoiceMethod",
    "VoiceFallbackMethod",
    "SendAt",
    "ScheduleType",
    "MessageIntent",
    "SmartEncoded",
    "ApplicationSid",
  ],
  ...["VoiceApplicationSid", "PageToken", "CallSid", "StartTime", "StartTime<", "StartTime>", "EndTime", "EndTime<"],
  ...["EndTime>", "DateSent", "DateSent<", "DateSent>", "DateCreated", "DateCreated<", "DateCreated>"],
]);
const NUMBERS = new Set(["PhoneNumber"]);
const ENTERED = new Set(["SendDigits"]);
/** A code of a call centre, which is nobody's number. */
const CODE = /^\+?\d{3,8}$/;
const NAME_MAX = 60;
const VALUE_MAX = 1_000;

/** What a request brought, without what could be somebody's: numbers, keys, what is written to people, and what addresses ask. */
export function keptRequest(request: HeardRequest): HeardRequest {
  const params = Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [
      name.replaceAll("\u0000", "").slice(0, NAME_MAX).toWellFormed(),
      masked(name, value.replaceAll("\u0000", "")).slice(0, VALUE_MAX).toWellFormed(),
    ]),
  );
  return { ...request, params };
}

function masked(name: string, value: string): string {
  // Cut first: nobody waits for a long text to be masked.
  const begun = value.slice(0, VALUE_MAX);
  if (PLAIN.has(name)) return begun;
  // What is written to people is theirs; how long it is says what a program did.
  if (name === "Body") return value === "" ? "" : `… (${[...value].length})`;
  if (NUMBERS.has(name)) return maskedField("To", begun);
  if (ENTERED.has(name)) return maskedField("Digits", begun);
  if (name === "From" && CODE.test(begun)) return begun;
  const own = maskedField(name, begun);
  return own === begun && !["From", "To"].includes(name) && !name.endsWith("Url") ? maskedDigits(begun) : own;
}
