/** Form data of a carrier; figures are text until they are sent. */
import {
  CARRIER_BOUNDS,
  CARRIER_HOST,
  PREFIX,
} from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import type { CarrierForm, CarrierRow } from "./carrier-data.ts";

/** Data coding, TON and NPI values (octets) from a carrier's interface specification. */
export const OCTETS = [
  ...(["codeGsm", "codeUcs2"] as const),
  ...(["tonLetters", "tonDigits", "tonRecipient", "npiLetters", "npiDigits", "npiRecipient"] as const),
] as const;

/** Number of binds, window size, rate and timers, with their bounds; times are entered in seconds. */
export const PACES = [
  { name: "binds", bounds: CARRIER_BOUNDS.binds, unit: 1 },
  { name: "windowMax", bounds: CARRIER_BOUNDS.windowMax, unit: 1 },
  { name: "ratePerSecond", bounds: CARRIER_BOUNDS.ratePerSecond, unit: 1 },
  { name: "enquire", bounds: CARRIER_BOUNDS.enquireMs, unit: 1_000 },
  { name: "answer", bounds: CARRIER_BOUNDS.answerMs, unit: 1_000 },
] as const;

type Octet = (typeof OCTETS)[number];
type RateLimitName = (typeof PACES)[number]["name"];
type Quirks = CarrierForm["quirks"];

/** A route as typed; `id` identifies the row. */
export interface RouteDraft {
  readonly id: string;
  readonly prefix: string;
  readonly price: string;
  readonly quality: string;
}

/** The complete form data. */
export interface Draft
  extends Readonly<Record<Octet | RateLimitName, string>>,
    Pick<CarrierForm, "name" | "host" | "isTls" | "systemId" | "password" | "systemType" | "bindAs" | "isOn">,
    Pick<Quirks, "idInAnswer" | "idInReceipt" | "longBy" | "defaultCoding" | "hasPlus" | "tellsValidity"> {
  readonly port: string;
  readonly routes: readonly RouteDraft[];
}

/** An empty route. */
export const newRoute = (): RouteDraft => ({ id: crypto.randomUUID(), prefix: "", price: "", quality: "50" });

/** Defaults of a new carrier, as most carriers use them. */
export function newDraft(): Draft {
  return {
    name: "",
    host: "",
    port: "2775",
    isTls: false,
    systemId: "",
    password: "",
    systemType: "",
    isOn: true,
    bindAs: "transceiver",
    binds: "1",
    windowMax: "10",
    ratePerSecond: "50",
    enquire: "30",
    answer: "10",
    idInAnswer: "text",
    idInReceipt: "text",
    longBy: "udh8",
    defaultCoding: "gsm",
    codeGsm: "0",
    codeUcs2: "8",
    tonLetters: "5",
    tonDigits: "3",
    tonRecipient: "1",
    npiLetters: "0",
    npiDigits: "1",
    npiRecipient: "1",
    hasPlus: false,
    tellsValidity: false,
    routes: [{ ...newRoute(), prefix: "628" }],
  };
}

const seconds = (ms: number): string => String(ms / 1_000);

/** Form data of an existing carrier; its password is not returned. */
export function draftOf(row: CarrierRow): Draft {
  const { name, host, isTls, systemId, systemType, bindAs, isOn, quirks } = row;
  const { idInAnswer, idInReceipt, longBy, defaultCoding, hasPlus, tellsValidity, ton, npi, dataCoding } = quirks;
  return {
    name,
    host,
    port: String(row.port),
    isTls,
    systemId,
    password: "",
    systemType,
    bindAs,
    isOn,
    binds: String(row.binds),
    windowMax: String(row.windowMax),
    ratePerSecond: String(row.ratePerSecond),
    enquire: seconds(row.enquireMs),
    answer: seconds(row.answerMs),
    idInAnswer,
    idInReceipt,
    longBy,
    defaultCoding,
    hasPlus,
    tellsValidity,
    codeGsm: String(dataCoding.gsm),
    codeUcs2: String(dataCoding.ucs2),
    tonLetters: String(ton.letters),
    tonDigits: String(ton.digits),
    tonRecipient: String(ton.recipient),
    npiLetters: String(npi.letters),
    npiDigits: String(npi.digits),
    npiRecipient: String(npi.recipient),
    routes: row.routes.map(({ prefix, priceRupiah, quality }) => ({
      id: prefix,
      prefix,
      price: String(priceRupiah),
      quality: String(quality),
    })),
  };
}

/** Parses a figure with a decimal comma or point; NaN if invalid. */
const figureOf = (text: string): number =>
  /^\d{1,7}(?:[.,]\d{1,3})?$/.test(text.trim()) ? Number(text.trim().replace(",", ".")) : Number.NaN;
const inUnit = (text: string, unit: number): number => Math.round(figureOf(text) * unit);

/** The request body of a valid draft. */
export function formOf(draft: Draft): CarrierForm {
  const { isTls, password, systemType, bindAs, isOn } = draft;
  const { idInAnswer, idInReceipt, longBy, defaultCoding, hasPlus, tellsValidity } = draft;
  const at = (name: Octet) => figureOf(draft[name]);
  return {
    name: draft.name.trim(),
    host: draft.host.trim(),
    port: figureOf(draft.port),
    isTls,
    bindAs,
    isOn,
    systemId: draft.systemId.trim(),
    password,
    systemType: systemType.trim(),
    binds: figureOf(draft.binds),
    windowMax: figureOf(draft.windowMax),
    ratePerSecond: figureOf(draft.ratePerSecond),
    enquireMs: inUnit(draft.enquire, 1_000),
    answerMs: inUnit(draft.answer, 1_000),
    quirks: {
      idInAnswer,
      idInReceipt,
      longBy,
      defaultCoding,
      hasPlus,
      tellsValidity,
      dataCoding: { gsm: at("codeGsm"), ucs2: at("codeUcs2") },
      ton: { letters: at("tonLetters"), digits: at("tonDigits"), recipient: at("tonRecipient") },
      npi: { letters: at("npiLetters"), digits: at("npiDigits"), recipient: at("npiRecipient") },
    },
    routes: draft.routes.map(({ prefix, price, quality }) => ({
      prefix: prefix.trim(),
      priceRupiah: figureOf(price),
      quality: figureOf(quality),
    })),
  };
}

/** The error of a field, as a message with parameters. */
export type DraftFault =
  | { readonly field: string; readonly why: "required" | "host" | "prefix" | "prefix-twice" }
  | { readonly field: string; readonly why: "between"; readonly least: number; readonly most: number };

interface Bounds {
  readonly least: number;
  readonly most: number;
}

function outside(field: string, text: string, { least, most }: Bounds, unit = 1): readonly DraftFault[] {
  const value = inUnit(text, unit);
  const isWhole = unit > 1 || Number.isInteger(figureOf(text));
  const isIn = isWhole && value >= least && value <= most;
  return isIn ? [] : [{ field, why: "between", least: least / unit, most: most / unit }];
}

/** The errors of a draft by field; the password of an existing carrier may stay empty. */
export function faultsOf(draft: Draft, { isNew }: { readonly isNew: boolean }): readonly DraftFault[] {
  const wanted = ["name", "systemId", ...(isNew ? (["password"] as const) : [])] as const;
  const missing = wanted.filter((field) => draft[field].trim() === "");
  return [
    ...missing.map((field): DraftFault => ({ field, why: "required" })),
    ...(CARRIER_HOST.test(draft.host.trim()) ? [] : [{ field: "host", why: "host" } as const]),
    ...outside("port", draft.port, CARRIER_BOUNDS.port),
    ...PACES.flatMap(({ name, bounds, unit }) => outside(name, draft[name], bounds, unit)),
    ...draft.routes.flatMap((route, nth) => routeFaults(draft.routes, route, nth)),
    ...OCTETS.flatMap((name) => outside(name, draft[name], CARRIER_BOUNDS.octet)),
  ];
}

function routeFaults(all: readonly RouteDraft[], route: RouteDraft, nth: number): readonly DraftFault[] {
  const field = `prefix-${route.id}`;
  const prefix = route.prefix.trim();
  const isTwice = all.findIndex((one) => one.prefix.trim() === prefix) < nth;
  const unfit: readonly DraftFault[] = PREFIX.test(prefix) ? [] : [{ field, why: "prefix" }];
  return [
    ...(unfit.length === 0 && isTwice ? [{ field, why: "prefix-twice" } as const] : unfit),
    ...outside(`price-${route.id}`, route.price, CARRIER_BOUNDS.priceRupiah),
    ...outside(`quality-${route.id}`, route.quality, CARRIER_BOUNDS.quality),
  ];
}
