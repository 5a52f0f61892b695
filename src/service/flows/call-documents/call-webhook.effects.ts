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

/** What questions to hooks stand on. */
export interface HookOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly fetchWithin: FetchWithin;
  /** The secret that hooks of a call centre are signed with. */
  readonly authTokenOf: (tenantId: string) => Promise<string>;
  readonly signatureOf: (
    authToken: string,
    sent: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  ) => string;
  readonly exchanges: Pick<ExchangeWriter, "add">;
  /** Where this installation is reached from outside. */
  readonly publicUrl: string;
}

/** The call that a question is for; what is asked ends with it. */
export type AbortableRequestContext = ApplicationCallContext & { readonly signal?: AbortSignal };

/** One question to one hook. */
export interface HookQuestion {
  readonly kind: "voice" | "fallback";
  readonly hook: Hook;
  readonly fields: Readonly<Record<string, string>>;
  readonly budgetMs: number;
}

/** Asks one hook, signed as the field does it, and keeps what came of it; the number of what was wrong where no document came. */
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

/** A document that we cannot read for a fault of ours is one that is broken: the hook behind it has its turn. */
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
