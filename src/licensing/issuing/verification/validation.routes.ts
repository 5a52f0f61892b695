import { createHash } from "node:crypto";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { isUuid } from "../../../kernel/index.ts";
import { type Http, keepLanguage, pageLanguage } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { FILE_BYTES_MAX } from "../../../platform/signing/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { type DecreeRow, findDecree } from "../decrees/decree.store.ts";
import { givesCode } from "../decrees/decree-act.ts";
import type { DecreeFacts } from "../decrees/decree-facts.ts";
import { findEarlierDecree } from "../decrees/earlier-decree.store.ts";
import { errorPage, pageProblem } from "./error-page.ts";
import type { PageFrame } from "./page-frame.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { type PageTexts, pageTextsSchema } from "./page-texts.ts";
import { judgeUpload, type RegisterState } from "./uploaded-check.ts";
import {
  type DecreeEvent,
  type DecreeOnRegister,
  type DecreeSubjectShown,
  type UploadOutcome,
  type ValidationSubject,
  validationPage,
} from "./validation-page.ts";
import { type DocumentVerifier, openDocumentVerifier } from "./verify-document.effects.ts";

const config = { access: "public" } as const;
const uploadConfig = { access: "public", rateLimit: { max: 30, timeWindow: 60_000 } } as const;
const tags = ["decrees"];
const PATH = "/validasi-sk";
const STYLE_HASH = createHash("sha256").update(PAGE_STYLE).digest("base64");
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Dependencies of the public pages. */
export interface ValidationTools {
  readonly kit: Kit;
  /** Root certificates (PEM) for verifying signatures. */
  readonly anchors: readonly string[];
  readonly demonstration: boolean;
}

/** The public pages that show the state of a decree and check an uploaded file. They need no script and no account. */
export function addValidationRoutes(app: Http, given: ValidationTools): void {
  const verifier = openDocumentVerifier(given.anchors);
  app.addHook("onClose", () => verifier.close());
  const tools = { ...given, verifier };
  const query = z.object({ lang: z.enum(["id", "en"]).optional().catch(undefined) });
  const byId = z.object({ id: z.string().max(60) });
  const errorHandler = sayFailure(tools);
  app.get(
    PATH,
    { config, errorHandler, schema: { tags, summary: "Check a decree (page)", querystring: query } },
    async (request, reply) => send(tools, { request, reply, subject: { kind: "start" }, upload: null }),
  );
  app.get(
    `${PATH}/:id`,
    {
      config,
      errorHandler,
      schema: { tags, summary: "What a decree is worth (page)", params: byId, querystring: query },
    },
    async (request, reply) => {
      const subject = await subjectOf(tools, request.params.id);
      if (subject.kind === "unknown") reply.code(404);
      return send(tools, { request, reply, subject, upload: null });
    },
  );
  app.post(
    PATH,
    {
      config: uploadConfig,
      errorHandler,
      schema: { tags, summary: "Check an uploaded decree (page)", querystring: query },
    },
    async (request, reply) => {
      const upload = await checkUpload(tools, request, null);
      return send(tools, { request, reply, subject: { kind: "start" }, upload });
    },
  );
  app.post(
    `${PATH}/:id`,
    {
      config: uploadConfig,
      errorHandler,
      schema: { tags, summary: "Check an uploaded file against a decree (page)", params: byId, querystring: query },
    },
    async (request, reply) => {
      const subject = await subjectOf(tools, request.params.id);
      const upload = await checkUpload(tools, request, request.params.id);
      return send(tools, { request, reply, subject, upload });
    },
  );
}

/** Reports a failure as a page, not as JSON, because the reader of a QR code uses a browser. */
function sayFailure(tools: ValidationTools) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const { status, problem } = pageProblem(error);
    if (status === 503) {
      tools.kit.log.error({ err: error, requestId: request.id }, "validation.failed");
      reply.header("retry-after", "5");
    }
    const frame = frameOf(tools, request);
    sendPage(reply.code(status), frame.locale, errorPage({ ...frame, problem, reference: request.id }));
  };
}

interface PageAnswer {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly subject: ValidationSubject;
  readonly upload: UploadOutcome | null;
}

function send(tools: ValidationTools, { request, reply, subject, upload }: PageAnswer): FastifyReply {
  const frame = frameOf(tools, request);
  const language = pageLanguage(request);
  const { asked } = language;
  const path = pathOf(request);
  const uploadAction = asked === undefined ? path : `${path}?lang=${asked}`;
  keepLanguage(request, reply, language);
  return sendPage(reply, frame.locale, validationPage({ ...frame, subject, upload, uploadAction }));
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?")[0] ?? PATH;
}

function frameOf(tools: ValidationTools, request: FastifyRequest): PageFrame {
  const { kit, demonstration } = tools;
  const { locale } = pageLanguage(request);
  const otherLanguageHref = `${pathOf(request)}?lang=${locale === "id" ? "en" : "id"}`;
  const { installationName } = kit.settings;
  return { locale, texts: textsOf(kit, locale), installationName, demonstration, homeHref: "/", otherLanguageHref };
}

function sendPage(reply: FastifyReply, locale: "id" | "en", page: string): FastifyReply {
  return reply
    .header("content-security-policy", POLICY)
    .header("cache-control", "no-store")
    .header("content-language", locale)
    .type("text/html; charset=utf-8")
    .send(page);
}

function textsOf(kit: Kit, locale: "id" | "en"): PageTexts {
  return pageTextsSchema.parse(kit.texts.branch(locale, "pages.validation"));
}

async function subjectOf(tools: ValidationTools, id: string): Promise<ValidationSubject> {
  const row = isUuid(id) ? await findDecree(tools.kit.db, id) : undefined;
  if (row === undefined) return earlierSubject(tools, id);
  if (row.publishedAt === null) return { kind: "unknown" };
  return { kind: "decree", decree: await onRegister(tools.kit, row, row.publishedAt) };
}

async function earlierSubject({ kit }: ValidationTools, id: string): Promise<ValidationSubject> {
  const row = isUuid(id) ? await findEarlierDecree(kit.db, id) : undefined;
  if (row === undefined) return { kind: "unknown" };
  const { recordedAt, id: _, ...decree } = row;
  return { kind: "earlier", decree: { ...decree, recordedAtMs: recordedAt.getTime() } };
}

function registerState(row: DecreeRow): RegisterState {
  if (row.revokedAt !== null) return "revoked";
  if (row.endedAt !== null) return "ended";
  if (row.supersededAt !== null) return "superseded";
  const { facts } = row;
  return facts.code === null || givesCode(facts.act.kind) ? "valid" : "ends-code";
}

async function onRegister(kit: Kit, row: DecreeRow, publishedAt: Date): Promise<DecreeOnRegister> {
  const { facts } = row;
  const successor = await publishedSuccessor(kit, row);
  return {
    number: row.number,
    about: aboutOf(facts),
    service: facts.service.name,
    holderName: facts.holder.name,
    holderNib: facts.holder.nib,
    decidedOn: officeDate(row.decidedAt.getTime()),
    publishedAtMs: publishedAt.getTime(),
    signer: facts.office.signerName,
    state: registerState(row),
    demonstration: row.demonstration,
    effectiveOn: officeDate(row.decidedAt.getTime()),
    inForceUntil: endedOn(row),
    replacedBy: successor === undefined ? null : { number: successor.number, href: `${PATH}/${successor.id}` },
    fileHref: `/api/decrees/${row.id}/file`,
    history: historyOf(row, publishedAt),
  };
}

function aboutOf(facts: DecreeFacts): DecreeSubjectShown {
  if (facts.code !== null) return { kind: "code", code: facts.code, numberKind: facts.numberKind };
  const { act } = facts;
  if (act.kind === "commitment") return { kind: "commitment", years: act.years };
  const held = act.kind === "sklo" ? act.annex : act;
  const result = held.kind === "test-report" ? held.result : null;
  const report = act.kind === "sklo" ? act.report.number : null;
  return { kind: "test-paper", paper: act.kind, result, heldFrom: held.heldFrom, heldTo: held.heldTo, report };
}

/** The local date on which a decree ceased to be in force; null while it is. */
function endedOn({ supersededAt, endedAt, revokedAt }: DecreeRow): string | null {
  const at = supersededAt ?? endedAt ?? revokedAt;
  return at === null ? null : officeDate(at.getTime());
}

/** The decree that ended another one, once it is published. */
async function publishedSuccessor(kit: Kit, row: DecreeRow): Promise<DecreeRow | undefined> {
  const id = row.supersededBy ?? row.endedBy;
  const successor = id === null ? undefined : await findDecree(kit.db, id);
  return successor?.publishedAt == null ? undefined : successor;
}

function historyOf(row: DecreeRow, publishedAt: Date): readonly DecreeEvent[] {
  const events: readonly (DecreeEvent | null)[] = [
    { atMs: row.decidedAt.getTime(), event: "decided", note: null },
    { atMs: publishedAt.getTime(), event: "published", note: null },
    row.supersededAt === null ? null : { atMs: row.supersededAt.getTime(), event: "superseded", note: null },
    row.endedAt === null ? null : { atMs: row.endedAt.getTime(), event: "ended", note: null },
    row.revokedAt === null ? null : { atMs: row.revokedAt.getTime(), event: "revoked", note: row.revokedReason },
  ];
  return events.filter((event) => event !== null);
}

async function checkUpload(
  tools: ValidationTools & { readonly verifier: DocumentVerifier },
  request: FastifyRequest,
  expectedDecreeId: string | null,
): Promise<UploadOutcome> {
  const bytes = await uploadedBytes(request);
  const check = await tools.verifier.verify(bytes);
  const row = check.decreeId === null ? undefined : await findDecree(tools.kit.db, check.decreeId);
  const registered = row?.publishedAt == null ? null : { state: registerState(row), demonstration: row.demonstration };
  return { check, answer: judgeUpload({ check, registered, expectedDecreeId }) };
}

/**
 * The bytes of the uploaded file; empty if none was chosen, so that the answer is "not a PDF". One byte above the limit
 * is kept, so that the check reports the size.
 */
async function uploadedBytes(request: FastifyRequest): Promise<Uint8Array> {
  if (!request.isMultipart()) return new Uint8Array();
  const part = await request.file({ limits: { fileSize: FILE_BYTES_MAX + 1, files: 1 }, throwFileSizeLimit: false });
  return part === undefined ? new Uint8Array() : part.toBuffer();
}
