import type { Result } from "../../../../kernel/index.ts";
import { sidOf } from "../../../flows/call-documents/index.ts";
import type { ApiRefusal, MessageForm, PartState } from "../../../messaging/sms/index.ts";
import { e164Of } from "../../../telephony/dial-plan/index.ts";
import { rfc2822 } from "../rest/rest-answer.ts";
import type { RestCode } from "../rest/rest-refusal.ts";

/** A message of a call centre, as the SMS module returns it. */
export interface MessageResource {
  readonly id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly text: string;
  readonly state: PartState;
  readonly acceptedAt: { getTime(): number };
  readonly sendAt: { getTime(): number };
  readonly finalAt: { getTime(): number } | null;
  readonly parts: readonly { readonly sentAt: { getTime(): number } | null }[];
}

/** Identifies a message of a call centre. */
interface Named {
  readonly tenantId: string;
  readonly id: string;
}

/** Operations of the SMS module for the Twilio-compatible API. */
export interface MessageOperations<Filter> {
  send(asked: {
    readonly tenantId: string;
    readonly keyId: string | null;
    readonly form: MessageForm;
    readonly requestKey: string | null;
    /** Status callback URL of the message. */
    readonly toldUrl?: string;
    /** Whether the message waits for its release. */
    readonly isHeld?: boolean;
  }): Promise<Result<string, { readonly code: ApiRefusal; readonly waitMs: number }>>;
  find(named: Named): Promise<MessageResource | undefined>;
  list(tenantId: string, filter: Filter): Promise<readonly MessageResource[]>;
  cancel(named: Named): Promise<"cancelled" | "no-such-message" | "too-late">;
  takeTextAway(named: Named): Promise<"taken" | "no-such-message" | "not-over">;
}

/** Twilio's error number of each refusal; a missing entry is a compile error. */
export const CODE_OF: Readonly<Record<ApiRefusal, RestCode>> = {
  "recipient-unfit": 21211,
  "sender-unfit": 21212,
  "sender-unknown": 21606,
  "sender-not-approved": 21606,
  "sender-look-alike": 21606,
  "recipient-opted-out": 21610,
  "prefix-blocked": 21408,
  "prefix-too-fast": 20429,
  "balance-too-low": 88006,
  "no-route": 21612,
  "text-empty": 21602,
  "text-unfit": 21602,
  "text-too-long": 21617,
  "part-unfit": 20001,
  "send-time-unfit": 35114,
  "validity-unfit": 20001,
  "outside-hours": 88001,
  "too-fast": 20429,
  "queue-full": 20503,
  "account-closed": 20403,
  "storage-away": 20503,
  // Twilio's form has no field for a template.
  "template-unknown": 20001,
  "template-not-approved": 20001,
  "template-sender": 20001,
  "template-category": 20001,
  "template-and-text": 20001,
  "template-value-missing": 20001,
  "template-value-unknown": 20001,
  "template-value-too-long": 20001,
  "template-value-unfit": 20001,
  "template-required": 88005,
  "request-differs": 88002,
  "idempotency-key-unfit": 20001,
  "no-such-message": 20404,
  "too-late": 30409,
};

/** Twilio's status of each message state, with the error number of failed messages. */
const STATUS: Readonly<Record<PartState, readonly [status: string, error: number | null]>> = {
  waiting: ["queued", null],
  leased: ["sending", null],
  sent: ["sent", null],
  delivered: ["delivered", null],
  undeliverable: ["undelivered", 30003],
  expired: ["undelivered", 30036],
  rejected: ["failed", 30007],
  unknown: ["undelivered", 30008],
  cancelled: ["canceled", null],
};

/** Twilio's error numbers of failed messages. */
export const MESSAGE_ERRORS: readonly number[] = Object.values(STATUS).flatMap(([, error]) => error ?? []);

/** Message categories by Twilio's intents; the default is transactional. */
const CATEGORIES: Readonly<Record<string, MessageForm["category"]>> = { otp: "otp", marketing: "promotional" };

/** Twilio's values of `MessageIntent`. */
export const INTENTS = [
  ...(["otp", "notifications", "fraud", "security", "customercare", "delivery"] as const),
  ...(["education", "events", "polling", "announcements", "marketing"] as const),
] as const;

/** Category of a message by its intent. */
export function categoryOf(intent: string | undefined): MessageForm["category"] {
  return CATEGORIES[intent ?? ""] ?? "transactional";
}

/** Context of a message view. */
export interface MessageContext {
  readonly tenantId: string;
  readonly prefix: string;
  readonly nowMs: number;
  /** Text of an error number, in the language of the request. */
  readonly textOfError: (code: number) => string;
}

/** A message as Twilio's REST API shows it. */
export function messageView(message: MessageResource, { tenantId, prefix, nowMs, textOfError }: MessageContext) {
  const [sid, account] = [sidOf("message", message.id), sidOf("account", tenantId)];
  const [status, error] = STATUS[message.state];
  const sent = message.parts.flatMap(({ sentAt }) => (sentAt === null ? [] : [sentAt.getTime()]));
  const sentMs = sent.length === 0 ? null : Math.min(...sent);
  const updatedMs = message.finalAt?.getTime() ?? sentMs ?? message.acceptedAt.getTime();
  const isScheduled = status === "queued" && message.sendAt.getTime() > nowMs;
  return {
    sid,
    account_sid: account,
    api_version: "2010-04-01",
    messaging_service_sid: null,
    from: e164Of(message.sender),
    to: `+${message.recipient}`,
    body: message.text,
    direction: "outbound-api",
    status: isScheduled ? "scheduled" : status,
    num_segments: String(message.parts.length),
    num_media: "0",
    price: null,
    price_unit: "IDR",
    error_code: error,
    error_message: error === null ? null : textOfError(error),
    date_created: rfc2822(message.acceptedAt.getTime()),
    date_updated: rfc2822(updatedMs),
    date_sent: sentMs === null ? null : rfc2822(sentMs),
    uri: `${prefix}/Accounts/${account}/Messages/${sid}.json`,
    subresource_uris: {},
  };
}
