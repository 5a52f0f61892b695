import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { DocumentPool, PdfReader } from "../../platform/pdf/index.ts";
import { currentTemplates, findTemplate, publishedTemplates } from "../../regulation/index.ts";
import type { CaseDocumentData } from "./case-document-data.ts";
import { templateLetter } from "./template-letter.ts";
import { type WholeFileRefusal, wholeArchive, wholePdf } from "./whole-file.effects.ts";

/** Dependencies of the routes of a case's documents. */
export interface TemplateDependencies {
  readonly kit: Pick<Kit, "texts" | "files">;
  readonly press: Pick<DocumentPool, "print" | "word">;
  readonly reader: Pick<PdfReader, "picture" | "count" | "join">;
  /** Reads the documents of a case for a caller who may see it; undefined otherwise. Implemented by the module of the case. */
  readonly readCase: (caller: Caller, id: string) => Promise<CaseDocumentData | undefined>;
  /** Authorises the view of a file and records it; undefined if the caller may not see it. */
  readonly viewFile: (asked: {
    readonly caller: Caller;
    readonly fileId: string;
    readonly requestId: string;
  }) => Promise<{ readonly sha256: string } | undefined>;
}

const config = { access: "signed-in" } as const;
const tags = ["licences"];
const byId = z.object({ id: z.uuid() });
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/** Rendering and joining occupy a worker, so each person has a limit per minute. */
const DRAWN_RATE = { max: 60, timeWindow: 60_000 };
const PICTURE_RATE = { max: 300, timeWindow: 60_000 };
const WHOLE_RATE = { max: 6, timeWindow: 60_000 };

/** Routes of a case's documents: templates to download, pages of its files as pictures, and the whole case as one file. */
export function addTemplateRoutes(app: Http, dependencies: TemplateDependencies): void {
  addDownload(app, dependencies);
  addPicture(app, dependencies);
  addWholePdf(app, dependencies);
  addWholeArchive(app, dependencies);
  addDiagram(app, dependencies);
}

function addDownload(app: Http, dependencies: TemplateDependencies): void {
  app.get(
    "/api/licences/:id/templates/:requirement",
    {
      config: { ...config, rateLimit: DRAWN_RATE },
      schema: {
        tags,
        summary: "A paper of an application, filled in with what is known of it",
        params: byId.extend({ requirement: z.string().regex(/^[DNU]\d\d$/) }),
        querystring: z.object({ format: z.enum(["pdf", "docx"]).default("pdf") }),
      },
    },
    async (request, reply) => {
      const papers = await caseOf(dependencies, request, request.params.id);
      if (papers === undefined) return sendProblem(reply, dependencies.kit.texts, 404, { code: "no-such-application" });
      const { requirement } = request.params;
      const { format } = request.query;
      const version = papers.templates[requirement] ?? currentTemplates.version;
      const edition = publishedTemplates.find((one) => one.version === version) ?? currentTemplates;
      const template = findTemplate(requirement, edition.version);
      if (template === undefined || (format === "docx" && !template.isWord)) {
        return sendProblem(reply, dependencies.kit.texts, 404, { code: "no-such-template" });
      }
      const letter = templateLetter(edition, template, {
        facts: papers.facts,
        drawing: papers.diagram?.drawing ?? null,
      });
      const bytes = format === "docx" ? await dependencies.press.word(letter) : await dependencies.press.print(letter);
      return sendDocument(
        reply,
        { name: `${requirement}-${template.id}.${format}`, type: format === "docx" ? WORD : PDF },
        bytes,
      );
    },
  );
}

const PDF = "application/pdf";

function addPicture(app: Http, dependencies: TemplateDependencies): void {
  app.get(
    "/api/licences/:id/documents/:slot/page/:picture",
    {
      config: { ...config, rateLimit: PICTURE_RATE },
      schema: {
        tags,
        summary: "A page of a file of an application as a picture: 1.png",
        params: byId.extend({ slot: z.string().min(1).max(100), picture: z.string().regex(/^[1-9]\d{0,3}\.png$/) }),
        querystring: z.object({ side: z.coerce.number().int().min(200).max(2_600).default(1_600) }),
      },
    },
    async (request, reply) => {
      const { id, slot, picture } = request.params;
      const papers = await caseOf(dependencies, request, id);
      const hung = papers?.documents.find((document) => document.slot === slot);
      const viewed = hung === undefined ? undefined : await view(dependencies, request, hung.fileId);
      if (viewed === undefined) return sendProblem(reply, dependencies.kit.texts, 404, { code: "no-such-file" });
      const bytes = await dependencies.kit.files.read(viewed.sha256);
      const drawn = await dependencies.reader.picture(bytes, Number.parseInt(picture, 10), request.query.side);
      if (!drawn.ok || drawn.value.length === 0) {
        return sendProblem(reply, dependencies.kit.texts, 404, { code: "page-not-drawn" });
      }
      return reply.type("image/png").header("cache-control", "private, no-store").send(Buffer.from(drawn.value));
    },
  );
}

/** HTTP status of each refusal. */
const WHOLE_STATUS: Readonly<Record<WholeFileRefusal, 413 | 503>> = {
  "whole-file-too-large": 413,
  "whole-file-failed": 503,
};

function addWholePdf(app: Http, dependencies: TemplateDependencies): void {
  app.get(
    "/api/licences/:id/file.pdf",
    {
      config: { ...config, rateLimit: WHOLE_RATE },
      schema: { tags, summary: "The whole application as one PDF", params: byId },
    },
    async (request, reply) => {
      const papers = await viewedCase(dependencies, request, request.params.id);
      if (papers === undefined) return sendProblem(reply, dependencies.kit.texts, 404, { code: "no-such-application" });
      const whole = await wholePdf(papers, {
        files: dependencies.kit.files,
        press: dependencies.press,
        reader: dependencies.reader,
      });
      if (!whole.ok)
        return sendProblem(reply, dependencies.kit.texts, WHOLE_STATUS[whole.refusal], { code: whole.refusal });
      return sendDocument(reply, { name: `${nameOf(papers)}.pdf`, type: PDF }, whole.value);
    },
  );
}

function addWholeArchive(app: Http, dependencies: TemplateDependencies): void {
  app.get(
    "/api/licences/:id/file.zip",
    {
      config: { ...config, rateLimit: WHOLE_RATE },
      schema: { tags, summary: "The whole application as an archive", params: byId },
    },
    async (request, reply) => {
      const papers = await viewedCase(dependencies, request, request.params.id);
      if (papers === undefined) return sendProblem(reply, dependencies.kit.texts, 404, { code: "no-such-application" });
      const archive = await wholeArchive(papers, {
        files: dependencies.kit.files,
        press: dependencies.press,
        reader: dependencies.reader,
      });
      return reply
        .type("application/zip")
        .headers({
          "content-disposition": `attachment; filename="${nameOf(papers)}.zip"`,
          "cache-control": "private, no-store",
        })
        .send(archive);
    },
  );
}

function addDiagram(app: Http, dependencies: TemplateDependencies): void {
  app.get(
    "/api/licences/:id/diagram.svg",
    {
      config,
      schema: { tags, summary: "The configuration as a diagram", params: byId },
    },
    async (request, reply) => {
      const papers = await caseOf(dependencies, request, request.params.id);
      if (papers?.diagram === undefined || papers.diagram === null) {
        return sendProblem(reply, dependencies.kit.texts, 404, { code: "no-such-application" });
      }
      return reply.type("image/svg+xml").header("cache-control", "private, no-store").send(papers.diagram.svg);
    },
  );
}

function caseOf(
  dependencies: TemplateDependencies,
  request: FastifyRequest,
  id: string,
): Promise<CaseDocumentData | undefined> {
  return dependencies.readCase(present(request.caller, "caller"), id);
}

function view(dependencies: TemplateDependencies, request: FastifyRequest, fileId: string) {
  return dependencies.viewFile({ caller: present(request.caller, "caller"), fileId, requestId: request.id });
}

/** A case with the files that the caller may read; each view is recorded. */
async function viewedCase(
  dependencies: TemplateDependencies,
  request: FastifyRequest,
  id: string,
): Promise<CaseDocumentData | undefined> {
  const papers = await caseOf(dependencies, request, id);
  if (papers === undefined) return undefined;
  const documents: CaseDocumentData["documents"][number][] = [];
  for (const document of papers.documents) {
    if ((await view(dependencies, request, document.fileId)) !== undefined) documents.push(document);
  }
  return { ...papers, documents };
}

function nameOf({ facts }: CaseDocumentData): string {
  return facts.number ?? `permohonan-izin-${facts.caseId.slice(-12)}`;
}

function sendDocument(
  reply: FastifyReply,
  { name, type }: { readonly name: string; readonly type: string },
  bytes: Uint8Array,
): FastifyReply {
  return reply
    .type(type)
    .headers({ "content-disposition": `attachment; filename="${name}"`, "cache-control": "private, no-store" })
    .send(Buffer.from(bytes));
}
