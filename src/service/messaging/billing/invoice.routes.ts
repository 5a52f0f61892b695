import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Letter } from "../../../kernel/index.ts";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { DocumentSigner } from "../../../platform/signing/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { BILLING_REFUSALS, BILLING_ROUTES } from "./billing-refusal.ts";
import { installationInvoicesSchema, invoicesSchema } from "./contract.ts";
import { findInvoice, type InvoiceRow, invoicesOfInstallation, listInvoices } from "./invoice.store.ts";
import { invoiceDocument } from "./invoice.ts";

const tags = ["service"];
const MANAGE = "service.manage";
const PAGE = 50;
const CHECK_PATH = "/validasi-sk";
const RATE = { max: 60, timeWindow: 60_000 } as const;
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema };
const fileQuery = z.strictObject({ language: z.enum(["id", "en"]).optional() });

/** Renders and signs invoices. */
export interface InvoicePress {
  readonly paper: { readonly render: (letter: Letter) => Promise<Uint8Array> };
  readonly signer: DocumentSigner;
}

/** SMS invoices: a call centre's own, and all invoices for the installation's administrator. */
export function addInvoiceRoutes(app: Http, kit: Kit, press: InvoicePress): void {
  addOwn(app, kit, press);
  app.get(
    "/api/service/sms/installation-invoices",
    {
      config: { access: "people.manage" },
      schema: {
        tags,
        summary: "Invoices of short messages of all call centres, newest first",
        querystring: z.strictObject({ after: z.uuid().optional(), afterAt: z.iso.datetime().optional() }),
        response: { 200: installationInvoicesSchema, ...problems },
      },
    },
    async (request) => {
      const { after: id, afterAt: at } = request.query;
      const after = id === undefined || at === undefined ? null : { at, id };
      const rows = await invoicesOfInstallation(kit.db, { after, limit: PAGE + 1 });
      const items = rows.slice(0, PAGE).map(shown);
      const last = items.at(-1);
      return {
        items,
        next: rows.length > PAGE && last !== undefined ? { after: last.id, afterAt: last.issuedAt } : null,
      };
    },
  );
  app.get(
    "/api/service/sms/balances/:id/invoices/:invoiceId/file",
    {
      config: { access: "people.manage", rateLimit: RATE },
      schema: {
        tags,
        summary: "An invoice of a call centre, as a signed PDF",
        querystring: fileQuery,
        params: z.object({ id: z.uuid(), invoiceId: z.uuid() }),
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const { id: tenantId, invoiceId: id } = request.params;
      return sendFile({ kit, press }, { request, reply, tenantId, id, language: request.query.language });
    },
  );
}

function addOwn(app: Http, kit: Kit, press: InvoicePress): void {
  const routes = tenantRoutes(app, kit, { ...BILLING_ROUTES, access: MANAGE });
  routes.get(
    "/api/service/sms/invoices",
    {
      summary: "Invoices of short messages, newest first",
      query: z.strictObject({ before: z.iso.date().optional() }),
      answer: invoicesSchema,
    },
    async (trx, { query: { before }, requestContext: { tenantId } }) => {
      const rows = await listInvoices(trx, { tenantId, before, limit: PAGE + 1 });
      const items = rows.slice(0, PAGE).map(shown);
      return { items, next: rows.length > PAGE ? (items.at(-1)?.month ?? null) : null };
    },
  );
  app.get(
    "/api/service/sms/invoices/:id/file",
    {
      config: { access: MANAGE, rateLimit: RATE },
      schema: {
        tags,
        summary: "An invoice of short messages, as a signed PDF",
        params: z.object({ id: z.uuid() }),
        querystring: fileQuery,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const { id } = request.params;
      return sendFile({ kit, press }, { request, reply, tenantId, id, language: request.query.language });
    },
  );
}

function shown<Row extends InvoiceRow>({ issuedAt, ...row }: Row) {
  return { ...row, issuedAt: issuedAt.toISOString() };
}

interface InvoiceFileRequest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly tenantId: string;
  readonly id: string;
  readonly language: "id" | "en" | undefined;
}

async function sendFile(
  { kit, press }: { readonly kit: Kit; readonly press: InvoicePress },
  { request, reply, tenantId, id, language }: InvoiceFileRequest,
): Promise<FastifyReply> {
  const found = await inTenant(kit.db, tenantId, (trx) => findInvoice(trx, { tenantId, id }));
  if (found === undefined) return sendRefusal(kit, reply, BILLING_REFUSALS, "no-such-sms-invoice");
  const locale = language ?? request.locale;
  const drawn = await press.paper.render(
    invoiceDocument(found.facts, {
      say: (name, params) => kit.texts.text(locale, `smsPapers.invoice.${name}`, params),
      issuedAtMs: found.issuedAt.getTime(),
      checkUrl: `${kit.publicUrl()}${CHECK_PATH}`,
      isDemonstration: press.signer.standing === "demonstration",
    }),
  );
  const { number } = found.facts;
  const signing = { signedAtMs: kit.clock.nowMs(), reason: number, location: "Indonesia" };
  const pdf = await press.signer.sign(drawn, signing);
  reply.header("cache-control", "no-store");
  reply.header("content-disposition", `attachment; filename="${number}.pdf"`);
  return reply.header("content-type", "application/pdf").send(Buffer.from(pdf));
}
