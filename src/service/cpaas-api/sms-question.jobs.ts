import type { Clock, Result } from "../../kernel/index.ts";
import { ok, refuse } from "../../kernel/index.ts";
import { type Database, type Following, follow, inTenant } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { type DocumentMessage, ERROR_OF_FAULT, errorOfStatus, readMessages, sidOf } from "../programmable/index.ts";
import type { FetchWithin } from "../webhooks/index.ts";
import {
  type DueQuestion,
  settleQuestion,
  takeQuestions,
  type WrittenMessage,
  writtenMessage,
} from "./sms-question.store.ts";

const LOOK_MS = 1_000;
const TAKEN_MAX = 20;
/** A hook has so long, and so has the one behind it. */
const HOOK_MS_MAX = 5_000;
/** Parts of a long message are waited for so long, and looked for so often. */
const PARTS_MS_MAX = 30_000;
const PARTS_AGAIN_MS = 2_000;
const API_VERSION = "2010-04-01";

/** What questions about messages stand on. */
export interface SmsQuestionOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly fetchWithin: FetchWithin;
  readonly authTokenOf: (tenantId: string) => Promise<string>;
  readonly signatureOf: (
    authToken: string,
    sent: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  ) => string;
  /** Hands messages in by the intake of all; the same key again sends nothing again. What was refused is told by its code. */
  readonly send: (asked: {
    readonly tenantId: string;
    readonly messages: readonly { readonly from: string; readonly to: string; readonly text: string }[];
    readonly key: string;
  }) => Promise<readonly (string | null)[]>;
}

/**
 * Asks applications about what was written to their numbers, and sends what they answer. A question is begun again where a process died;
 * what it had sent by then is not sent again.
 */
export function followSmsQuestions(options: SmsQuestionOptions): Following {
  const { db, clock, log } = options;
  return follow({
    look: async () => {
      for (let isMore = true; isMore; ) {
        const due = await takeQuestions(db, { at: new Date(clock.nowMs()), limit: TAKEN_MAX });
        await Promise.all(due.map((one) => answered(options, one)));
        isMore = due.length === TAKEN_MAX;
      }
    },
    everyMs: LOOK_MS,
    onFault: (error) => log.warn({ err: error }, "sms-questions.not-read"),
  });
}

async function answered(options: SmsQuestionOptions, question: DueQuestion): Promise<void> {
  const { db, clock, log } = options;
  const { tenantId, inboundId } = question;
  try {
    const written = await inTenant(db, tenantId, (trx) => writtenMessage(trx, question));
    const at = new Date(clock.nowMs());
    if (written === null) return await settleQuestion(db, question, { state: "failed", error: null, at });
    if (!written.isWhole && at.getTime() - written.receivedAtMs < PARTS_MS_MAX) {
      const dueAt = new Date(at.getTime() + PARTS_AGAIN_MS);
      return await settleQuestion(db, question, { state: "waiting", dueAt });
    }
    const read = await asked(options, question, written);
    if (read.ok) await sent(options, { question, written }, read.value);
    const [state, error] = read.ok ? (["answered", null] as const) : (["failed", read.refusal] as const);
    await settleQuestion(db, question, { state, error, at: new Date(clock.nowMs()) });
    log.info({ tenantId, inboundId, error }, "sms-question.done");
  } catch (error) {
    log.warn({ err: error, tenantId, inboundId }, "sms-question.not-done");
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

/** Asks the hook of the number, and the one behind it where that gives no document. */
async function asked(
  options: SmsQuestionOptions,
  question: DueQuestion,
  written: WrittenMessage,
): Promise<Result<readonly DocumentMessage[], number>> {
  const { url, method, fallback } = written;
  const first = await askOne(options, question, { written, hook: { url, method }, more: {} });
  if (first.ok || fallback === null) return first;
  const more = { ErrorCode: String(first.refusal), ErrorUrl: url };
  return askOne(options, question, { written, hook: fallback, more });
}

async function askOne(
  { fetchWithin, authTokenOf, signatureOf }: SmsQuestionOptions,
  { tenantId, inboundId, code }: DueQuestion,
  wish: {
    readonly written: WrittenMessage;
    readonly hook: { readonly url: string; readonly method: "GET" | "POST" };
    readonly more: Readonly<Record<string, string>>;
  },
): Promise<Result<readonly DocumentMessage[], number>> {
  const { written, hook, more } = wish;
  const sid = sidOf("message", inboundId);
  const authToken = await authTokenOf(tenantId);
  const answer = await fetchWithin(HOOK_MS_MAX, {
    ...{ ...hook, holder: tenantId },
    fields: {
      ...{ MessageSid: sid, SmsSid: sid, SmsMessageSid: sid, AccountSid: sidOf("account", tenantId) },
      ...{ From: written.sender, To: code, Body: written.text, NumMedia: "0", NumSegments: String(written.parts) },
      ...{ SmsStatus: "received", ApiVersion: API_VERSION, ...more },
    },
    sign: (out) => ({ "x-twilio-signature": signatureOf(authToken, out), "i-twilio-idempotency-token": sid }),
  });
  if (!answer.ok) return refuse(ERROR_OF_FAULT[answer.fault]);
  const wrong = errorOfStatus(answer.status);
  if (wrong !== null) return refuse(wrong);
  const read = readMessages(answer);
  return read.ok ? ok(read.value.messages) : read;
}
