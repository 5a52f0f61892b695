import twilio from "twilio";
import type { CallCentre } from "./call-centre.ts";
import type { TestClient } from "./client.ts";

/** Twilio's published client, unmodified except for its base URLs. */
export type FieldClient = ReturnType<typeof twilio>;

/** API credentials. */
export interface FieldAccess {
  readonly accountSid: string;
  /** The account SID, or the SID of an API key. */
  readonly username: string;
  readonly password: string;
}

/** Opens Twilio's client on a portal. */
export function openFieldClient(url: string, { accountSid, username, password }: FieldAccess): FieldClient {
  const client = twilio(username, password, { accountSid });
  client.api.baseUrl = url;
  client.taskrouter.baseUrl = url;
  return client;
}

/** The account SID of a call centre and its primary token, as its administrator reads them. */
export async function fieldAccessOf({
  operator,
}: {
  readonly operator: { readonly client: TestClient };
}): Promise<FieldAccess> {
  const account = await operator.client.get<{ accountSid: string }>("/api/service/account");
  const look = await operator.client.post<{ token: string }>("/api/service/account/token-looks", { place: "primary" });
  if (look.status !== 200) throw new Error(`no token: ${look.text}`);
  const { accountSid } = account.body;
  return { accountSid, username: accountSid, password: look.body.token };
}

/** An API key of a call centre with these scopes. */
export async function fieldKeyOf(centre: CallCentre, name: string, scopes: readonly string[]): Promise<FieldAccess> {
  const form = { name, scopes, expiresAt: null };
  const made = await centre.operator.client.post<{ id: string; key: string }>("/api/service/api-keys", form);
  if (made.status !== 201) throw new Error(`no key: ${made.text}`);
  const account = await centre.operator.client.get<{ accountSid: string }>("/api/service/account");
  const { accountSid } = account.body;
  return { accountSid, username: `SK${made.body.id.replaceAll("-", "")}`, password: made.body.key };
}

/** An API key that signs access tokens for browsers. */
export interface SigningKey {
  readonly id: string;
  readonly sid: string;
  readonly secret: string;
}

/** Creates such a key as the administrator does. */
export async function signingKeyOf({ operator }: CallCentre, name: string): Promise<SigningKey> {
  const made = await operator.client.post<SigningKey>("/api/service/signing-keys", { name, expiresAt: null });
  if (made.status !== 201) throw new Error(`no key: ${made.text}`);
  return made.body;
}

/** An access token for a browser, created by Twilio's unmodified helper. */
export function fieldTokenOf(
  { accountSid, key }: { readonly accountSid: string; readonly key: Pick<SigningKey, "sid" | "secret"> },
  grant: {
    readonly identity: string;
    readonly isRung?: boolean;
    readonly applicationSid?: string;
    readonly ttlS?: number;
  },
): string {
  const { AccessToken } = twilio.jwt;
  const { identity, isRung = false, applicationSid, ttlS = 3_600 } = grant;
  const token = new AccessToken(accountSid, key.sid, key.secret, { identity, ttl: ttlS });
  token.addGrant(
    new AccessToken.VoiceGrant({
      incomingAllow: isRung,
      ...(applicationSid === undefined ? {} : { outgoingApplicationSid: applicationSid }),
    }),
  );
  return token.toJwt();
}
