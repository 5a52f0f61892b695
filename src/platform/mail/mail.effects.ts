import nodemailer from "nodemailer";
import type { Clock } from "../../kernel/index.ts";
import type { Database } from "../database/index.ts";
import type { FileStore } from "../files/index.ts";
import type { EffectHandler } from "../outbox/index.ts";

const CONNECT_MS_MAX = 10_000;
const SOCKET_MS_MAX = 30_000;

/** Where mails go: an SMTP server, or nowhere but the local mailbox. */
export interface MailRoute {
  readonly smtpUrl: string | undefined;
  readonly from: string;
}

/**
 * Sends one queued mail. Without SMTP the mail stays in the local mailbox, which counts as delivered there.
 * A mail server gets the row's id as Message-ID, so that a mail sent twice after a crash is one mail to its reader.
 */
export function mailSender(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly files: FileStore;
  readonly route: MailRoute;
}): EffectHandler {
  const transport =
    options.route.smtpUrl === undefined
      ? undefined
      : nodemailer.createTransport(options.route.smtpUrl, {
          connectionTimeout: CONNECT_MS_MAX,
          socketTimeout: SOCKET_MS_MAX,
        } as object);
  return async (payload) => {
    const mail = await options.db
      .selectFrom("mailMessage")
      .leftJoin("storedFile", "storedFile.id", "mailMessage.attachmentFileId")
      .select([
        "mailMessage.id",
        "toAddress",
        "subject",
        "bodyText",
        "state",
        "storedFile.sha256",
        "storedFile.originalName",
      ])
      .where("mailMessage.id", "=", payload["mailId"] ?? "")
      .executeTakeFirst();
    if (mail === undefined || mail.state === "sent" || mail.state === "in-mailbox") return;
    if (transport !== undefined) {
      const attachments =
        mail.sha256 === null
          ? []
          : [
              {
                filename: mail.originalName ?? "document.pdf",
                content: Buffer.from(await options.files.read(mail.sha256)),
              },
            ];
      await transport.sendMail({
        from: options.route.from,
        to: mail.toAddress,
        subject: mail.subject,
        text: mail.bodyText,
        messageId: `<${mail.id}@sambung>`,
        attachments,
      });
    }
    await options.db
      .updateTable("mailMessage")
      .set({ state: transport === undefined ? "in-mailbox" : "sent", sentAt: new Date(options.clock.nowMs()) })
      .where("id", "=", mail.id)
      .execute();
  };
}
