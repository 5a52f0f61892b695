import { z } from "zod";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import { CLIENT_IDENTITY } from "../../../telephony/phones/index.ts";

/** Why a token lets nobody in, by the field's number. */
export type ClientTokenRefusal = 20101 | 20104 | 20105 | 20106;

/** Bytes of a token at the most. */
export const TOKEN_BYTES_MAX = 4_096;

const DAY_S = 86_400;
/** Clocks of programs may differ from ours by so much. */
const SKEW_S = 60;
const SECOND_MS = 1_000;
const PART = /^[\w-]+$/;

/** What stands before a token, as the field's helper writes it. `alg` decides nothing: there is one way of checking. */
const headerShape = z.strictObject({
  typ: z.literal("JWT"),
  alg: z.literal("HS256"),
  cty: z.literal("twilio-fpa;v=1"),
  /** The field's region. */
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

/** A token as it was written; nothing of it is proven yet. */
export interface WrittenToken {
  /** What is signed, and by what. */
  readonly signed: { readonly text: string; readonly signature: string };
  readonly keyId: string;
  readonly accountId: string;
  readonly claims: Readonly<z.infer<typeof claimsShape>>;
}

/** What a proven token lets its holder do. */
export interface ClientGrant {
  readonly identity: string;
  readonly applicationId: string | null;
  readonly isRung: boolean;
  readonly untilMs: number;
}

/** Reads a token strictly; undefined for anything that the field's helper would not write. */
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

/** What a part says, written as JSON in base64url; undefined for anything else. */
function partOf(part: string): unknown {
  try {
    const text = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** What a token lets its holder do now, whose signature has been checked. */
export function grantOf(
  { claims }: Pick<WrittenToken, "claims">,
  nowMs: number,
): Result<ClientGrant, ClientTokenRefusal> {
  const nowS = nowMs / SECOND_MS;
  const { iat, exp, nbf } = claims;
  // The field's helpers write both, one of them or none, by their language: what says nothing of its beginning begins now.
  const fromS = nbf ?? iat;
  if (exp + SKEW_S <= nowS || exp - (fromS ?? nowS + SKEW_S) > DAY_S) return refuse(20104);
  if (fromS !== undefined && exp <= fromS) return refuse(20104);
  if (Math.max(fromS ?? 0, iat ?? 0) - SKEW_S > nowS) return refuse(20105);
  const grants = grantsShape.safeParse(claims.grants);
  if (!grants.success) return refuse(20106);
  const { identity, voice } = grants.data;
  // A name of digits alone is a phone of the house.
  if (!CLIENT_IDENTITY.test(identity) || /^\d+$/.test(identity)) return refuse(20106);
  const isRung = voice.incoming?.allow === true;
  const applicationId = voice.outgoing === undefined ? null : idOfSid("application", voice.outgoing.application_sid);
  // Who names an application means one; who may do nothing is let in for nothing.
  if ((applicationId === null) !== (voice.outgoing === undefined) || (applicationId === null && !isRung))
    return refuse(20106);
  return ok({ identity, applicationId, isRung, untilMs: (exp + SKEW_S) * SECOND_MS });
}
