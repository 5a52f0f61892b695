import { z } from "zod";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { isOutwardUrl } from "../../../tenancy/webhooks/index.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";

const URL_MAX = 2_048;
const method = z.enum(["GET", "POST"]).optional();
const url = z.string().max(URL_MAX).optional();

/** Where an application, or a number by itself, is asked for calls; an empty address takes one away. */
export const HOOK_FIELDS = {
  VoiceUrl: url,
  VoiceMethod: method,
  VoiceFallbackUrl: url,
  VoiceFallbackMethod: method,
  StatusCallback: url,
  StatusCallbackMethod: method,
} as const;

/** Where a number is asked about what is written to it. */
export const SMS_HOOK_FIELDS = {
  SmsUrl: url,
  SmsMethod: method,
  SmsFallbackUrl: url,
  SmsFallbackMethod: method,
} as const;

/** The fields about messages as they come. */
export interface SmsHookFields {
  readonly SmsUrl?: string | undefined;
  readonly SmsMethod?: "GET" | "POST" | undefined;
  readonly SmsFallbackUrl?: string | undefined;
  readonly SmsFallbackMethod?: "GET" | "POST" | undefined;
}

/** What changes of them. */
export interface SmsHookChange {
  readonly smsUrl?: string | null;
  readonly smsMethod?: "GET" | "POST";
  readonly smsFallbackUrl?: string | null;
  readonly smsFallbackMethod?: "GET" | "POST";
}

/** Reads what shall change about messages. */
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

/** The fields of hooks as they come. */
export interface HookFields {
  readonly VoiceUrl?: string | undefined;
  readonly VoiceMethod?: "GET" | "POST" | undefined;
  readonly VoiceFallbackUrl?: string | undefined;
  readonly VoiceFallbackMethod?: "GET" | "POST" | undefined;
  readonly StatusCallback?: string | undefined;
  readonly StatusCallbackMethod?: "GET" | "POST" | undefined;
}

/** What changes of a hook. */
export interface HookChange {
  readonly voiceUrl?: string | null;
  readonly voiceMethod?: "GET" | "POST";
  readonly fallbackUrl?: string | null;
  readonly fallbackMethod?: "GET" | "POST";
  readonly statusUrl?: string | null;
  readonly statusMethod?: "GET" | "POST";
}

/** Reads what shall change; `inside` are hosts of the installation itself that hooks may lie at. */
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

/** What a form of our own says; what it leaves out stays as it is. */
export function definedFields<Form extends object>(form: Form) {
  type Said = { [Field in keyof Form]: Exclude<Form[Field], undefined> };
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined)) as Partial<Said>;
}

const ADDRESSES = ["voiceUrl", "fallbackUrl", "statusUrl", "smsUrl", "smsFallbackUrl"] as const;

/** The field of such a form whose address is none that may be asked; `inside` are hosts of the installation itself that hooks may lie at. */
export function unfitAddress(
  hook: { readonly [Name in (typeof ADDRESSES)[number]]?: string | null | undefined },
  inside: ReadonlySet<string>,
): (typeof ADDRESSES)[number] | undefined {
  return ADDRESSES.find((name) => {
    const url = hook[name] ?? null;
    return url !== null && !isOutwardUrl(url, inside);
  });
}
