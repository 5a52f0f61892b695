import { setTimeout as delay } from "node:timers/promises";
import nodemailer from "nodemailer";
import type { Clock } from "../../kernel/index.ts";
import type { Database } from "../database/index.ts";
import type { FileStore } from "../files/index.ts";
import type { EffectHandler } from "../outbox/index.ts";
import { afterFailure, type DeliveryFailure } from "./delivery.ts";
import { textWithLink } from "./link-token.ts";
import { findMail, markMail } from "./mail.store.ts";
import { mailHtml } from "./mail-html.ts";

/** Mail route: an SMTP server, or the local mailbox only. */
export interface MailRoute {
  readonly smtpUrl: string | undefined;
  readonly from: string;
}

/** Time-outs of a mail server: connection, greeting, between two responses, and in total. */
export interface MailPatience {
  readonly connectMs: number;
  readonly silenceMs: number;
  readonly wholeMs: number;
}

const PATIENCE: MailPatience = { connectMs: 10_000, silenceMs: 30_000, wholeMs: 90_000 };

interface SenderOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly files: FileStore;
  readonly settings: { readonly dataFolder: string; readonly installationName: string };
  readonly route: MailRoute;
  readonly patience?: MailPatience;
}

type Mail = NonNullable<Awaited<ReturnType<typeof findMail>>>;

/**
 * Sends one queued mail. Without SMTP the mail stays in the local mailbox, which counts as delivered there.
 * The Message-ID is the row's id, so that a mail sent twice after a crash is one mail to its reader.
 * The response is stored with the mail; the error of a retryable mail is thrown, so that the outbox retries it.
 */
export function mailSender(options: SenderOptions): EffectHandler {
  const send = options.route.smtpUrl === undefined ? undefined : smtpSender(options, options.route.smtpUrl);
  return async (payload, effect) => {
    const mail = await findMail(options.db, payload["mailId"] ?? "");
    if (mail === undefined || mail.state === "sent" || mail.state === "in-mailbox" || mail.state === "failed") return;
    const at = new Date(options.clock.nowMs());
    if (send === undefined) return markMail(options.db, { id: mail.id, state: "in-mailbox", at, answer: null });
    try {
      await send(mail);
    } catch (error) {
      const state = afterFailure(failureOf(error), effect.attempts + 1);
      await markMail(options.db, { id: mail.id, state, at, answer: answerOf(error) });
      if (state === "failed") return;
      throw error;
    }
    await markMail(options.db, { id: mail.id, state: "sent", at, answer: null });
  };
}

function smtpSender(options: SenderOptions, smtpUrl: string): (mail: Mail) => Promise<void> {
  const { connectMs, silenceMs, wholeMs } = options.patience ?? PATIENCE;
  const limits = { connectionTimeout: connectMs, greetingTimeout: connectMs, dnsTimeout: connectMs };
  const transport = nodemailer.createTransport(smtpUrl, { ...limits, socketTimeout: silenceMs } as object);
  return async (mail) => {
    const { dataFolder, installationName } = options.settings;
    const text = await textWithLink(dataFolder, mail);
    const { subject } = mail;
    const locale = mail.locale === "en" ? "en" : "id";
    const sending = transport.sendMail({
      from: options.route.from,
      to: { name: "", address: mail.toAddress },
      subject,
      // RFC 3676 §4.3: two hyphens and a space begin the signature.
      text: `${text.trimEnd()}\n\n-- \n${installationName}\n`,
      html: mailHtml({ locale, subject, text, installationName }),
      messageId: `<${mail.id}@sambung>`,
      date: mail.createdAt,
      // RFC 3834 §5: prevents automatic replies by vacation programs.
      headers: { "Auto-Submitted": "auto-generated", "Content-Language": locale },
      attachments: await attachmentsOf(options.files, mail),
    });
    await within(sending, wholeMs);
  };
}

async function attachmentsOf(files: FileStore, { sha256, originalName }: Mail) {
  if (sha256 === null) return [];
  return [{ filename: originalName ?? "document.pdf", content: Buffer.from(await files.read(sha256)) }];
}

/** A server that sends its response byte by byte is never silent, but never finishes either. */
async function within(work: Promise<unknown>, msMax: number): Promise<void> {
  const stop = new AbortController();
  const late = delay(msMax, undefined, { signal: stop.signal }).then(() => {
    throw new Error("the mail server took too long");
  });
  late.catch(() => undefined);
  await Promise.race([work, late]).finally(() => stop.abort());
}

function failureOf(error: unknown): DeliveryFailure {
  const { responseCode, command } = (error ?? {}) as { readonly responseCode?: number; readonly command?: string };
  return { responseCode, command };
}

const ANSWER_MAX = 500;

/** The server's response, or the connection error, in one line. */
function answerOf(error: unknown): string {
  const { response } = (error ?? {}) as { readonly response?: string };
  const said = response ?? (error instanceof Error ? error.message : String(error));
  return said.replaceAll(/\s+/g, " ").slice(0, ANSWER_MAX);
}
