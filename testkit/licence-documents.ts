import diagramTexts from "../locales/parts/id/licence-diagram.json" with { type: "json" };
import type { Letter, LetterField } from "../src/kernel/index.ts";
import { type DiagramWords, graphOf, letterDrawing } from "../src/licensing/configuration/index.ts";
import { type TemplateFacts, templateLetter } from "../src/licensing/templates/index.ts";
import type { DocumentPool, PdfReader } from "../src/platform/pdf/index.ts";
import { currentTemplates, findTemplate, type TemplateEdition } from "../src/regulation/index.ts";
import { LICENCE_CASE, LICENCE_TODAY, licenceRules, SOUND_COMPANY, SOUND_FORM } from "./licence-form.ts";
import { type ScanSettings, scanPages } from "./scan.ts";
import { type InkedArea, inkPdf, readSigningAreas } from "./signed-pdf.ts";

/** The texts of the diagram, in Indonesian. */
const DIAGRAM_WORDS: DiagramWords = diagramTexts.licence.diagram;

/** Facts for the templates of tests: the valid application. */
export const VALID_TEMPLATE_FACTS: TemplateFacts = {
  caseId: LICENCE_CASE,
  number: "IZN-2026112500001",
  today: LICENCE_TODAY,
  company: {
    name: SOUND_COMPANY.name,
    nib: SOUND_COMPANY.nib,
    npwp: SOUND_COMPANY.npwp,
    address: "Jalan Melati Raya Nomor 27",
    city: "Kota Depok",
    phone: "+62215550100",
    email: "izin@contoh.co.id",
    directorName: "Rani Contoh",
    directorPosition: "Direktur Utama",
  },
  codes: SOUND_COMPANY.codes,
  form: SOUND_FORM,
  linesPerE1: licenceRules().values.linesPerE1,
  bankFundsPercent: licenceRules().values.bankFundsPercent,
};

/** A filled-in template. */
export interface FilledTemplate {
  readonly requirement: string;
  readonly facts?: TemplateFacts;
  readonly edition?: TemplateEdition;
  /** Empty fields. */
  readonly empty?: readonly string[];
}

/** The letter of a template with every field filled in except those that stay empty. */
export function filledLetter({
  requirement,
  facts = VALID_TEMPLATE_FACTS,
  edition = currentTemplates,
  empty = [],
}: FilledTemplate): Letter {
  const template = findTemplate(requirement, edition.version, [edition]);
  if (template === undefined) throw new Error(`no template ${requirement}`);
  const letter = templateLetter(edition, template, {
    facts,
    drawing: letterDrawing(graphOf(facts.form, facts.linesPerE1), DIAGRAM_WORDS),
  });
  const fill = (field: LetterField): LetterField => {
    if (empty.includes(field.name)) return { ...field, value: "" };
    return field.value === "" ? { ...field, value: "001/CONTOH/XI/2026" } : field;
  };
  return {
    ...letter,
    blocks: letter.blocks.map((block) => {
      if (block.kind === "fields") return { ...block, fields: block.fields.map(fill) };
      if (block.kind !== "signing") return block;
      const { placeAndDate, signerName, signerPosition } = block;
      return {
        ...block,
        placeAndDate: fill(placeAndDate),
        signerName: fill(signerName),
        signerPosition: fill(signerPosition),
      };
    }),
  };
}

/** Renders a filled template and signs it, except in the areas that stay blank. */
export async function renderSignedTemplate(
  tools: { readonly paper: Pick<DocumentPool, "render">; readonly reader: Pick<PdfReader, "look"> },
  filled: FilledTemplate,
  blank: readonly InkedArea["area"]["kind"][] = [],
): Promise<Uint8Array> {
  const drawn = await tools.paper.render(filledLetter(filled));
  const areas = await readSigningAreas(tools.reader, drawn);
  return inkPdf(
    drawn,
    areas.filter(({ area }) => !blank.includes(area.kind)),
  );
}

/** A clean office scan, for variation. */
export const CLEAN_SCAN: ScanSettings = { dpi: 200, degrees: 0, isGrey: true, quality: 75, noise: 6, margin: 0 };

/** Scans a file: every page becomes a picture. */
export async function scanned(
  reader: Pick<PdfReader, "picture">,
  pdf: Uint8Array,
  scan: { readonly pages: readonly number[]; readonly look: ScanSettings; readonly chance: () => number },
): Promise<Uint8Array> {
  const side = Math.round((841.89 / 72) * scan.look.dpi);
  const pictures: Uint8Array[] = [];
  for (const page of scan.pages) {
    const picture = await reader.picture(pdf, page, side);
    if (!picture.ok || picture.value.length === 0) throw new Error(`page ${page} was not drawn`);
    pictures.push(picture.value);
  }
  return scanPages(pictures, scan.look, scan.chance);
}
