import { z } from "zod";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { isOutwardUrl } from "../../../tenancy/webhooks/index.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";

const URL_MAX = 2_048;
const method = z.enum(["GET", "POST"]).optional();
const url = z.string().max(URL_MAX).optional();

/** Voice webhook fields of an application or a number; an empty URL removes the webhook. */
export const HOOK_FIELDS = {
  VoiceUrl: url,
  VoiceMethod: method,
  VoiceFallbackUrl: url,
  VoiceFallbackMethod: method,
  StatusCallback: url,
  StatusCallbackMethod: method,
} as const;

/** SMS webhook fields of a number. */
export const SMS_HOOK_FIELDS = {
  SmsUrl: url,
  SmsMethod: method,
  SmsFallbackUrl: url,
  SmsFallbackMethod: method,
} as const;

/** SMS webhook fields as received. */
export interface SmsHookFields {
  readonly SmsUrl?: string | undefined;
  readonly SmsMethod?: "GET" | "POST" | undefined;
  readonly SmsFallbackUrl?: string | undefined;
  readonly SmsFallbackMethod?: "GET" | "POST" | undefined;
}

/** Changes of the SMS webhooks. */
export interface SmsHookChange {
  readonly smsUrl?: string | null;
  readonly smsMethod?: "GET" | "POST";
  readonly smsFallbackUrl?: string | null;
  readonly smsFallbackMethod?: "GET" | "POST";
}

/** Parses the changes of the SMS webhooks. */
export function smsHookChange(fields: SmsHookFields, inside: ReadonlySet<string>): Result<SmsHookChange, RestRefusal> {
  const { SmsUrl, SmsFallbackUrl, SmsMethod: smsMethod, SmsFallbackMethod: smsFallbackMethod } = fields;
  for (const [name, text] of Object.entries({ SmsUrl, SmsFallbackUrl })) {
    if (text !== undefined && text !== "" && !isOutwardUrl(text, inside))
      return refuse({ code: 21205, params: { name } });
  }
  return ok({
    ...(SmsUrl === undefined ? {} : { smsUrl: SmsUrl === "" ? null : SmsUrl }),
    ...(SmsFallbackUrl === undefined ? {} : { smsFallbackUrl: SmsFallbackUrl === "" ? null : SmsFallbackUrl }),
    ...(smsMethod === undefined ? {} : { smsMethod }),
    ...(smsFallbackMethod === undefined ? {} : { smsFallbackMethod }),
  });
}

/** Webhook fields as received. */
export interface HookFields {
  readonly VoiceUrl?: string | undefined;
  readonly VoiceMethod?: "GET" | "POST" | undefined;
  readonly VoiceFallbackUrl?: string | undefined;
  readonly VoiceFallbackMethod?: "GET" | "POST" | undefined;
  readonly StatusCallback?: string | undefined;
  readonly StatusCallbackMethod?: "GET" | "POST" | undefined;
}

/** Changes of a webhook. */
export interface HookChange {
  readonly voiceUrl?: string | null;
  readonly voiceMethod?: "GET" | "POST";
  readonly fallbackUrl?: string | null;
  readonly fallbackMethod?: "GET" | "POST";
  readonly statusUrl?: string | null;
  readonly statusMethod?: "GET" | "POST";
}

/** Parses the changes of webhooks; `inside` are internal hosts permitted for webhooks. */
export function hookChange(fields: HookFields, inside: ReadonlySet<string>): Result<HookChange, RestRefusal> {
  const { VoiceUrl, VoiceFallbackUrl, StatusCallback } = fields;
  const urls = { VoiceUrl, VoiceFallbackUrl, StatusCallback };
  for (const [name, text] of Object.entries(urls)) {
    if (text !== undefined && text !== "" && !isOutwardUrl(text, inside))
      return refuse({ code: 21205, params: { name } });
  }
  const kept = (text: string) => (text === "" ? null : text);
  return ok({
    ...(fields.VoiceUrl === undefined ? {} : { voiceUrl: kept(fields.VoiceUrl) }),
    ...(fields.VoiceMethod === undefined ? {} : { voiceMethod: fields.VoiceMethod }),
    ...(fields.VoiceFallbackUrl === undefined ? {} : { fallbackUrl: kept(fields.VoiceFallbackUrl) }),
    ...(fields.VoiceFallbackMethod === undefined ? {} : { fallbackMethod: fields.VoiceFallbackMethod }),
    ...(StatusCallback === undefined ? {} : { statusUrl: kept(StatusCallback) }),
    ...(fields.StatusCallbackMethod === undefined ? {} : { statusMethod: fields.StatusCallbackMethod }),
  });
}

/** Defined fields of a native API form; omitted fields keep their values. */
export function definedFields<Form extends object>(form: Form) {
  type Said = { [Field in keyof Form]: Exclude<Form[Field], undefined> };
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined)) as Partial<Said>;
}

const ADDRESSES = ["voiceUrl", "fallbackUrl", "statusUrl", "smsUrl", "smsFallbackUrl"] as const;

/** Name of the first field with an invalid webhook URL; `inside` are internal hosts permitted for webhooks. */
export function unfitAddress(
  hook: { readonly [Name in (typeof ADDRESSES)[number]]?: string | null | undefined },
  inside: ReadonlySet<string>,
): (typeof ADDRESSES)[number] | undefined {
  return ADDRESSES.find((name) => {
    const url = hook[name] ?? null;
    return url !== null && !isOutwardUrl(url, inside);
  });
}
