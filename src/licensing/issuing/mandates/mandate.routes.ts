import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { addMandates, endMandate, type ProposeMandate } from "./mandate.effects.ts";
import { kindsWithoutMandate, listMandates, listSigners } from "./mandate.store.ts";
import { type DecreeKind, type MandateFormRefusal, mandateState } from "./mandate.ts";
import { mandateEndSchema, mandateFormSchema, mandatesQuery, mandatesSchema } from "./mandate-contract.ts";

const tags = ["mandates"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** HTTP status and form field of each refusal. */
const ANSWERS: Readonly<Record<MandateFormRefusal, { readonly status: number; readonly path: string | null }>> = {
  "mandate-begins-in-the-past": { status: 400, path: "validFrom" },
  "mandate-days-order": { status: 400, path: "validTo" },
  "mandate-signer-unfit": { status: 409, path: "signerPersonId" },
  "mandate-overlaps": { status: 409, path: "validFrom" },
  "mandate-ended-already": { status: 409, path: null },
  "mandate-end-in-the-past": { status: 400, path: "lastDay" },
  "mandate-end-later": { status: 400, path: "lastDay" },
  "no-such-mandate": { status: 404, path: null },
};

/** Routes of mandates: list, add, end. */
export function addMandateRoutes(app: Http, kit: Kit, propose: ProposeMandate): void {
  app.get(
    "/api/mandates",
    {
      config: { access: "decree.read" },
      schema: { tags, summary: "Mandates", querystring: mandatesQuery, response: { 200: mandatesSchema } },
    },
    async (request) => mandatesPage(kit, request.query),
  );
  addWriting(app, kit, propose);
}

function addWriting(app: Http, kit: Kit, propose: ProposeMandate): void {
  const config = { access: "mandate.write" } as const;
  const refuse = (reply: Parameters<typeof sendProblem>[0], code: MandateFormRefusal) => {
    const { status, path } = ANSWERS[code];
    return sendProblem(reply, kit.texts, status, { code, fields: path === null ? [] : [{ path, code }] });
  };
  app.post(
    "/api/mandates",
    {
      config,
      schema: {
        tags,
        summary: "Add a mandate, or propose it to a second person",
        body: mandateFormSchema,
        response: { 201: z.object({ ids: z.array(z.uuid()), proposalId: z.uuid().nullable() }), ...problems },
      },
    },
    async (request, reply) => {
      const { personId } = present(request.caller, "caller");
      const done = await addMandates(kit, { personId, requestId: request.id, form: request.body, propose });
      return "ids" in done ? reply.code(201).send({ ...done, ids: [...done.ids] }) : refuse(reply, done.refusal);
    },
  );
  app.post(
    "/api/mandates/:id/end",
    {
      config,
      schema: {
        tags,
        summary: "End a mandate after a day, or cancel one that has not begun by then",
        params: z.object({ id: z.uuid() }),
        body: mandateEndSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { personId } = present(request.caller, "caller");
      const asked = { personId, requestId: request.id, id: request.params.id, ...request.body };
      const done = await endMandate(kit, asked);
      return done === "ended" ? reply.code(204).send(null) : refuse(reply, done);
    },
  );
}

async function mandatesPage(kit: Kit, query: z.infer<typeof mandatesQuery>): Promise<z.infer<typeof mandatesSchema>> {
  const { page, pageSize } = query;
  const today = officeDate(kit.clock.nowMs());
  const [found, missing, signers] = await Promise.all([
    listMandates(kit.db, { limit: pageSize, offset: (page - 1) * pageSize }),
    kindsWithoutMandate(kit.db, today),
    listSigners(kit.db),
  ]);
  const items = found.items.map(({ endedAt, addedAt, ...row }) => ({
    ...row,
    decreeKind: row.decreeKind as DecreeKind,
    standing: mandateState(row, today),
    decrees: row.decrees ?? 0,
    addedAt: addedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }));
  return { total: found.total, today, kindsWithoutMandate: [...missing], signers, items };
}
