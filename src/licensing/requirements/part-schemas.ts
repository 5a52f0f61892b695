import { z } from "zod";
import { COMMITMENT_YEARS, CONFIGURATIONS, type LicenceForm, type PartKey } from "./form.shared.ts";

const id = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);
const idOrEmpty = z.union([id, z.literal("")]);
const word = z.string().max(100);
const line = z.string().max(200);
const text = z.string().max(1_000);
const dateOrEmpty = z.union([z.iso.date(), z.literal("")]);
/** ISO 3166-1 alpha-2, "" if not chosen. */
const country = z.union([z.string().regex(/^[A-Z]{2}$/), z.literal("")]);
const count = z.int().min(0).max(1_000_000).nullable();
const rupiah = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();

/** Maximum number of rows of each list. */
export const ROW_LIMITS = {
  commitment: 100,
  sites: 100,
  trunks: 60,
  borders: 30,
  exchanges: 30,
  smsCarriers: 20,
  equivalence: 60,
  devices: 500,
  agreements: 60,
  holders: 100,
  declarations: 30,
} as const;

const commitment = z.strictObject({
  id,
  year: z.int().min(1).max(COMMITMENT_YEARS),
  city: word,
  centres: count,
  capacity: count,
  unit: z.enum(["e1", "channels"]),
});

const site = z.strictObject({
  id,
  kind: z.enum(["service-centre", "noc", "colocation", "installation", "data-centre"]),
  name: line,
  address: text,
  city: word,
  country,
  agents: count,
});

const trunk = z.strictObject({
  id,
  agreementId: idOrEmpty,
  kind: z.enum(["e1", "sip"]),
  capacity: count,
  protocol: z.enum(["isdn-pri", "sip-udp", "sip-tcp", "sip-tls"]),
  codecs: z.array(z.string().max(20)).max(12),
  srtp: z.boolean(),
  siteId: idOrEmpty,
  leadsTo: idOrEmpty,
});

const border = z.strictObject({
  id,
  name: line,
  kind: z.enum(["sbc", "e1-gateway"]),
  deviceId: idOrEmpty,
  siteId: idOrEmpty,
  leadsTo: idOrEmpty,
});

const exchange = z.strictObject({
  id,
  kind: z.enum(["pbx", "ip-pbx", "cloud-pbx", "cpaas"]),
  name: line,
  deviceId: idOrEmpty,
  siteId: idOrEmpty,
  vendor: line,
  region: word,
  redundancy: text,
  webhookSecurity: text,
});

const smsCarrier = z.strictObject({
  id,
  carrier: line,
  agreementId: idOrEmpty,
  protocol: z.enum(["smpp", "http"]),
  rate: count,
  leadsTo: idOrEmpty,
});

const device = z.strictObject({
  id,
  siteId: idOrEmpty,
  kind: word,
  maker: word,
  type: word,
  country,
  serial: word,
  isVirtual: z.boolean(),
  certificateNumber: word,
  ownership: z.enum(["owned", "leased", "contract"]),
});

const agreement = z.strictObject({
  id,
  partner: line,
  partnerLicence: word,
  kind: z.enum(["basic-telephony", "sms", "network"]),
  number: word,
  signedOn: dateOrEmpty,
  validFrom: dateOrEmpty,
  validUntil: dateOrEmpty,
  channels: count,
});

const holder = z.strictObject({
  id,
  ownerOf: id.nullable(),
  name: line,
  kind: z.enum(["person", "company", "state", "public"]),
  country,
  basisPoints: z.int().min(0).max(10_000).nullable(),
});

/** Rows of one list; ids are unique, since files and other parts reference rows by them. */
const rows = <Row extends z.ZodType<{ readonly id: string }>>(row: Row, max: number) =>
  z
    .array(row)
    .max(max)
    .refine((list) => new Set(list.map((one) => one.id)).size === list.length, { error: "ids are different" });

/**
 * The schema of every part, with a limit on each text and list. An incomplete part is valid: missing content is a
 * finding of the pre-check, so that any input can be saved.
 */
const PART_SCHEMAS = {
  service: z.strictObject({ configurations: z.array(z.enum(CONFIGURATIONS)).max(3), smsA2p: z.boolean() }),
  commitment: z.strictObject({ rows: rows(commitment, ROW_LIMITS.commitment) }),
  configuration: z.strictObject({
    sites: rows(site, ROW_LIMITS.sites),
    trunks: rows(trunk, ROW_LIMITS.trunks),
    borders: rows(border, ROW_LIMITS.borders),
    exchanges: rows(exchange, ROW_LIMITS.exchanges),
    smsCarriers: rows(smsCarrier, ROW_LIMITS.smsCarriers),
  }),
  equivalence: z.strictObject({
    rows: rows(z.strictObject({ id, function: word, providedBy: text, evidence: text }), ROW_LIMITS.equivalence),
  }),
  devices: z.strictObject({ rows: rows(device, ROW_LIMITS.devices) }),
  agreements: z.strictObject({ rows: rows(agreement, ROW_LIMITS.agreements) }),
  funds: z.strictObject({
    investmentRupiah: z.array(rupiah).length(COMMITMENT_YEARS),
    totalRupiah: rupiah,
    bank: line,
    balanceRupiah: rupiah,
    statementDate: dateOrEmpty,
  }),
  shareholding: z.strictObject({ holders: rows(holder, ROW_LIMITS.holders) }),
  contact: z.strictObject({
    phone: word,
    email: line,
    web: line,
    address: text,
    hours: line,
    complaintDays: z.int().min(0).max(365).nullable(),
    escalation: text,
  }),
  declarations: z.strictObject({ accepted: z.array(word).max(ROW_LIMITS.declarations) }),
} as const satisfies { readonly [Key in PartKey]: z.ZodType<LicenceForm[Key]> };

/** A parsed part, or the paths that do not fit the schema (such as "rows.2.city"). */
export type ParsedPart<Key extends PartKey = PartKey> =
  | { readonly ok: true; readonly value: LicenceForm[Key] }
  | { readonly ok: false; readonly paths: readonly string[] };

const PATHS_MAX = 20;

/** Parses the value sent for part `key`. */
export function parsePart<Key extends PartKey>(key: Key, value: unknown): ParsedPart<Key> {
  const parsed = PART_SCHEMAS[key].safeParse(value);
  // The type of the table above guarantees this, but an indexed look-up loses it.
  if (parsed.success) return { ok: true, value: parsed.data as LicenceForm[Key] };
  return { ok: false, paths: parsed.error.issues.slice(0, PATHS_MAX).map(({ path }) => path.join(".")) };
}
