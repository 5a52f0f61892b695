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

/** What is not on disk by then is not waited for: it is told as failed, and never let go. */
const SENT_MS_MAX = 12_000;
/** The field's number of an address that may not be told of a message. */
const INVALID_STATUS_CALLBACK = 21_609;

const OUR_REFUSAL: TextSent = { is: "refused", error: OUR_FAULT };

/** What messages of documents stand on. */
export interface TextOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly exchanges: Pick<ExchangeWriter, "add">;
  /** Hands a message in by the intake of all, in which it is held. */
  readonly sendText: (text: CallText) => Promise<TextSent>;
  /** Lets a message go that is on disk in time; one that nobody lets go ends by itself. */
  readonly releaseText: (named: { readonly tenantId: string; readonly messageId: string }) => Promise<void>;
  /** Takes a message back that came to be too late; false where that could not be done, and it ends by itself. */
  readonly takeTextBack: (named: { readonly tenantId: string; readonly messageId: string }) => Promise<boolean>;
  /** How long a message is waited for; for tests. */
  readonly sentMsMax?: number;
  /** Hosts with their ports that lie inside and may be called nevertheless. */
  readonly inside: readonly string[];
}

/**
 * Sends a short message of a document and keeps beside its call what came of it. One that is told as failed reaches nobody, whatever dies and
 * however late the disk is: on disk it is held, and it is let go only where it was there in time.
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

/** Its document goes on meanwhile. */
function letGo({ releaseText, log }: TextOptions, named: Parameters<TextOptions["releaseText"]>[0]): void {
  releaseText(named).catch((error: unknown) =>
    log.error({ err: error, messageId: named.messageId }, "application.text-not-let-go"),
  );
}

/** What became of a message of which its document was told that it failed: taken back, or over by itself when its few minutes are. */
type LateText = "canceled" | "undelivered";

/** Whoever was told that it failed may send it again: what comes after that is to reach nobody. */
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

/** Keeps what came of a message beside its call; one that came too late stands there as the fault that it was told as. */
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

/** Left out, it goes from the number of the call centre to whoever is at the other end of the call. */
function partiesOf(
  { caller, called, isCalledOut }: ApplicationCallContext,
  { from, to }: SmsOptions,
): Pick<CallText, "from" | "to"> {
  const [own, other] = isCalledOut ? [caller, called] : [called, caller];
  // Numbers of the call centre are written without their plus.
  return { from: (from ?? own).replace(/^\+/, ""), to: to ?? other };
}
