/** Composition of the register. */
import type { Http } from "../../platform/http/index.ts";
import type { FormatPress } from "./format-files.effects.ts";
import { openFormatFiles } from "./format-files.effects.ts";
import { addFormats } from "./formats.routes.ts";
import { addPublicPages, type RegisterDependencies } from "./pages.routes.ts";
import type { SiteTools } from "./public-site.effects.ts";
import { openTemplateFiles, type TemplatePress } from "./template-files.effects.ts";

/** Registers the public site; `press` generates the files of the forms off the event loop. */
export function addRegister(
  app: Http,
  tools: SiteTools & { readonly dependencies: RegisterDependencies; readonly press: FormatPress & TemplatePress },
): void {
  addPublicPages(app, tools);
  addFormats(app, {
    ...tools,
    formats: openFormatFiles(tools.press),
    templates: openTemplateFiles(tools.press),
  });
}
