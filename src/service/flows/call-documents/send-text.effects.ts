import type { Clock } from "../../../kernel/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { ApplicationCallContext, SmsOptions, TextSent } from "../../telephony/calls/index.ts";
import { isOutwardUrl } from "../../tenancy/webhooks/index.ts";
import type { CallText } from "./documents/call-text.ts";
import type { DocumentWarning } from "./documents/document-fault.ts";
import type { ExchangeWriter } from "./exchange-writer.effects.ts";
import { OUR_FAULT } from "./hook-error.ts";
import { sidOf } from "./sid.ts";
import { within } from "./within.effects.ts";

/** Timeout for writing a message to disk: a later one is reported as failed, and never released. */
const SENT_MS_MAX = 12_000;
/** Twilio's error code of an invalid status callback URL. */
const INVALID_STATUS_CALLBACK = 21_609;

const OUR_REFUSAL: TextSent = { is: "refused", error: OUR_FAULT };

/** Dependencies for messages of documents. */
export interface TextOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly exchanges: Pick<ExchangeWriter, "add">;
  /** Submits a message to the intake, which holds it. */
  readonly sendText: (text: CallText) => Promise<TextSent>;
  /** Releases a message that was stored in time; a message without a release expires. */
  readonly releaseText: (named: { readonly tenantId: string; readonly messageId: string }) => Promise<void>;
  /** Cancels a message that was stored too late; false where that failed, and the message expires. */
  readonly takeTextBack: (named: { readonly tenantId: string; readonly messageId: string }) => Promise<boolean>;
  /** Timeout of a message; for tests. */
  readonly sentMsMax?: number;
  /** Internal hosts with their ports that may be called nevertheless. */
  readonly inside: readonly string[];
}

/**
 * Sends an SMS of a document and records its result beside the call. A message reported as failed is never delivered, even after a crash or with a slow disk:
 * it is stored as held, and released only if it was stored in time.
 */
export async function sendText(
  options: TextOptions,
  callContext: ApplicationCallContext,
  wish: SmsOptions,
): Promise<TextSent> {
  const { clock, log } = options;
  const { tenantId, callId } = callContext;
  const atMs = clock.nowMs();
  const mayBeTold = wish.toldUrl === null || isOutwardUrl(wish.toldUrl, new Set(options.inside));
  const text: CallText = {
    ...partiesOf(callContext, wish),
    tenantId,
    text: wish.text,
    toldUrl: mayBeTold ? wish.toldUrl : null,
  };
  const asked = options.sendText(text).catch((error: unknown): TextSent => {
    log.error({ err: error, callId }, "application.text-not-sent");
    return OUR_REFUSAL;
  });
  const keep = (sent: TextSent, late: LateText | null): void =>
    keepText(options, callContext, { text, atMs, mayBeTold, sent, late });
  const sent = await within<TextSent | null>(options.sentMsMax ?? SENT_MS_MAX, asked, null);
  if (sent !== null) {
    keep(sent, null);
    if (sent.is === "sent") letGo(options, { tenantId, messageId: sent.messageId });
  } else
    asked
      .then(async (come) =>
        keep(come, come.is === "sent" ? await takenBack(options, { tenantId, messageId: come.messageId }) : null),
      )
      .catch((error: unknown) => log.error({ err: error, callId }, "application.text-not-kept"));
  return sent ?? OUR_REFUSAL;
}

/** The document continues without waiting for the release. */
function letGo({ releaseText, log }: TextOptions, named: Parameters<TextOptions["releaseText"]>[0]): void {
  releaseText(named).catch((error: unknown) =>
    log.error({ err: error, messageId: named.messageId }, "application.text-not-let-go"),
  );
}

/** State of a message that was reported as failed to its document: canceled, or undelivered once its validity of a few minutes has ended. */
type LateText = "canceled" | "undelivered";

/** The application may send a message again that was reported as failed: the late one must not be delivered. */
async function takenBack(
  { takeTextBack, log }: TextOptions,
  named: Parameters<TextOptions["takeTextBack"]>[0],
): Promise<LateText> {
  const isBack = await takeTextBack(named).catch((error: unknown) => {
    log.error({ err: error, messageId: named.messageId }, "application.text-not-taken-back");
    return false;
  });
  return isBack ? "canceled" : "undelivered";
}

interface TextCome {
  readonly text: CallText;
  readonly atMs: number;
  readonly mayBeTold: boolean;
  readonly sent: TextSent;
  readonly late: LateText | null;
}

/** Records the result of a message beside its call; a late one is recorded with the reported error. */
function keepText(
  { clock, exchanges }: TextOptions,
  { tenantId, callId, nth }: ApplicationCallContext,
  { text, atMs, mayBeTold, sent, late }: TextCome,
): void {
  const untold: DocumentWarning = { number: INVALID_STATUS_CALLBACK, verb: "Message", attribute: "statusCallback" };
  exchanges.add({
    tenantId,
    callId,
    nth,
    atMs,
    kind: "message",
    method: "POST",
    url: "",
    status: null,
    answer: "",
    durationMs: Math.max(0, clock.nowMs() - atMs),
    error: sent.is === "refused" ? sent.error : late === null ? null : OUR_FAULT,
    fields: {
      From: text.from,
      To: text.to,
      ...(sent.is === "sent" ? { MessageSid: sidOf("message", sent.messageId) } : {}),
      ...(late === null ? {} : { MessageStatus: late }),
    },
    warnings: mayBeTold ? [] : [untold],
  });
}

/** Default parties: from the number of the call centre to the other end of the call. */
function partiesOf(
  { caller, called, isCalledOut }: ApplicationCallContext,
  { from, to }: SmsOptions,
): Pick<CallText, "from" | "to"> {
  const [own, other] = isCalledOut ? [caller, called] : [called, caller];
  // Numbers of the call centre are written without a plus sign.
  return { from: (from ?? own).replace(/^\+/, ""), to: to ?? other };
}
