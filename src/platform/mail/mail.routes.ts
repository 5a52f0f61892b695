import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Http, problemSchema, sendProblem } from "../http/index.ts";
import type { Kit } from "../kit/index.ts";
import { MAIL_STATES, type MailState } from "./delivery.ts";
import { textWithLink, textWithoutLink } from "./link-token.ts";
import { countUnread, listMail, markRead } from "./mail.store.ts";

const tags = ["mail"];
const config = { access: "signed-in" } as const;
const query = z.strictObject({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});
const mailSchema = z.object({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  createdAt: z.iso.datetime(),
  state: z.enum(MAIL_STATES),
});
const mailsSchema = z.object({ total: z.number(), items: z.array(mailSchema) });
const noticesSchema = z.object({
  total: z.number(),
  unread: z.number(),
  items: z.array(mailSchema.extend({ readAt: z.iso.datetime().nullable() })),
});
const unreadSchema = z.object({ unread: z.number() });

/** The local mailbox, only while no other machine can reach this port; and every user's own messages. */
export function addMailRoutes(app: Http, kit: Kit): void {
  addMailbox(app, kit);
  addNotices(app, kit);
  addReading(app, kit);
}

function addMailbox(app: Http, kit: Kit): void {
  app.get(
    "/api/mailbox",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "All mails of a local installation",
        querystring: query,
        response: { 200: mailsSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      if (!kit.settings.demo)
        return sendProblem(reply, kit.texts, 404, { code: "no-such-route", params: { path: "/api/mailbox" } });
      const { total, items } = await listMail(kit.db, paging(request.query));
      const { dataFolder } = kit.settings;
      const whole = items.map(async (row) => ({ ...toMailResponse(row), text: await textWithLink(dataFolder, row) }));
      return { total, items: await Promise.all(whole) };
    },
  );
}

function addNotices(app: Http, kit: Kit): void {
  app.get(
    "/api/notices",
    { config, schema: { tags, summary: "Your own messages", querystring: query, response: { 200: noticesSchema } } },
    async (request) => {
      const { personId } = present(request.caller, "caller");
      const { total, items } = await listMail(kit.db, { ...paging(request.query), personId });
      const instead = (row: Row) => kit.texts.text(row.locale === "en" ? "en" : "id", "mail.link-elsewhere");
      return {
        total,
        unread: await countUnread(kit.db, personId),
        items: items.map((row) => ({
          ...toMailResponse(row),
          // A person at an unattended open session must not find a link that sets a new password.
          text: textWithoutLink(row, instead(row)),
          readAt: row.readAt?.toISOString() ?? null,
        })),
      };
    },
  );
  app.get(
    "/api/notices/unread",
    { config, schema: { tags, summary: "How many messages you have not read", response: { 200: unreadSchema } } },
    async (request) => ({ unread: await countUnread(kit.db, present(request.caller, "caller").personId) }),
  );
}

function addReading(app: Http, kit: Kit): void {
  app.post(
    "/api/notices/:id/read",
    {
      config,
      schema: {
        tags,
        summary: "Mark a message as read",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { personId } = present(request.caller, "caller");
      const at = new Date(kit.clock.nowMs());
      const marked = await markRead(kit.db, { personId, id: request.params.id, at });
      if (marked === 0) return sendProblem(reply, kit.texts, 404, { code: "no-such-message" });
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/api/notices/read",
    { config, schema: { tags, summary: "Mark all messages as read", response: { 204: z.null() } } },
    async (request, reply) => {
      const { personId } = present(request.caller, "caller");
      await markRead(kit.db, { personId, at: new Date(kit.clock.nowMs()) });
      return reply.code(204).send(null);
    },
  );
}

type Row = Awaited<ReturnType<typeof listMail>>["items"][number];

function toMailResponse(row: Row): z.infer<typeof mailSchema> {
  return {
    id: row.id,
    to: row.toAddress,
    subject: row.subject,
    text: row.bodyText,
    createdAt: row.createdAt.toISOString(),
    state: row.state as MailState,
  };
}

function paging({ page, pageSize }: z.infer<typeof query>) {
  return { limit: pageSize, offset: (page - 1) * pageSize };
}
