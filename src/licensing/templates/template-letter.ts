import {
  type Letter,
  type LetterBlock,
  type LetterDrawing,
  type LetterField,
  unreachable,
} from "../../kernel/index.ts";
import {
  type LicenceTemplate,
  officeDayStartMs,
  type TemplateBlock,
  type TemplateEdition,
  type TemplateField,
} from "../../regulation/index.ts";
import { markText } from "./mark.ts";
import { date, prefilled } from "./prefill.ts";
import type { TemplateFacts } from "./template-facts.ts";
import { templateTable } from "./template-tables.ts";

/** Names of the fields of a signature. */
const SIGNING_FIELDS = {
  place: "tempatTanggal",
  name: "namaPenandaTangan",
  position: "jabatanPenandaTangan",
} as const;

const STAMP_NOTE = "e-Meterai Rp10.000";
const SIGNATURE_NOTE = "Tanda tangan dan cap badan usaha";

/** Input of a template. */
export interface TemplateFilling {
  /** The case; null for a blank template. */
  readonly facts: TemplateFacts | null;
  /** The diagram of its configuration; null if there is none. */
  readonly drawing: LetterDrawing | null;
}

/** A template as a fillable letter: prefilled for a case, or blank. */
export function templateLetter(
  { version, publishedOn }: TemplateEdition,
  template: LicenceTemplate,
  { facts, drawing }: TemplateFilling,
): Letter {
  const { requirement, title, about } = template;
  const caseId = facts?.caseId ?? null;
  return {
    language: "id-ID",
    title: facts === null ? title : `${title}, ${facts.company.name}`,
    subject: about,
    author: "Sambung",
    createdAtMs: officeDayStartMs(facts?.today ?? publishedOn),
    properties: {
      TemplateRequirement: requirement,
      TemplateVersion: version,
      ...(caseId === null ? {} : { CaseId: caseId }),
    },
    demonstration: null,
    letterhead: letterheadOf(facts),
    blocks: [
      { kind: "title", text: title.toUpperCase(), number: `Dokumen ${requirement}`, about },
      ...template.blocks.flatMap((block) =>
        block.kind === "diagram" ? (drawing === null ? [] : [drawing]) : [letterBlock(block, facts)],
      ),
    ],
    footer: { reference: `${title}`, pageLabel: "Halaman {page} dari {pages}" },
    mark: { text: markText({ requirement, version, caseId }), readable: readableMark(requirement, version, facts) },
  };
}

/** Names of the fields that must be filled in before the template is uploaded. */
export function requiredFields({ blocks }: LicenceTemplate): readonly string[] {
  const own = blocks.flatMap((block) =>
    block.kind === "fields" ? block.fields.filter(({ isRequired }) => isRequired).map(({ id }) => id) : [],
  );
  return blocks.some(({ kind }) => kind === "signing") ? [...own, ...Object.values(SIGNING_FIELDS)] : own;
}

function letterheadOf(facts: TemplateFacts | null): Letter["letterhead"] {
  if (facts === null) return { hasSign: false, institution: "Kop surat badan usaha", unit: "", lines: [] };
  const { name, address, city, phone, email } = facts.company;
  const lines = [`${address}, ${city}`, [phone, email].filter((part) => part !== "").join(" · ")];
  return {
    hasSign: false,
    institution: name,
    unit: facts.company.nib === null ? "" : `NIB ${facts.company.nib}`,
    lines,
  };
}

function readableMark(requirement: string, version: string, facts: TemplateFacts | null): string {
  const of = facts === null ? "kosong" : (facts.number ?? facts.caseId);
  return `${requirement} · versi ${version} · ${of} · {page}/{pages}`;
}

function letterBlock(block: Exclude<TemplateBlock, { kind: "diagram" }>, facts: TemplateFacts | null): LetterBlock {
  switch (block.kind) {
    case "paragraph":
      return block;
    case "points":
      return {
        kind: "basis",
        name: block.name,
        items: block.items.map((text, index) => ({ label: `${index + 1}.`, text })),
      };
    case "fields":
      return { kind: "fields", caption: block.caption, fields: block.fields.map((field) => letterField(field, facts)) };
    case "table":
      return { kind: "table", caption: block.caption, ...templateTable(block.from, facts) };
    case "signing":
      return signing(block, facts);
    default:
      return unreachable(block);
  }
}

function letterField({ id, label, from, lines, isRequired }: TemplateField, facts: TemplateFacts | null): LetterField {
  return { name: id, label, value: prefilled(from, facts), lines, isRequired };
}

function signing(block: Extract<TemplateBlock, { kind: "signing" }>, facts: TemplateFacts | null): LetterBlock {
  const field = (name: string, label: string, value: string) => ({ name, label, value, lines: 1, isRequired: true });
  const { directorName = "", directorPosition = "", city = "" } = facts?.company ?? {};
  return {
    kind: "signing",
    placeAndDate: {
      ...field(
        SIGNING_FIELDS.place,
        "Tempat, tanggal",
        facts === null || city === "" ? "" : `${city}, ${date(facts.today)}`,
      ),
      lines: 2,
    },
    capacity: block.capacity,
    signerName: field(SIGNING_FIELDS.name, "Nama", directorName),
    signerPosition: field(SIGNING_FIELDS.position, "Jabatan", directorPosition),
    stampNote: block.hasStamp ? STAMP_NOTE : null,
    signatureNote: SIGNATURE_NOTE,
  };
}
