import type { Clock } from "../../kernel/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import type { ApplicationAsking, TextSent, TextWish } from "../calls/index.ts";
import { isOutwardUrl } from "../webhooks/index.ts";
import type { CallText } from "./call-text.ts";
import type { DocumentWarning } from "./document-fault.ts";
import type { ExchangeWriter } from "./exchange-writer.effects.ts";
import { OUR_FAULT } from "./hook-error.ts";
import { sidOf } from "./sid.ts";
import { within } from "./within.effects.ts";

/** What is not on disk by then is not waited for: the intake itself gives up before. */
const SENT_MS_MAX = 6_000;
/** The field's number of an address that may not be told of a message. */
const MAY_NOT_BE_TOLD = 21_609;

/** What messages of documents stand on. */
export interface TextOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly exchanges: Pick<ExchangeWriter, "add">;
  /** Hands a message in by the intake of all. */
  readonly sendText: (text: CallText) => Promise<TextSent>;
  /** Hosts with their ports that lie inside and may be called nevertheless. */
  readonly inside: readonly string[];
}

/** Sends a short message of a document and keeps beside its call what came of it. */
export async function sendText(options: TextOptions, asking: ApplicationAsking, wish: TextWish): Promise<TextSent> {
  const { clock, log, exchanges } = options;
  const { tenantId, callId, nth } = asking;
  const atMs = clock.nowMs();
  const mayBeTold = wish.toldUrl === null || isOutwardUrl(wish.toldUrl, new Set(options.inside));
  const text: CallText = {
    ...partiesOf(asking, wish),
    tenantId,
    text: wish.text,
    toldUrl: mayBeTold ? wish.toldUrl : null,
  };
  const asked = options.sendText(text).catch((error: unknown): TextSent => {
    log.error({ err: error, callId }, "application.text-not-sent");
    return { is: "refused", error: OUR_FAULT };
  });
  const sent = await within<TextSent>(SENT_MS_MAX, asked, { is: "refused", error: OUR_FAULT });
  const untold: DocumentWarning = { number: MAY_NOT_BE_TOLD, verb: "Message", attribute: "statusCallback" };
  exchanges.add({
    ...{ tenantId, callId, nth, atMs, kind: "message", method: "POST", url: "", status: null, answer: "" },
    durationMs: Math.max(0, clock.nowMs() - atMs),
    error: sent.is === "refused" ? sent.error : null,
    fields: {
      ...{ From: text.from, To: text.to },
      ...(sent.is === "sent" ? { MessageSid: sidOf("message", sent.messageId) } : {}),
    },
    warnings: mayBeTold ? [] : [untold],
  });
  return sent;
}

/** Left out, it goes from the number of the call centre to whoever is at the other end of the call. */
function partiesOf(
  { caller, called, isCalledOut }: ApplicationAsking,
  { from, to }: TextWish,
): Pick<CallText, "from" | "to"> {
  const [own, other] = isCalledOut ? [caller, called] : [called, caller];
  // Numbers of the call centre are written without their plus.
  return { from: (from ?? own).replace(/^\+/, ""), to: to ?? other };
}
