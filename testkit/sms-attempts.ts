import type { Guest } from "./guests.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;
type Attempts = Readonly<Record<string, readonly (() => Promise<Answer>)[]>>;

const SMS = "/api/service/sms";

/** What a call centre holds of short messages, by id. */
export type SmsHoldings = Readonly<
  Record<"smsSender" | "smsAccount" | "smsOptOut" | "smsKeyword" | "smsTemplate" | "apiKey", string>
>;

/** Names that nobody else may learn. */
export const SMS_SECRETS = [
  "RHS-SENDER",
  "akun-rahasia",
  "6281234500077",
  "Kunci rahasia",
  "RAHASIAKATA",
  "templat-rahasia",
] as const;

/** Lists of what a call centre holds. */
export const SMS_LISTS = [
  ...([`${SMS}/senders`, `${SMS}/accounts`, `${SMS}/opt-outs`, `${SMS}/keywords`] as const),
  ...([`${SMS}/templates`, `${SMS}/messages`, `${SMS}/settings`] as const),
  ...([`${SMS}/writing`, "/api/service/api-keys"] as const),
] as const;

/** Gives a call centre a sender id, an account, somebody who wants no messages, and a key. */
export async function addSmsHoldings(client: Client): Promise<SmsHoldings> {
  const [value, systemId, recipient, name] = SMS_SECRETS;
  const made = async (path: string, body: object) => (await client.post<{ id: string }>(path, body)).body.id;
  const limits = {
    addresses: [],
    ratePerSecond: 10,
    windowMax: 10,
    bindsMax: 1,
    defaultCoding: "gsm",
    category: "otp",
  };
  const smsSender = await made(`${SMS}/senders`, { value });
  const smsAccount = await made(`${SMS}/accounts`, { name: "Program", systemId, ...limits });
  await client.post(`${SMS}/opt-outs`, { recipient, senderId: null });
  const list = await client.get<{ items: readonly { id: string }[] }>(`${SMS}/opt-outs`);
  const apiKey = await made("/api/service/api-keys", { name, scopes: ["messages.read"], expiresAt: null });
  const answer = { senderId: smsSender, word: "RAHASIAKATA", answer: "Balasan" };
  const smsKeyword = await made(`${SMS}/keywords`, answer);
  const smsTemplate = await made(`${SMS}/templates`, { ...TEMPLATE, name: "templat-rahasia" });
  return { smsSender, smsAccount, smsOptOut: list.body.items[0]?.id ?? "", smsKeyword, smsTemplate, apiKey };
}

const TEMPLATE = {
  category: "otp",
  body: "Kode {kode}",
  senders: [],
  variables: [{ name: "kode", kind: "digits", most: 6 }],
};
const WRITTEN = { to: ["081234500079"], text: "Curian", category: "transactional" };

/** What is tried on short messages of whoever they are. */
export function smsAttempts(client: Client, theirs: SmsHoldings): Attempts {
  return {
    "DELETE /api/service/sms/senders/:id": [() => client.delete(`${SMS}/senders/${theirs.smsSender}`)],
    "DELETE /api/service/sms/accounts/:id": [() => client.delete(`${SMS}/accounts/${theirs.smsAccount}`)],
    "POST /api/service/sms/opt-outs": [
      () => client.post(`${SMS}/opt-outs`, { recipient: "081234500078", senderId: theirs.smsSender }),
    ],
    "DELETE /api/service/sms/opt-outs/:id": [() => client.delete(`${SMS}/opt-outs/${theirs.smsOptOut}`)],
    "POST /api/service/sms/keywords": [
      () => client.post(`${SMS}/keywords`, { senderId: theirs.smsSender, word: "CURIAN", answer: "Halo" }),
    ],
    "DELETE /api/service/sms/keywords/:id": [() => client.delete(`${SMS}/keywords/${theirs.smsKeyword}`)],
    "POST /api/service/sms/messages": [
      () => client.post(`${SMS}/messages`, { ...WRITTEN, from: SMS_SECRETS[0], requestKey: theirs.smsSender }),
    ],
    ...templateAttempts(client, theirs),
    "DELETE /api/service/api-keys/:id": [() => client.delete(`/api/service/api-keys/${theirs.apiKey}`)],
  };
}

function templateAttempts(client: Client, { smsTemplate }: SmsHoldings): Attempts {
  const path = `${SMS}/templates/${smsTemplate}`;
  const change = { ...TEMPLATE, body: "Curian {kode}", expectedEdition: 1 };
  return {
    "GET /api/service/sms/templates/:id": [() => client.get(path)],
    "PUT /api/service/sms/templates/:id": [() => client.put(path, change)],
    "POST /api/service/sms/templates/:id/asking": [() => client.post(`${path}/asking`, { expectedEdition: 1 })],
    "POST /api/service/sms/templates/:id/decision": [
      () => client.post(`${path}/decision`, { expectedEdition: 1, isApproved: true, reason: "" }),
    ],
    "DELETE /api/service/sms/templates/:id": [() => client.delete(path)],
  };
}

/** The same, and what is tried by somebody who does not run the installation on what is the installation's. */
export function smsAttemptsOfStranger(client: Client, id: string): Attempts {
  const registration = { state: "approved", letter: "", note: "", validUntil: null };
  return {
    ...smsAttempts(client, {
      smsSender: id,
      smsAccount: id,
      smsOptOut: id,
      smsKeyword: id,
      smsTemplate: id,
      apiKey: id,
    }),
    "PUT /api/service/sms/carriers/:id": [() => client.put(`${SMS}/carriers/${id}`, { expectedVersion: 1 })],
    "DELETE /api/service/sms/carriers/:id": [() => client.delete(`${SMS}/carriers/${id}`)],
    "PUT /api/service/sms/registrations/:id/:carrierId": [
      () => client.put(`${SMS}/registrations/${id}/${id}`, registration),
    ],
    "PUT /api/service/sms/registrations/:id/proof": [
      () => client.put(`${SMS}/registrations/${id}/proof`, { ownerProof: "Curian" }),
    ],
    "GET /api/service/sms/messages/:id": [() => client.get(`${SMS}/messages/${id}`)],
    "POST /api/service/sms/messages/:id/text-comparison": [
      () => client.post(`${SMS}/messages/${id}/text-comparison`, { text: "Kode 123456" }),
    ],
    "DELETE /api/service/sms/free-prefixes/:id": [() => client.delete(`${SMS}/free-prefixes/${id}`)],
    "DELETE /api/service/sms/barred-prefixes/:prefix": [() => client.delete(`${SMS}/barred-prefixes/6281`)],
  };
}

/** Routes that no session opens, only the key of a program; another call centre's key is tried beside them. */
export const ROUTES_BY_KEY = ["GET /api/v1/messages/:id", "DELETE /api/v1/messages/:id"] as const;
