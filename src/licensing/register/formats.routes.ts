import { z } from "zod";
import { present } from "../../kernel/index.ts";
import type { Http } from "../../platform/http/index.ts";
import { isRuleId, type TemplateEdition } from "../../regulation/index.ts";
import { ARCHIVE_NAME, type FormatFiles, formatFileNames } from "./format-files.effects.ts";
import { type FormatsFacts, formatsPage, TEMPLATES_PATH } from "./formats-page.ts";
import { type GeneratedFiles, SUMS_NAME } from "./generated-files.effects.ts";
import { PUBLIC_PATHS } from "./public-page.ts";
import { type SiteTools, sayPublicFailure, sayUnknown, sendPublicPage, siteFor } from "./public-site.effects.ts";
import { TEMPLATE_ARCHIVE_NAME, templateFileNames } from "./template-files.effects.ts";

const config = { access: "public" } as const;
const tags = ["pages"];
const YEAR_S = 31_536_000;
/** Replaces a version: the present edition. */
const LATEST = "terbaru";

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  zip: "application/zip",
  txt: "text/plain; charset=utf-8",
};

/** Dependencies of the page of forms. */
interface FormatTools extends SiteTools {
  readonly formats: FormatFiles;
  /** The blank templates of a licence application. */
  readonly templates: GeneratedFiles<TemplateEdition>;
}

/** Routes of the forms: a page, and every file of every edition, of the forms and of the templates of a licence application. */
export function addFormats(app: Http, tools: FormatTools): void {
  const { formats, templates } = tools;
  const errorHandler = sayPublicFailure(tools);
  app.get(
    PUBLIC_PATHS.formats,
    { config, errorHandler, schema: { tags, summary: "Forms to download (page)", querystring: language } },
    async (request, reply) => {
      const facts = { ...(await factsOf(formats)), templates: await templateFacts(templates) };
      return sendPublicPage(request, reply, formatsPage(siteFor(tools, request), facts));
    },
  );
  addFiles(app, tools, { base: PUBLIC_PATHS.formats, files: formats, summary: "One form as a file" });
  const base = TEMPLATES_PATH;
  addFiles(app, tools, { base, files: templates, summary: "One blank paper of a licence application as a file" });
}

const language = z.object({ lang: z.enum(["id", "en"]).optional().catch(undefined) });

function addFiles(
  app: Http,
  tools: FormatTools,
  {
    base,
    files,
    summary,
  }: {
    readonly base: string;
    readonly files: GeneratedFiles<{ readonly version: string }>;
    readonly summary: string;
  },
): void {
  app.get(
    `${base}/:version/:file`,
    {
      config,
      errorHandler: sayPublicFailure(tools),
      schema: {
        tags,
        summary,
        params: z.object({ version: z.string().max(20), file: z.string().max(80) }),
        querystring: language,
      },
    },
    async (request, reply) => {
      const { version, file: name } = request.params;
      const latest = present(files.editions.at(-1), "an edition").version;
      // Names are looked up among the generated files, and only such a name is ever sent back.
      const file = await files.find(version === LATEST ? latest : version, name);
      if (file === undefined) return sayUnknown(tools, request, reply);
      if (version === LATEST)
        return reply.header("cache-control", "no-cache").redirect(`${base}/${latest}/${file.name}`, 302);
      return reply
        .headers({
          "cache-control": `public, max-age=${YEAR_S}, immutable`,
          "content-disposition": `attachment; filename="${file.name}"`,
          etag: `"${file.sha256}"`,
        })
        .type(MEDIA_TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream")
        .send(Buffer.from(file.bytes));
    },
  );
}

async function factsOf({ editions, filesOf }: FormatFiles): Promise<Omit<FormatsFacts, "templates">> {
  const edition = present(editions.at(-1), "an edition");
  const files = await filesOf(edition);
  const listed = (name: string) => ({ name, bytes: present(files.get(name), name).bytes.length });
  return {
    edition,
    formats: edition.formats.map((format) => ({
      id: format.id,
      rule: present(isRuleId(format.rule) ? format.rule : null, "rule of a form"),
      blank: formatFileNames(format, "blank").map(listed),
      example: formatFileNames(format, "example").map(listed),
    })),
    archive: listed(ARCHIVE_NAME),
    sums: listed(SUMS_NAME),
    earlier: editions.slice(0, -1).map(({ version }) => ({ version, archive: ARCHIVE_NAME })),
  };
}

async function templateFacts({
  editions,
  filesOf,
}: GeneratedFiles<TemplateEdition>): Promise<FormatsFacts["templates"]> {
  const edition = present(editions.at(-1), "an edition");
  const files = await filesOf(edition);
  const listed = (name: string) => ({ name, bytes: present(files.get(name), name).bytes.length });
  return {
    edition,
    papers: edition.templates.map((template) => ({
      requirement: template.requirement,
      title: template.title,
      files: templateFileNames(template).map(listed),
    })),
    archive: listed(TEMPLATE_ARCHIVE_NAME),
    sums: listed(SUMS_NAME),
  };
}
