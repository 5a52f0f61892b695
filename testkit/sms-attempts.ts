import { campaignAttempts, holdCampaign } from "./campaign-attempts.ts";
import type { Guest } from "./guests.ts";
import type { FixtureContext } from "./users.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;
type Attempts = Readonly<Record<string, readonly (() => Promise<Answer>)[]>>;

const SMS = "/api/service/sms";

/** A tenant's SMS resources, by id. */
export type SmsHoldings = Readonly<
  Record<
    "smsSender" | "smsAccount" | "smsOptOut" | "smsKeyword" | "smsTemplate" | "smsCampaign" | "smsRoute" | "apiKey",
    string
  >
>;

/** Names that must not leak to other tenants. */
export const SMS_SECRETS = [
  "RHS-SENDER",
  "akun-rahasia",
  "6281234500077",
  "Kunci rahasia",
  "RAHASIAKATA",
  "templat-rahasia",
  "kampanye-rahasia",
] as const;

/** Lists of a tenant's SMS resources. */
export const SMS_LISTS = [
  ...([`${SMS}/senders`, `${SMS}/accounts`, `${SMS}/opt-outs`, `${SMS}/keywords`] as const),
  ...([`${SMS}/templates`, `${SMS}/campaigns`, `${SMS}/messages`, `${SMS}/settings`] as const),
  ...([`${SMS}/writing`, `${SMS}/thread-routes`, `${SMS}/threads`, "/api/service/api-keys"] as const),
] as const;

/** Adds a sender id, an account, an opt-out, a campaign, and a key to a tenant. */
export async function addSmsHoldings(
  client: Client,
  fixtureContext: FixtureContext,
  tenantId: string,
): Promise<SmsHoldings> {
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
  const queues = await client.get<{ items: readonly { id: string }[] }>("/api/service/queues");
  const route = { senderId: smsSender, word: null, queueId: queues.body.items[0]?.id, idleHours: 24 };
  const smsRoute = await made(`${SMS}/thread-routes`, { ...route, hoursId: null, awayText: "" });
  const smsCampaign = await holdCampaign(fixtureContext, {
    tenantId,
    templateId: smsTemplate,
    name: "kampanye-rahasia",
  });
  const smsOptOut = list.body.items[0]?.id ?? "";
  return { smsSender, smsAccount, smsOptOut, smsKeyword, smsTemplate, smsCampaign, smsRoute, apiKey };
}

const TEMPLATE = {
  category: "otp",
  body: "Kode {kode}",
  senders: [],
  variables: [{ name: "kode", kind: "digits", most: 6 }],
};
const ROUTE = { word: "CURIAN", idleHours: 1, hoursId: null, awayText: "" };
const WRITTEN = { to: ["081234500079"], text: "Curian", category: "transactional" };

/** Access cases for SMS resources of any owner. */
export function smsAttempts(client: Client, theirs: SmsHoldings): Attempts {
  return {
    "DELETE /api/service/sms/senders/:id": [() => client.delete(`${SMS}/senders/${theirs.smsSender}`)],
    "PUT /api/service/sms/senders/:id/inbound-account": [
      () => client.put(`${SMS}/senders/${theirs.smsSender}/inbound-account`, { accountId: theirs.smsAccount }),
      () => client.put(`${SMS}/senders/${theirs.smsSender}/inbound-account`, { accountId: null }),
    ],
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
    ...campaignAttempts(client, theirs),
    "POST /api/service/sms/thread-routes": [
      () => client.post(`${SMS}/thread-routes`, { ...ROUTE, senderId: theirs.smsSender, queueId: theirs.smsRoute }),
    ],
    "DELETE /api/service/sms/thread-routes/:id": [() => client.delete(`${SMS}/thread-routes/${theirs.smsRoute}`)],
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

/** The same, and access cases for the installation's resources by users who do not administer it. */
export function smsAttemptsOfTenant(client: Client, id: string): Attempts {
  const registration = { state: "approved", letter: "", note: "", validUntil: null };
  return {
    ...smsAttempts(client, {
      smsSender: id,
      smsAccount: id,
      smsOptOut: id,
      smsKeyword: id,
      smsTemplate: id,
      smsCampaign: id,
      smsRoute: id,
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
    "GET /api/service/sms/messages/:id/proof": [() => client.get(`${SMS}/messages/${id}/proof`)],
    "GET /api/service/sms/invoices/:id/file": [() => client.get(`${SMS}/invoices/${id}/file`)],
    "GET /api/service/sms/balances/:id/invoices/:invoiceId/file": [
      () => client.get(`${SMS}/balances/${id}/invoices/${id}/file`),
    ],
    "GET /api/service/sms/carriers/:id/reconciliation": [
      () => client.get(`${SMS}/carriers/${id}/reconciliation?day=2026-11-25`),
    ],
    "GET /api/service/sms/carriers/:id/reconciliation/file": [
      () => client.get(`${SMS}/carriers/${id}/reconciliation/file?day=2026-11-25`),
    ],
    "POST /api/service/sms/carriers/:id/reconciliation/comparison": [
      () => client.post(`${SMS}/carriers/${id}/reconciliation/comparison?day=2026-11-25`, {}),
    ],
    "DELETE /api/service/sms/prices/:id": [() => client.delete(`${SMS}/prices/${id}`)],
    "GET /api/service/sms/balances/:id/entries": [() => client.get(`${SMS}/balances/${id}/entries`)],
    "PUT /api/service/sms/balances/:id": [
      () => client.put(`${SMS}/balances/${id}`, { mode: "postpaid", creditMaxRupiah: null, expectedVersion: 1 }),
    ],
    "POST /api/service/sms/balances/:id/top-ups": [
      () => client.post(`${SMS}/balances/${id}/top-ups`, { amountRupiah: 1, reference: "CURI", reason: "Curian" }),
    ],
    "POST /api/service/sms/balances/:id/corrections": [
      () => client.post(`${SMS}/balances/${id}/corrections`, { amountRupiah: 1, reason: "Curian" }),
    ],
    "POST /api/service/sms/balances/:id/corrections/:correctionId/decision": [
      () => client.post(`${SMS}/balances/${id}/corrections/${id}/decision`, { decision: "confirmed" }),
    ],
    "DELETE /api/service/sms/barred-prefixes/:prefix": [() => client.delete(`${SMS}/barred-prefixes/6281`)],
  };
}

/** Access cases for a conversation of another agent. */
export function conversationAttempts(client: Client, contactId: string): Attempts {
  const path = `/api/service/desk/contacts/${contactId}`;
  const reply = { text: "Curian", requestKey: contactId };
  return {
    "GET /api/service/desk/contacts/:id/conversation": [() => client.get(`${path}/conversation`)],
    "POST /api/service/desk/contacts/:id/replies": [() => client.post(`${path}/replies`, reply)],
    "POST /api/service/desk/contacts/:id/turn-end": [
      () => client.post(`${path}/turn-end`, { lastHeardId: null, ends: true }),
    ],
  };
}
