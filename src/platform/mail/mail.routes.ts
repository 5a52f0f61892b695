import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Http, problemWire, sendProblem } from "../http/index.ts";
import type { Kit } from "../kit/index.ts";
import { listMail } from "./mail.store.ts";

const tags = ["mail"];
const query = z.strictObject({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});
const mailsWire = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      to: z.string(),
      subject: z.string(),
      text: z.string(),
      createdAt: z.iso.datetime(),
      state: z.enum(["queued", "in-mailbox", "sent", "failed"]),
    }),
  ),
});

/** The local mailbox, only while nobody else can reach this machine's port; and everyone's own messages. */
export function addMailRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/mailbox",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "All mails of a local installation",
        querystring: query,
        response: { 200: mailsWire, 404: problemWire },
      },
    },
    async (request, reply) => {
      if (!kit.settings.demo)
        return sendProblem(reply, kit.texts, 404, { code: "no-such-route", params: { path: "/api/mailbox" } });
      return page(kit, request.query, undefined);
    },
  );
  app.get(
    "/api/notices",
    {
      config: { access: "signed-in" },
      schema: { tags, summary: "Your own messages", querystring: query, response: { 200: mailsWire } },
    },
    async (request) => page(kit, request.query, present(request.caller, "caller").personId),
  );
}

async function page(
  kit: Kit,
  asked: z.infer<typeof query>,
  personId: string | undefined,
): Promise<z.infer<typeof mailsWire>> {
  const limit = asked.pageSize;
  const offset = (asked.page - 1) * limit;
  const found = await listMail(kit.db, personId === undefined ? { limit, offset } : { personId, limit, offset });
  const items = found.items.map((row) => ({
    id: row.id,
    to: row.toAddress,
    subject: row.subject,
    text: row.bodyText,
    createdAt: row.createdAt.toISOString(),
    state: row.state as "queued",
  }));
  return { total: found.total, items };
}
