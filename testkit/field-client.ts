import twilio from "twilio";
import type { CallCentre } from "./call-centre.ts";

/** The field's published client, unmodified but for its base addresses. */
export type FieldClient = ReturnType<typeof twilio>;

/** What a program proves itself by. */
export interface FieldAccess {
  readonly accountSid: string;
  /** The account itself, or a key. */
  readonly username: string;
  readonly password: string;
}

/** Opens the field's client on a portal. */
export function openFieldClient(url: string, { accountSid, username, password }: FieldAccess): FieldClient {
  const client = twilio(username, password, { accountSid });
  client.api.baseUrl = url;
  client.taskrouter.baseUrl = url;
  return client;
}

/** The account of a call centre and its primary token, as its administrator reads them. */
export async function fieldAccessOf({ operator }: CallCentre): Promise<FieldAccess> {
  const account = await operator.client.get<{ accountSid: string }>("/api/service/account");
  const look = await operator.client.post<{ token: string }>("/api/service/account/token-looks", { place: "primary" });
  if (look.status !== 200) throw new Error(`no token: ${look.text}`);
  const { accountSid } = account.body;
  return { accountSid, username: accountSid, password: look.body.token };
}

/** A key of a call centre with these scopes, as a program shows it. */
export async function fieldKeyOf(centre: CallCentre, name: string, scopes: readonly string[]): Promise<FieldAccess> {
  const form = { name, scopes, expiresAt: null };
  const made = await centre.operator.client.post<{ id: string; key: string }>("/api/service/api-keys", form);
  if (made.status !== 201) throw new Error(`no key: ${made.text}`);
  const account = await centre.operator.client.get<{ accountSid: string }>("/api/service/account");
  const { accountSid } = account.body;
  return { accountSid, username: `SK${made.body.id.replaceAll("-", "")}`, password: made.body.key };
}
