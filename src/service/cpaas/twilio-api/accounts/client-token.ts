import { z } from "zod";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import { CLIENT_IDENTITY } from "../../../telephony/phones/index.ts";

/** Twilio error numbers of rejected tokens. */
export type ClientTokenRefusal = 20101 | 20104 | 20105 | 20106;

/** Maximum token size in bytes. */
export const TOKEN_BYTES_MAX = 4_096;

const DAY_S = 86_400;
/** Permitted clock skew of API clients. */
const SKEW_S = 60;
const SECOND_MS = 1_000;
const PART = /^[\w-]+$/;

/** Token header as Twilio's helper library writes it. `alg` is not used: verification always uses HS256. */
const headerShape = z.strictObject({
  typ: z.literal("JWT"),
  alg: z.literal("HS256"),
  cty: z.literal("twilio-fpa;v=1"),
  /** Twilio region. */
  twr: z.string().max(20).optional(),
});

const seconds = z.int().min(0).max(100_000_000_000);

const claimsShape = z.object({
  iss: z.string().max(64),
  sub: z.string().max(64),
  iat: seconds.optional(),
  exp: seconds,
  nbf: seconds.optional(),
  grants: z.unknown(),
});

const grantsShape = z.object({
  identity: z.string().max(121),
  voice: z.object({
    incoming: z.strictObject({ allow: z.boolean() }).optional(),
    outgoing: z.strictObject({ application_sid: z.string().max(64) }).optional(),
  }),
});

/** A parsed token, not yet verified. */
export interface WrittenToken {
  /** Signed text and its signature. */
  readonly signed: { readonly text: string; readonly signature: string };
  readonly keyId: string;
  readonly accountId: string;
  readonly claims: Readonly<z.infer<typeof claimsShape>>;
}

/** Rights that a verified token grants. */
export interface ClientGrant {
  readonly identity: string;
  readonly applicationId: string | null;
  readonly isRung: boolean;
  readonly untilMs: number;
}

/** Parses a token strictly; undefined for a token that Twilio's helper libraries would not write. */
export function readToken(token: string): WrittenToken | undefined {
  if (token.length > TOKEN_BYTES_MAX) return undefined;
  const [header = "", payload = "", signature = "", ...more] = token.split(".");
  if (more.length > 0 || ![header, payload, signature].every((part) => PART.test(part))) return undefined;
  if (!headerShape.safeParse(partOf(header)).success) return undefined;
  const claims = claimsShape.safeParse(partOf(payload));
  if (!claims.success) return undefined;
  const [keyId, accountId] = [idOfSid("apiKey", claims.data.iss), idOfSid("account", claims.data.sub)];
  if (keyId === null || accountId === null) return undefined;
  return { signed: { text: `${header}.${payload}`, signature }, keyId, accountId, claims: claims.data };
}

/** Decodes a base64url part with JSON; undefined for invalid input. */
function partOf(part: string): unknown {
  try {
    const text = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Rights that a token with a verified signature grants now. */
export function grantOf(
  { claims }: Pick<WrittenToken, "claims">,
  nowMs: number,
): Result<ClientGrant, ClientTokenRefusal> {
  const nowS = nowMs / SECOND_MS;
  const { iat, exp, nbf } = claims;
  // Twilio's helper libraries set both start claims, one or none, depending on the language; without one the token starts now.
  const fromS = nbf ?? iat;
  if (exp + SKEW_S <= nowS || exp - (fromS ?? nowS + SKEW_S) > DAY_S) return refuse(20104);
  if (fromS !== undefined && exp <= fromS) return refuse(20104);
  if (Math.max(fromS ?? 0, iat ?? 0) - SKEW_S > nowS) return refuse(20105);
  const grants = grantsShape.safeParse(claims.grants);
  if (!grants.success) return refuse(20106);
  const { identity, voice } = grants.data;
  // An identity of digits only would be an internal phone.
  if (!CLIENT_IDENTITY.test(identity) || /^\d+$/.test(identity)) return refuse(20106);
  const isRung = voice.incoming?.allow === true;
  const applicationId = voice.outgoing === undefined ? null : idOfSid("application", voice.outgoing.application_sid);
  // An outgoing grant requires a valid application, and a token without any grant is rejected.
  if ((applicationId === null) !== (voice.outgoing === undefined) || (applicationId === null && !isRung))
    return refuse(20106);
  return ok({ identity, applicationId, isRung, untilMs: (exp + SKEW_S) * SECOND_MS });
}
