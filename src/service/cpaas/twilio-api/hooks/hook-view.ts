import { numberSid, sidOf } from "../../../flows/call-documents/index.ts";
import { rfc2822 } from "../rest/rest-answer.ts";
import type { Instant } from "./hook-resource.ts";

/** Account and URL prefix of a resource. */
export interface ViewGround {
  readonly tenantId: string;
  readonly prefix: string;
}

interface Hooks {
  readonly voiceUrl: string | null;
  readonly voiceMethod: string;
  readonly fallbackUrl: string | null;
  readonly fallbackMethod: string;
  readonly statusUrl: string | null;
  readonly statusMethod: string;
}

/** Constant fields of features that do not exist here. */
const ELSEWHERE = {
  voice_caller_id_lookup: false,
} as const;

const hookView = (hooks: Hooks) => ({
  voice_url: hooks.voiceUrl,
  voice_method: hooks.voiceMethod,
  voice_fallback_url: hooks.fallbackUrl,
  voice_fallback_method: hooks.fallbackMethod,
  status_callback: hooks.statusUrl,
  status_callback_method: hooks.statusMethod,
});

/** Maps an application to Twilio's shape. */
export function applicationView(
  application: Hooks & {
    readonly id: string;
    readonly name: string;
    readonly createdAt: Instant;
    readonly changedAt: Instant;
  },
  { tenantId, prefix }: ViewGround,
) {
  const [sid, account] = [sidOf("application", application.id), sidOf("account", tenantId)];
  return {
    sid,
    account_sid: account,
    friendly_name: application.name,
    api_version: "2010-04-01",
    ...hookView(application),
    ...ELSEWHERE,
    // Only numbers have SMS webhooks.
    sms_url: null,
    sms_method: null,
    sms_fallback_url: null,
    sms_fallback_method: null,
    date_created: rfc2822(application.createdAt.getTime()),
    date_updated: rfc2822(application.changedAt.getTime()),
    uri: `${prefix}/Accounts/${account}/Applications/${sid}.json`,
  };
}

/** Maps a number to Twilio's shape. */
export function numberView(
  number: Hooks & {
    readonly code: string;
    readonly label: string;
    readonly createdAt: Instant;
    readonly changedAt: Instant | null;
    readonly applicationId: string | null;
    readonly smsUrl: string | null;
    readonly smsMethod: string;
    readonly smsFallbackUrl: string | null;
    readonly smsFallbackMethod: string;
    /** Whether a carrier accepts messages of the number. */
    readonly hasMessages: boolean;
  },
  { tenantId, prefix }: ViewGround,
) {
  const [sid, account] = [numberSid(number.code), sidOf("account", tenantId)];
  return {
    sid,
    account_sid: account,
    phone_number: number.code,
    api_version: "2010-04-01",
    friendly_name: number.label === "" ? number.code : number.label,
    origin: "hosted",
    beta: false,
    ...hookView(number),
    ...ELSEWHERE,
    sms_url: number.smsUrl,
    sms_method: number.smsMethod,
    sms_fallback_url: number.smsFallbackUrl,
    sms_fallback_method: number.smsFallbackMethod,
    voice_application_sid: number.applicationId === null ? null : sidOf("application", number.applicationId),
    capabilities: { voice: true, sms: number.hasMessages, mms: false, fax: false },
    trunk_sid: null,
    address_sid: null,
    address_requirements: "none",
    status: "in-use",
    date_created: rfc2822(number.createdAt.getTime()),
    date_updated: rfc2822((number.changedAt ?? number.createdAt).getTime()),
    uri: `${prefix}/Accounts/${account}/IncomingPhoneNumbers/${sid}.json`,
  };
}
