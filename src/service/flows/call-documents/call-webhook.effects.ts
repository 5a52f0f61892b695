import type { Clock, Result } from "../../../kernel/index.ts";
import { ok, refuse } from "../../../kernel/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { ApplicationCallContext, Hook } from "../../telephony/calls/index.ts";
import type { ControlAnswer, FetchWithin } from "../../tenancy/webhooks/index.ts";
import { DOCUMENT_FAULTS } from "./documents/document-fault.ts";
import { type ReadDocument, readAnswer } from "./documents/read-document.ts";
import type { ExchangeWriter } from "./exchange-writer.effects.ts";
import type { HookExchange } from "./hook-exchange.ts";
import { ERROR_OF_FAULT, errorOfStatus } from "./hook-fault.ts";
import { callFields, idempotencyOf, recordingFields } from "./hook-fields.ts";

/** Dependencies of webhook requests. */
export interface HookOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly fetchWithin: FetchWithin;
  /** Auth token that signs a call centre's webhook requests. */
  readonly authTokenOf: (tenantId: string) => Promise<string>;
  readonly signatureOf: (
    authToken: string,
    sent: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  ) => string;
  readonly exchanges: Pick<ExchangeWriter, "add">;
  /** Public URL of the installation. */
  readonly publicUrl: string;
}

/** The call of a request; the request is aborted when the call ends. */
export type AbortableRequestContext = ApplicationCallContext & { readonly signal?: AbortSignal };

/** One request to one webhook. */
export interface HookQuestion {
  readonly kind: "voice" | "fallback";
  readonly hook: Hook;
  readonly fields: Readonly<Record<string, string>>;
  readonly budgetMs: number;
}

/** Requests a webhook, with a Twilio-compatible signature, and logs the exchange; returns the error number if it returns no document. */
export async function askHook(
  options: HookOptions,
  requestContext: AbortableRequestContext,
  question: HookQuestion,
): Promise<Result<ReadDocument, number>> {
  const { hook, budgetMs } = question;
  const atMs = options.clock.nowMs();
  const fields = {
    ...callFields(requestContext),
    ...recordingFields(question.fields, requestContext, options.publicUrl),
  };
  const authToken = await options.authTokenOf(requestContext.tenantId);
  const answer = await options.fetchWithin(budgetMs, {
    ...hook,
    ...(requestContext.signal === undefined ? {} : { signal: requestContext.signal }),
    holder: requestContext.tenantId,
    fields,
    sign: (sent) => ({
      "x-twilio-signature": options.signatureOf(authToken, sent),
      "i-twilio-idempotency-token": idempotencyOf(requestContext),
    }),
  });
  const judged = judgedSafely(options, requestContext, { answer, hook });
  const exchange: HookExchange = {
    tenantId: requestContext.tenantId,
    callId: requestContext.callId,
    nth: requestContext.nth,
    atMs,
    kind: question.kind,
    ...hook,
    fields,
    durationMs: Math.round(answer.timings.totalMs),
    status: answer.ok ? answer.status : null,
    error: judged.ok ? null : judged.refusal,
    answer: answer.ok ? answer.text : "",
    warnings: judged.ok ? judged.value.warnings : [],
  };
  options.exchanges.add(exchange);
  return judged;
}

/** Treats an internal failure of the document parser as an invalid document, so that the fallback is requested. */
function judgedSafely(
  { log }: HookOptions,
  { callId }: ApplicationCallContext,
  { answer, hook }: { readonly answer: ControlAnswer; readonly hook: Hook },
): Result<ReadDocument, number> {
  try {
    return judge(answer, hook);
  } catch (error) {
    log.error({ err: error, callId }, "application.document-not-read");
    return refuse(DOCUMENT_FAULTS["not-xml"]);
  }
}

function judge(answer: ControlAnswer, from: Hook): Result<ReadDocument, number> {
  if (!answer.ok) return refuse(ERROR_OF_FAULT[answer.fault]);
  const wrong = errorOfStatus(answer.status);
  if (wrong !== null) return refuse(wrong);
  const read = readAnswer(answer, from);
  return read.ok ? ok(read.value) : refuse(DOCUMENT_FAULTS[read.refusal]);
}
