import type { FormatEdition, RuleId, TemplateEdition } from "../../regulation/index.ts";
import { html, readableDate, type SafeHtml, safeHref } from "../issuing/index.ts";
import { type PublicSite, pageHeading, publicPage, say } from "./public-page.ts";
import { ruleSource } from "./rule-lines.ts";

/** A file as listed on the page. */
interface ListedFile {
  readonly name: string;
  readonly bytes: number;
}

/** One form with its files. */
interface ListedFormat {
  readonly id: string;
  readonly rule: RuleId;
  readonly blank: readonly ListedFile[];
  readonly example: readonly ListedFile[];
}

/** The content of the page of forms. */
export interface FormatsFacts {
  readonly edition: FormatEdition;
  readonly formats: readonly ListedFormat[];
  readonly archive: ListedFile;
  readonly sums: ListedFile;
  /** Earlier editions, oldest first, each with its archive. */
  readonly earlier: readonly { readonly version: string; readonly archive: string }[];
  /** The blank templates of a licence application. */
  readonly templates: {
    readonly edition: Pick<TemplateEdition, "version" | "publishedOn">;
    readonly papers: readonly {
      readonly requirement: string;
      readonly title: string;
      readonly files: readonly ListedFile[];
    }[];
    readonly archive: ListedFile;
    readonly sums: ListedFile;
  };
}

/** The path of the blank templates of a licence application. */
export const TEMPLATES_PATH = "/formulir/izin";

/** All forms for download, one by one and together, each with an example. */
export function formatsPage(site: PublicSite, facts: FormatsFacts): string {
  const { edition, archive, sums, earlier } = facts;
  const date = readableDate(edition.publishedOn, site.texts);
  const version = say(site, "formats.version", { version: edition.version, date, rules: edition.rulesVersion });
  const older = earlier.map(
    (one) => html`<li><a href="${safeHref(addressOf(one.version, one.archive))}" download>${one.version}</a></li>`,
  );
  const content = html`${pageHeading(say(site, "formats.documentTitle"), say(site, "formats.lead"))}
<p class="buttons"><a class="button main" href="${safeHref(addressOf(edition.version, archive.name))}" download>${say(site, "formats.all", { size: kilobytes(archive) })}</a></p>
<p>${say(site, "formats.language")}</p><p class="quiet">${version}. <a href="${safeHref(addressOf(edition.version, sums.name))}">${say(site, "formats.sums")}</a></p>
<div class="cards two">${facts.formats.map((format) => formatPanel(site, edition, format))}</div>
${templatesSection(site, facts.templates)}
${older.length > 0 && html`<h2>${say(site, "formats.older")}</h2><ul>${older}</ul>`}`;
  return publicPage(site, "formats", content);
}

function formatPanel(site: PublicSite, edition: FormatEdition, format: ListedFormat): SafeHtml {
  const { id, rule, blank, example } = format;
  const link = (key: "blank" | "example") => (file: ListedFile) => {
    const kind = say(site, `formats.kinds.${file.name.split(".").at(-1) ?? ""}`);
    return html`<li><a href="${safeHref(addressOf(edition.version, file.name))}" download>${say(site, `formats.${key}`, { kind, size: kilobytes(file) })}</a></li>`;
  };
  return html`<section class="panel" id="${id}" aria-labelledby="${`${id}-name`}"><h2 id="${`${id}-name`}">${say(site, `formats.items.${id}.title`)}</h2><p>${say(site, `formats.items.${id}.use`)}</p><ul class="papers">${[...blank.map(link("blank")), ...example.map(link("example"))]}</ul>${ruleSource(site, rule)}</section>`;
}

/** The blank templates of a licence application; an applicant with a case downloads prefilled ones there. */
function templatesSection(site: PublicSite, { edition, papers, archive, sums }: FormatsFacts["templates"]): SafeHtml {
  const at = (name: string) => safeHref(`${TEMPLATES_PATH}/${edition.version}/${name}`);
  const date = readableDate(edition.publishedOn, site.texts);
  const link = (file: ListedFile) => {
    const kind = say(site, `formats.kinds.${file.name.split(".").at(-1) ?? ""}`);
    return html`<li><a href="${at(file.name)}" download>${say(site, "formats.blank", { kind, size: kilobytes(file) })}</a></li>`;
  };
  const panels = papers.map(
    ({ requirement, title, files }) =>
      html`<section class="panel" id="${requirement}" aria-labelledby="${`${requirement}-name`}"><h3 id="${`${requirement}-name`}"><span lang="id">${title}</span> (${requirement})</h3><ul class="papers">${files.map(link)}</ul></section>`,
  );
  return html`<section aria-labelledby="templates"><h2 id="templates">${say(site, "formats.templatesTitle")}</h2><p>${say(site, "formats.templatesText")}</p>
<p class="buttons"><a class="button" href="${at(archive.name)}" download>${say(site, "formats.templatesAll", { size: kilobytes(archive) })}</a></p>
<p class="quiet">${say(site, "formats.templatesVersion", { version: edition.version, date })}. <a href="${at(sums.name)}">${say(site, "formats.sums")}</a></p>
<div class="cards two">${panels}</div></section>`;
}

function addressOf(version: string, name: string): string {
  return `/formulir/${version}/${name}`;
}

function kilobytes({ bytes }: ListedFile): number {
  return Math.max(1, Math.round(bytes / 1_000));
}
