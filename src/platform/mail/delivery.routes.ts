import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { recordAudit } from "../audit/index.ts";
import { type Http, problemSchema, sendProblem } from "../http/index.ts";
import type { Kit } from "../kit/index.ts";
import { MAIL_STATES, type MailState } from "./delivery.ts";
import { listDeliveries, queueAgain } from "./mail.store.ts";

const tags = ["mail"];
const config = { access: "mail.manage" } as const;

/** `trouble` selects the mails that need attention: those that wait for another attempt and those that failed permanently. */
const query = z.strictObject({
  state: z.enum(["trouble", "all", ...MAIL_STATES]).default("trouble"),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** A mail as staff see it: its delivery status, never its content. */
const deliveriesSchema = z.object({
  total: z.number(),
  /** Whether an SMTP server is configured. */
  isSmtpSet: z.boolean(),
  items: z.array(
    z.object({
      id: z.uuid(),
      to: z.string(),
      subject: z.string(),
      state: z.enum(MAIL_STATES),
      attempts: z.number(),
      answer: z.string().nullable(),
      createdAt: z.iso.datetime(),
      lastAttemptAt: z.iso.datetime().nullable(),
      sentAt: z.iso.datetime().nullable(),
    }),
  ),
});

const STATES: Readonly<Record<z.infer<typeof query>["state"], readonly MailState[]>> = {
  trouble: ["deferred", "failed"],
  all: MAIL_STATES,
  queued: ["queued"],
  "in-mailbox": ["in-mailbox"],
  deferred: ["deferred"],
  sent: ["sent"],
  failed: ["failed"],
};

/** Delivery status of mails for staff, and sending a mail again. */
export function addDeliveryRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/mails",
    {
      config,
      schema: {
        tags,
        summary: "Mails and what became of them",
        querystring: query,
        response: { 200: deliveriesSchema },
      },
    },
    async (request) => {
      const { state, page, pageSize } = request.query;
      const asked = { states: STATES[state], limit: pageSize, offset: (page - 1) * pageSize };
      const { total, items } = await listDeliveries(kit.db, asked);
      return { total, isSmtpSet: kit.settings.smtpUrl !== undefined, items: items.map(toDeliveryResponse) };
    },
  );
  app.post(
    "/api/mails/:id/again",
    {
      config,
      schema: {
        tags,
        summary: "Send a mail again that waits or failed",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), 409: problemSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { personId } = present(request.caller, "caller");
      const isQueued = await kit.db.transaction().execute(async (trx) => {
        if (!(await queueAgain(trx, kit, id))) return false;
        const subject = { subjectKind: "mail", subjectId: id, detail: {}, requestId: request.id };
        await recordAudit(trx, kit, {
          ...subject,
          actorPersonId: personId,
          actorRole: null,
          action: "mail.sent-again",
        });
        return true;
      });
      if (!isQueued) return sendProblem(reply, kit.texts, 409, { code: "mail-not-stuck" });
      return reply.code(204).send(null);
    },
  );
}

type Row = Awaited<ReturnType<typeof listDeliveries>>["items"][number];

function toDeliveryResponse(row: Row): z.infer<typeof deliveriesSchema>["items"][number] {
  return {
    id: row.id,
    to: row.toAddress,
    subject: row.subject,
    state: row.state as MailState,
    attempts: row.attempts,
    answer: row.lastError,
    createdAt: row.createdAt.toISOString(),
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    sentAt: row.sentAt?.toISOString() ?? null,
  };
}
