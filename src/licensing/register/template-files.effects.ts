import type { Letter } from "../../kernel/index.ts";
import { type LicenceTemplate, publishedTemplates, type TemplateEdition } from "../../regulation/index.ts";
import { templateLetter } from "../templates/index.ts";
import {
  type GeneratedFile,
  type GeneratedFiles,
  generatedFile,
  openGeneratedFiles,
  type Packer,
} from "./generated-files.effects.ts";

/** Generates blank templates off the event loop. */
export interface TemplatePress extends Packer {
  /** A PDF with form fields. */
  print(letter: Letter): Promise<Uint8Array>;
  word(letter: Letter): Promise<Uint8Array>;
}

/** The name of the archive with every blank template of an edition. */
export const TEMPLATE_ARCHIVE_NAME = "semua-templat-izin.zip";

/** The blank templates of a licence application: each as a PDF form, free-text ones also as a text document. */
export function openTemplateFiles(
  press: TemplatePress,
  editions: readonly TemplateEdition[] = publishedTemplates,
): GeneratedFiles<TemplateEdition> {
  return openGeneratedFiles({
    editions,
    archiveName: TEMPLATE_ARCHIVE_NAME,
    packer: press,
    make: (edition) => edition.templates.flatMap((template) => makeTemplate(press, edition, template)),
  });
}

/** The names of one template's files. */
export function templateFileNames({ requirement, id, isWord }: LicenceTemplate): readonly string[] {
  const stem = `${requirement}-${id}`;
  return isWord ? [`${stem}.pdf`, `${stem}.docx`] : [`${stem}.pdf`];
}

function makeTemplate(
  press: TemplatePress,
  edition: TemplateEdition,
  template: LicenceTemplate,
): readonly Promise<GeneratedFile>[] {
  const letter = templateLetter(edition, template, { facts: null, drawing: null });
  return templateFileNames(template).map(async (name) =>
    generatedFile(name, name.endsWith(".docx") ? await press.word(letter) : await press.print(letter)),
  );
}
