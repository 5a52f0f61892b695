import type { Clock, Result } from "../../../../kernel/index.ts";
import { ok, refuse } from "../../../../kernel/index.ts";
import { type Database, follow, inTenant } from "../../../../platform/database/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import {
  type DocumentMessage,
  ERROR_OF_FAULT,
  errorOfStatus,
  type HookExchange,
  readMessages,
  sidOf,
  wordless,
} from "../../../flows/call-documents/index.ts";
import { e164Of } from "../../../telephony/dial-plan/index.ts";
import type { ControlAnswer, FetchWithin } from "../../../tenancy/webhooks/index.ts";
import {
  type DueQuestion,
  settleQuestion,
  takeQuestions,
  type WrittenMessage,
  writtenMessage,
} from "./sms-question.store.ts";

const POLL_MS = 1_000;
/** Concurrent webhook requests, in total and per call centre, so that one slow webhook does not delay others. */
const SHARES = { all: 48, ofTenant: 8 } as const;
/** Timeout of the webhook, and of its fallback. */
const HOOK_MS_MAX = 5_000;
/** Maximum wait for the segments of a concatenated message, and the polling interval. */
const PARTS_MS_MAX = 30_000;
const PARTS_AGAIN_MS = 2_000;
const API_VERSION = "2010-04-01";

/** Dependencies of the SMS webhooks. */
export interface SmsQuestionOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly fetchWithin: FetchWithin;
  /** Logs a webhook exchange asynchronously. */
  readonly keep: (exchange: HookExchange) => void;
  readonly authTokenOf: (tenantId: string) => Promise<string>;
  readonly signatureOf: (
    authToken: string,
    sent: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  ) => string;
  /** Submits messages through the common intake; idempotent by key. Refusals are returned by code. */
  readonly send: (asked: {
    readonly tenantId: string;
    readonly messages: readonly { readonly from: string; readonly to: string; readonly text: string }[];
    readonly key: string;
  }) => Promise<readonly (string | null)[]>;
}

/**
 * Requests the SMS webhooks for inbound messages, and sends the messages of their documents. A request is repeated
 * after a crash; messages already sent are not sent again.
 */
export function followSmsQuestions(options: SmsQuestionOptions): { close(): void } {
  const asker = openSmsAsker(options, () => following.wake());
  const following = follow({
    look: async () => void (await asker.begin()),
    everyMs: POLL_MS,
    onFault: (error) => options.log.warn({ err: error }, "sms-questions.not-read"),
  });
  return {
    close: () => {
      following.close();
      asker.close();
    },
  };
}

/** Runs due webhook requests. */
export interface SmsAsker {
  /** Starts due requests within the concurrency limits, without waiting for them; returns the number started. */
  begin(): Promise<number>;
  /** Resolves once all started requests are finished. */
  rest(): Promise<void>;
  /** Requests without a response from now on are left to the next process. */
  close(): void;
}

/** Opens the request runner; `onDone` is called after each request, so that the next one starts early. */
export function openSmsAsker(options: SmsQuestionOptions, onDone: () => void = () => undefined): SmsAsker {
  const { db, clock } = options;
  const going = new Map<string, { readonly tenantId: string; readonly asking: Promise<void> }>();
  let isClosed = false;
  const start = (question: DueQuestion): void => {
    const { tenantId, inboundId } = question;
    const asking = answered({ ...options, isClosed: () => isClosed }, question).then((isSettled) => {
      going.delete(inboundId);
      // A failed request waits for the next poll, so that a permanent failure is not retried in a tight loop.
      if (isSettled) onDone();
    });
    going.set(inboundId, { tenantId, asking });
  };
  return {
    begin: async () => {
      const limit = SHARES.all - going.size;
      if (limit <= 0 || isClosed) return 0;
      const taken = [...going.values()].map(({ tenantId }) => tenantId);
      const at = new Date(clock.nowMs());
      const due = await takeQuestions(db, { at, limit, each: SHARES.ofTenant, going: taken });
      const begun = due.filter(({ inboundId }) => !going.has(inboundId));
      for (const one of begun) start(one);
      return begun.length;
    },
    rest: async () => void (await Promise.all([...going.values()].map(({ asking }) => asking))),
    close: () => {
      isClosed = true;
    },
  };
}

/** Whether the request is settled: answered, failed, or waiting for more segments. */
async function answered(
  options: SmsQuestionOptions & { readonly isClosed: () => boolean },
  question: DueQuestion,
): Promise<boolean> {
  const { db, clock, log } = options;
  const { tenantId, inboundId } = question;
  try {
    const written = await inTenant(db, tenantId, (trx) => writtenMessage(trx, question));
    const at = new Date(clock.nowMs());
    if (written === null) {
      await settleQuestion(db, question, { state: "failed", error: null, at });
      return true;
    }
    if (!written.isWhole && at.getTime() - written.receivedAtMs < PARTS_MS_MAX) {
      const dueAt = new Date(at.getTime() + PARTS_AGAIN_MS);
      await settleQuestion(db, question, { state: "waiting", dueAt });
      return true;
    }
    const read = await requestSmsDocument(options, question, written);
    // The shutdown closed its connections, which is no failure of the webhook.
    if (!read.ok && options.isClosed()) return false;
    if (read.ok) await sent(options, { question, written }, read.value);
    const [state, error] = read.ok ? (["answered", null] as const) : (["failed", read.refusal] as const);
    await settleQuestion(db, question, { state, error, at: new Date(clock.nowMs()) });
    log.info({ tenantId, inboundId, error }, "sms-question.done");
    return true;
  } catch (error) {
    log.warn({ err: error, tenantId, inboundId }, "sms-question.not-done");
    return false;
  }
}

async function sent(
  options: SmsQuestionOptions,
  { question, written }: { readonly question: DueQuestion; readonly written: WrittenMessage },
  messages: readonly DocumentMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const { tenantId, inboundId, code } = question;
  const wanted = messages.map(({ to, from, text }) => ({ from: from ?? code, to: to ?? written.sender, text }));
  const refused = await options.send({ tenantId, messages: wanted, key: `sms-question.${inboundId}` });
  const codes = refused.filter((one) => one !== null);
  if (codes.length > 0) options.log.warn({ tenantId, inboundId, codes }, "sms-question.answer-refused");
}

/** Requests the SMS webhook of the number, and the fallback if it returns no document. */
async function requestSmsDocument(
  options: SmsQuestionOptions,
  question: DueQuestion,
  written: WrittenMessage,
): Promise<Result<readonly DocumentMessage[], number>> {
  const { url, method, fallback } = written;
  const first = await askOne(options, question, { written, hook: { url, method }, nth: 1, more: {} });
  if (first.ok || fallback === null) return first;
  const more = { ErrorCode: String(first.refusal), ErrorUrl: url };
  return askOne(options, question, { written, hook: fallback, nth: 2, more });
}

async function askOne(
  { fetchWithin, authTokenOf, signatureOf, keep, clock }: SmsQuestionOptions,
  { tenantId, inboundId, code }: DueQuestion,
  wish: {
    readonly written: WrittenMessage;
    readonly hook: { readonly url: string; readonly method: "GET" | "POST" };
    readonly nth: number;
    readonly more: Readonly<Record<string, string>>;
  },
): Promise<Result<readonly DocumentMessage[], number>> {
  const { written, hook, nth, more } = wish;
  const atMs = clock.nowMs();
  const sid = sidOf("message", inboundId);
  const authToken = await authTokenOf(tenantId);
  const fields = {
    MessageSid: sid,
    SmsSid: sid,
    SmsMessageSid: sid,
    AccountSid: sidOf("account", tenantId),
    From: e164Of(written.sender),
    To: code,
    Body: written.text,
    NumMedia: "0",
    NumSegments: String(written.parts),
    SmsStatus: "received",
    ApiVersion: API_VERSION,
    ...more,
  };
  const answer = await fetchWithin(HOOK_MS_MAX, {
    ...hook,
    holder: tenantId,
    fields,
    sign: (out) => ({ "x-twilio-signature": signatureOf(authToken, out), "i-twilio-idempotency-token": sid }),
  });
  const read = judged(answer);
  keep(
    wordless({
      tenantId,
      callId: inboundId,
      nth,
      atMs,
      kind: "sms",
      ...hook,
      fields,
      status: answer.ok ? answer.status : null,
      durationMs: Math.round(answer.timings.totalMs),
      error: read.ok ? null : read.refusal,
      answer: answer.ok ? answer.text : "",
      warnings: read.ok ? read.value.warnings : [],
    }),
  );
  return read.ok ? ok(read.value.messages) : read;
}

function judged(answer: ControlAnswer): ReturnType<typeof readMessages> {
  if (!answer.ok) return refuse(ERROR_OF_FAULT[answer.fault]);
  const wrong = errorOfStatus(answer.status);
  return wrong === null ? readMessages(answer) : refuse(wrong);
}
