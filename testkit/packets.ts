import { type Letter, unreachable } from "../src/kernel/index.ts";
import {
  type CompanyFacts,
  type FilledSlot,
  type LicenceForm,
  type PreCheckInput,
  requirementsOf,
  type StatedFacts,
} from "../src/licensing/requirements/index.ts";
import type { DocumentPool, PdfReader } from "../src/platform/pdf/index.ts";
import { currentTemplates } from "../src/regulation/index.ts";
import { type Chance, openChance } from "./chance.ts";
import {
  CLEAN_SCAN,
  type FilledTemplate,
  renderSignedTemplate,
  scanned,
  VALID_TEMPLATE_FACTS,
} from "./licence-documents.ts";
import { LICENCE_TODAY, licenceRules, SOUND_COMPANY, SOUND_FORM } from "./licence-form.ts";
import { FAULT_CLASSES, type FaultClass, type PlantedFault, plantFault, TEMPLATE_SLOTS } from "./packet-faults.ts";
import { reorderPdf } from "./signed-pdf.ts";

/** A file of an application with the sender's statements about it. */
export interface PacketFile {
  readonly bytes: Uint8Array;
  readonly stated: StatedFacts;
}

/** A whole application as submitted by a company. */
export interface Packet {
  readonly name: string;
  readonly fault: FaultClass | null;
  /** The planted fault; null for a clean application. */
  readonly planted: PlantedFault | null;
  readonly caseId: string;
  readonly form: LicenceForm;
  readonly company: CompanyFacts;
  readonly files: ReadonlyMap<string, PacketFile>;
}

/** Dependencies of application generation. */
export interface PacketTools {
  readonly paper: Pick<DocumentPool, "render">;
  readonly reader: Pick<PdfReader, "look" | "picture">;
}

const STATED: StatedFacts = { number: "123/2026", issuedOn: "2026-11-20", validUntil: "" };
const EMPTYABLE: Readonly<Record<string, string>> = { D00: "nomorSurat", D07: "saldo", D08: "alamat", D10: "nama" };
const COMPANIES = [
  "PT Suara Khatulistiwa Mandiri",
  "CV Mitra Panggilan Nusantara",
  "PT Layanan Seratus Persen Contoh Raya",
];

/** A company with its valid application and its signed documents. */
interface Applicant {
  readonly caseId: string;
  readonly facts: FilledTemplate["facts"] & object;
  readonly form: LicenceForm;
  readonly company: CompanyFacts;
  readonly papers: ReadonlyMap<string, Uint8Array>;
}

/** Generates applications from a seed: clean ones of every applicant, then those with one fault each. */
export async function* makePackets(
  tools: PacketTools,
  wanted: { readonly seed: number; readonly applicants: number; readonly clean: number; readonly ofEachFault: number },
): AsyncGenerator<Packet> {
  const chance = openChance(wanted.seed);
  const plain = await renderPlainDocuments(tools);
  const applicants: Applicant[] = [];
  for (let index = 0; index < wanted.applicants; index += 1) applicants.push(await makeApplicant(tools, index, chance));
  const any = () => applicants[chance.below(applicants.length)] ?? applicants[0];
  for (let index = 0; index < wanted.clean; index += 1) {
    const applicant = applicants[index % applicants.length];
    if (applicant !== undefined) yield cleanPacket(applicant, { index, plain, chance });
  }
  for (const fault of FAULT_CLASSES) {
    for (let index = 0; index < wanted.ofEachFault; index += 1) {
      const applicant = any();
      const isScanned = (wanted.seed + FAULT_CLASSES.indexOf(fault) + index) % 3 === 0 && !isUnseen(fault, index);
      if (applicant !== undefined)
        yield await faultyPacket(tools, applicant, { fault, index, plain, chance, isScanned });
    }
  }
}

/** A scan hides an empty field from the pre-check, so the first one is always a form. */
function isUnseen(fault: FaultClass, index: number): boolean {
  return fault === "empty field" && index === 0;
}

/** The pre-check's input for an application, once its files have been read. */
export function checkable(packet: Packet, facts: ReadonlyMap<string, FilledSlot["facts"]>): PreCheckInput {
  const { caseId, form, company, files } = packet;
  const slots = [...files].map(([slot, { stated }]) => ({ slot, stated, facts: facts.get(slot) ?? null }));
  return { caseId, form, company, slots, rules: licenceRules(), today: LICENCE_TODAY };
}

/** Files without a template, all different: certificates, photos, proofs, agreements. */
async function renderPlainDocuments(tools: PacketTools): Promise<readonly Uint8Array[]> {
  const papers: Uint8Array[] = [];
  for (let index = 0; index < 24; index += 1)
    papers.push(await tools.paper.render(plainLetter(`Dokumen pendukung ${index + 1}`)));
  return papers;
}

function plainLetter(title: string): Letter {
  return {
    language: "id-ID",
    title,
    subject: title,
    author: "Contoh",
    createdAtMs: 0,
    properties: {},
    demonstration: null,
    letterhead: { institution: "Lembaga Contoh", unit: "", lines: [] },
    blocks: [
      { kind: "title", text: title.toUpperCase(), number: "Nomor 1", about: "Rekaan" },
      { kind: "paragraph", text: "Dokumen ini rekaan, dan hanya menjadi isi sebuah berkas uji." },
    ],
    footer: { reference: title, pageLabel: "{page}/{pages}" },
  };
}

async function makeApplicant(tools: PacketTools, index: number, chance: Chance): Promise<Applicant> {
  const caseId = `0193b0c4-7a10-7c3e-9d2f-${String(index + 1).padStart(12, "0")}`;
  const name = `${COMPANIES[index % COMPANIES.length] ?? ""} ${index + 1}`;
  const company = { ...SOUND_COMPANY, name };
  const first = 1_000_000_000 * (1 + chance.below(5));
  const total = first + 1_000_000_000;
  const form: LicenceForm = {
    ...SOUND_FORM,
    funds: {
      ...SOUND_FORM.funds,
      investmentRupiah: [first, 500_000_000, 500_000_000, 0, 0],
      totalRupiah: total,
      balanceRupiah: total / 20 + chance.below(50_000_000),
    },
  };
  const facts = { ...VALID_TEMPLATE_FACTS, caseId, form, company: { ...VALID_TEMPLATE_FACTS.company, name } };
  const papers = new Map<string, Uint8Array>();
  for (const slot of TEMPLATE_SLOTS) papers.set(slot, await renderSignedTemplate(tools, { requirement: slot, facts }));
  // Every third company prints, signs and scans one of its documents.
  if (index % 3 === 0) {
    const slot = chance.pick(TEMPLATE_SLOTS);
    const drawn = papers.get(slot) ?? new Uint8Array();
    papers.set(slot, await scan(tools, drawn, chance));
  }
  return { caseId, facts, form, company, papers };
}

async function scan(
  tools: PacketTools,
  drawn: Uint8Array,
  chance: Chance,
  only?: readonly number[],
): Promise<Uint8Array> {
  const looked = await tools.reader.look(drawn);
  const count = looked.ok ? looked.value.pages : 1;
  const degrees = chance.pick([0, 90, 180, 270]) + chance.pick([0, 0, 1.5, -2]);
  const look = { ...CLEAN_SCAN, dpi: chance.pick([150, 200]), degrees, noise: chance.pick([0, 8, 16]) };
  const pages = only ?? Array.from({ length: count }, (_, index) => index + 1);
  return scanned(tools.reader, drawn, { pages, look, chance: chance.next });
}

interface Making {
  readonly index: number;
  readonly plain: readonly Uint8Array[];
  readonly chance: Chance;
}

function cleanPacket(applicant: Applicant, making: Making): Packet {
  const { caseId, company } = applicant;
  const form = varied(applicant.form, making.chance);
  const files = soundFiles(applicant, { form, ...making });
  return { name: `clean ${making.index + 1}`, fault: null, planted: null, caseId, form, company, files };
}

/** Another valid form: it varies in values that its documents do not print. */
function varied(form: LicenceForm, chance: Chance): LicenceForm {
  const later = [2, 3, 4, 5].map((year) => ({
    id: `later-${year}`,
    year,
    city: chance.pick(["Kota Depok", "Kota Surabaya", "Kabupaten Sleman"]),
    centres: chance.below(2),
    capacity: chance.below(3) * 30,
    unit: "channels" as const,
  }));
  const until = chance.pick(["2028-01-31", "2029-09-14", "2031-12-31"]);
  return {
    ...form,
    commitment: { rows: [...form.commitment.rows.filter(({ year }) => year === 1), ...later] },
    agreements: {
      rows: form.agreements.rows.map((row) => ({ ...row, validUntil: until, channels: 60 + chance.below(60) })),
    },
    contact: { ...form.contact, complaintDays: 1 + chance.below(5) },
  };
}

function soundFiles(
  { papers, company }: Applicant,
  { form, plain }: { readonly form: LicenceForm; readonly plain: readonly Uint8Array[] },
): Map<string, PacketFile> {
  const slots = slotsOf(form, company);
  return new Map(
    slots.map((slot, index) => {
      const bytes = papers.get(slot) ?? plain[index % plain.length] ?? new Uint8Array();
      return [slot, { bytes, stated: STATED }];
    }),
  );
}

function slotsOf(form: LicenceForm, company: CompanyFacts): readonly string[] {
  return requirementsOf(form, company, licenceRules())
    .flatMap(({ slots }) => slots)
    .filter(({ isOptional }) => !isOptional)
    .map(({ slot }) => slot);
}

async function faultyPacket(
  tools: PacketTools,
  applicant: Applicant,
  making: Making & { readonly fault: FaultClass; readonly isScanned: boolean },
): Promise<Packet> {
  const { fault, index, chance, isScanned } = making;
  const sound = varied(applicant.form, chance);
  const slots = slotsOf(sound, applicant.company);
  const planted = plantFault(fault, { form: sound, company: applicant.company, slots, chance });
  const form = planted.form ?? sound;
  const files = soundFiles(applicant, { form, plain: making.plain });
  await spoil(tools, files, { planted, applicant, chance, isScanned });
  const { caseId } = applicant;
  const company = planted.company ?? applicant.company;
  return { name: `${fault} ${index + 1}`, fault, planted, caseId, form, company, files };
}

interface Spoiling {
  readonly planted: PlantedFault;
  readonly slot: string;
  readonly applicant: Applicant;
  readonly chance: Chance;
  readonly isScanned: boolean;
}

async function spoil(
  tools: PacketTools,
  files: Map<string, PacketFile>,
  { planted, applicant, chance, isScanned }: Omit<Spoiling, "slot">,
): Promise<void> {
  const { slot } = planted;
  if (slot === undefined) return;
  if (planted.file === "missing") {
    files.delete(slot);
    return;
  }
  const stated = planted.issuedOn === undefined ? STATED : { ...STATED, issuedOn: planted.issuedOn };
  const bytes = await badFile(tools, { planted, slot, applicant, chance, isScanned });
  files.set(slot, { bytes: bytes ?? files.get(slot)?.bytes ?? new Uint8Array(), stated });
}

const PNG_HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];

async function badFile(
  tools: PacketTools,
  { planted, slot, applicant, chance, isScanned }: Spoiling,
): Promise<Uint8Array | null> {
  const { facts } = applicant;
  const own = { requirement: slot, facts };
  const maybeScanned = async (drawn: Uint8Array) => (isScanned ? scan(tools, drawn, chance) : drawn);
  if (planted.blank !== undefined) return maybeScanned(await renderSignedTemplate(tools, own, [planted.blank]));
  switch (planted.file) {
    case "picture":
      return Uint8Array.from([...PNG_HEAD, chance.below(256), chance.below(256)]);
    case "other-template":
      return maybeScanned(
        await renderSignedTemplate(tools, { requirement: chance.pick(["D09", "D11", "D13"]), facts }),
      );
    case "outdated":
      return maybeScanned(
        await renderSignedTemplate(tools, { ...own, edition: { ...currentTemplates, version: "2026.05" } }),
      );
    case "page-gone": {
      const drawn = await renderSignedTemplate(tools, own);
      return isScanned ? scan(tools, drawn, chance, [1]) : reorderPdf(drawn, [chance.pick([1, 2])]);
    }
    case "other-case": {
      const other = await renderSignedTemplate(tools, {
        ...own,
        facts: { ...facts, caseId: "0193b0c4-7a10-7c3e-9d2f-ffffffffffff" },
      });
      return chance.below(2) === 0 ? other : reorderPdf(applicant.papers.get(slot) ?? other, [1], [other]);
    }
    case "empty-field":
      // On a scan the ink is missing, which only a person can see.
      return maybeScanned(await renderSignedTemplate(tools, { ...own, empty: [EMPTYABLE[slot] ?? "nama"] }));
    case "missing":
    case undefined:
      return null;
    default:
      return unreachable(planted.file);
  }
}
