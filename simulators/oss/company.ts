import type { CompanyKind, NibStatus } from "../../src/protocols/oss/index.ts";
import { type Chance, seededChance } from "./chance.ts";
import { knownNib, troubledNib } from "./known.ts";
import {
  type ActivityWords,
  buildings,
  callCentreActivity,
  familyNames,
  firstWords,
  givenNames,
  lastWords,
  oddRiskTexts,
  otherActivities,
  type Place,
  places,
  secondWords,
  streets,
  villages,
} from "./words.ts";

/** A fictitious company in the simulator. */
export interface SimulatedCompany {
  readonly nib: string;
  readonly name: string;
  readonly kind: Exclude<CompanyKind, "unknown">;
  /** Old form of 15 digits, as the contract declares it. */
  readonly npwp: string;
  readonly street: string;
  readonly rtRw: string;
  readonly village: string;
  readonly regionCode: string;
  readonly postalCode: string;
  readonly phone: string;
  readonly email: string;
  readonly status: NibStatus | "unlisted";
  /** The NIB document is a revocation although the status is not. */
  readonly isRevokedByDocument: boolean;
  readonly activities: readonly ActivityWords[];
  readonly director: string;
  readonly issuedDate: string;
}

/** Number of generated companies beside the known ones. */
const INVENTED_COMPANIES = 180;
/** Seed of the shipped companies. */
const COMPANIES_SEED = 82_200;

/** Generates all companies of the simulator: the known ones first, then the random ones. The same seed yields the same companies. */
export function makeCompanies(seed: number = COMPANIES_SEED): readonly SimulatedCompany[] {
  const chance = seededChance(seed);
  const known = knownCompanies(chance);
  const invented = Array.from({ length: INVENTED_COMPANIES }, (_, index) => inventCompany(chance, index));
  return [...known, ...invented];
}

function inventCompany(chance: Chance, index: number): SimulatedCompany {
  const status = inventStatus(chance);
  const isCallCentre = chance.happens(84);
  const callCentre = chance.happens(7)
    ? { ...callCentreActivity, riskText: chance.pick(oddRiskTexts) }
    : callCentreActivity;
  const others = otherActivities.filter(() => chance.happens(30));
  const fallback = others.length === 0 ? [chance.pick(otherActivities)] : others;
  return makeCompany(chance, {
    nib: `77${String(index + 1_000).padStart(4, "0")}${chance.digits(7)}`,
    name: inventName(chance, index),
    kind: chance.pick(["pt", "pt", "pt", "pt", "pt", "pt", "cv", "koperasi", "pt-perorangan", "yayasan"] as const),
    status,
    activities: isCallCentre ? [callCentre, ...others] : fallback,
  });
}

function inventStatus(chance: Chance): NibStatus {
  const weighted = { active: 82, "may-operate": 4, "may-do-business": 3, "not-yet-active": 4, frozen: 4, revoked: 3 };
  let rest = chance.below(100);
  for (const [status, weight] of Object.entries(weighted) as [NibStatus, number][]) {
    if (rest < weight) return status;
    rest -= weight;
  }
  return "active";
}

/** Combines twenty first words and sixteen second words in order, so that no two generated names are equal. */
function inventName(chance: Chance, index: number): string {
  const first = firstWords[index % firstWords.length] ?? "";
  const second = secondWords[Math.floor(index / firstWords.length) % secondWords.length] ?? "";
  return [first, second, chance.pick(lastWords)].filter((word) => word !== "").join(" ");
}

type CompanyOptions = Pick<SimulatedCompany, "nib" | "name"> & Partial<SimulatedCompany>;

function makeCompany(chance: Chance, options: CompanyOptions): SimulatedCompany {
  const place = chance.pick(places);
  const year = 2019 + chance.below(7);
  const company = {
    kind: "pt" as const,
    npwp: `98${chance.digits(10)}000`,
    ...addressIn(chance, place),
    phone: `${place.areaCode}-555${chance.digits(4)}`,
    email: `kontak@${slug(options.name)}.example`,
    status: "active" as const,
    isRevokedByDocument: false,
    activities: [callCentreActivity],
    director: `${chance.pick(givenNames)} ${chance.pick(familyNames)}`,
    issuedDate: `${year}-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`,
  };
  return { ...company, ...options };
}

function addressIn(chance: Chance, place: Place) {
  return {
    street: `${chance.pick(buildings)}${chance.pick(streets)} No. ${1 + chance.below(180)}`,
    rtRw: `0${two(1 + chance.below(15))}/0${two(1 + chance.below(12))}`,
    village: chance.pick(villages),
    regionCode: `${place.cityCode}${two(1 + chance.below(9))}${chance.digits(4)}`,
    postalCode: `${place.postalPrefix}${two(10 + chance.below(80))}`,
  };
}

function knownCompanies(chance: Chance): readonly SimulatedCompany[] {
  const options: readonly CompanyOptions[] = [
    { nib: knownNib.ready, name: "Gemawicara Contoh Siap", regionCode: "3174091001" },
    { nib: knownNib.readyKoperasi, name: "Sapawara Contoh Bersama", kind: "koperasi" },
    { nib: knownNib.readyCv, name: "Nadabina Contoh Karya", kind: "cv" },
    { nib: knownNib.foreignName, name: "Björkström Kundtjänst Indonesia", director: "Åsa Björkström" },
    {
      nib: knownNib.foreignNameApostrophe,
      name: "Société d'Écoute Voix-Claire & Fils Indonesia",
      director: "Zoé O'Brien",
    },
    { nib: knownNib.longName, name: LONG_NAME },
    { nib: knownNib.leadingZero, name: "Lintasujar Contoh Angka Nol" },
    { nib: knownNib.mayOperate, name: "Tuturasa Contoh Beroperasi", status: "may-operate" },
    { nib: knownNib.frozen, name: "Ragamsapa Contoh Beku", status: "frozen" },
    { nib: knownNib.revoked, name: "Wartabina Contoh Cabut", status: "revoked" },
    { nib: knownNib.revokedByDocument, name: "Balaswara Contoh Cabut", isRevokedByDocument: true },
    { nib: knownNib.notYetActive, name: "Anjungsapa Contoh Baru", status: "not-yet-active" },
    { nib: knownNib.withoutKbli, name: "Kirabicara Contoh Lain", activities: otherActivities.slice(0, 3) },
    {
      nib: knownNib.oddRisk,
      name: "Serambikata Contoh Risiko",
      activities: [{ ...callCentreActivity, riskText: "Rendah" }],
    },
    { nib: knownNib.withoutNpwp, name: "Dayasapa Contoh Tanpa Pajak", npwp: "000000000000000" },
    { nib: knownNib.unknownCity, name: "Rintiskata Contoh Jauh", regionCode: "7499010001" },
    { nib: knownNib.unlistedStatus, name: "Simpulsapa Contoh Ganjil", status: "unlisted" },
  ];
  const troubled = Object.entries(troubledNib).map(([trouble, nib]) => ({ nib, name: `Larasujar Contoh ${trouble}` }));
  return [...options, ...troubled].map((changes) => makeCompany(chance, changes));
}

/** An unlisted company, generated for a NIB that a test pushes; undefined for an invalid NIB. */
export function makeUnlistedCompany(nib: string): SimulatedCompany | undefined {
  if (!/^\d{13}$/.test(nib)) return undefined;
  return makeCompany(seededChance(Number(nib.slice(-9))), { nib, name: `Rintisan Contoh ${nib.slice(-5)}` });
}

/** Exactly 80 characters, the length that every screen must display. */
export const LONG_NAME = "Pranalasuara Mandalasapa Pelayanan Pelanggan Terpadu Pesisir Utara Kirana Lautan";

function slug(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, "")
    .trim()
    .replace(/ +/g, "-")
    .slice(0, 40);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
