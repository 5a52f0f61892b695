import { commitmentTotals } from "./commitment.shared.ts";
import { leadsToNode, type TechnicalParts, trunkChannels } from "./graph.shared.ts";
import type { Configuration, ExchangeRow, TrunkRow } from "./technical.shared.ts";

/** Faults of a configuration; texts under `licence.finding`. */
export type GraphFaultCode =
  | "field-missing"
  | "site-unknown"
  | "exchange-missing"
  | "exchange-unasked"
  | "service-centre-missing"
  | "agents-missing"
  | "line-missing"
  | "line-without-agreement"
  | "agreement-of-another-kind"
  | "lines-beyond-agreement"
  | "lines-below-commitment"
  | "leads-nowhere"
  | "nothing-leads-here"
  | "circle"
  | "device-unknown"
  | "node-without-device"
  | "protocol-mismatch"
  | "cloud-abroad"
  | "sms-carrier-missing"
  | "sms-carrier-unasked";

/** One fault at one field of the configuration. */
export interface GraphFault {
  readonly code: GraphFaultCode;
  readonly level?: "warns" | "blocks";
  readonly rowId?: string;
  /** A path such as "trunks.2.leadsTo". */
  readonly field?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Id of a rule. */
  readonly rule?: string;
}

/** The rules of the checks. */
export interface GraphRules {
  readonly linesPerE1: number;
  readonly expectsCloudInIndonesia: boolean;
  /** The company's own licence makes it a carrier: its trunks need no agreement. */
  readonly ownLicence: boolean;
}

/** All faults of a configuration: missing fields and elements, dead ends, and sums that do not match. */
export function checkGraph(parts: TechnicalParts, rules: GraphRules): readonly GraphFault[] {
  return [
    ...choiceFaults(parts),
    ...siteFaults(parts),
    ...parts.configuration.trunks.flatMap((row, index) => trunkFaults(row, { index, parts, rules })),
    ...borderFaults(parts),
    ...exchangeFaults(parts, rules),
    ...smsFaults(parts),
    ...wayFaults(parts),
    ...sumFaults(parts, rules),
  ];
}

function faultIf(isFault: boolean, fault: GraphFault): readonly GraphFault[] {
  return isFault ? [fault] : [];
}

/** Empty fields of a row. */
function missing(
  row: { readonly id: string },
  path: string,
  fields: Readonly<Record<string, unknown>>,
): readonly GraphFault[] {
  return Object.entries(fields)
    .filter(([, value]) => value === null || (typeof value === "string" && value.trim() === "") || isEmptyList(value))
    .map(([field]) => ({ code: "field-missing", rowId: row.id, field: `${path}.${field}` }));
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The kinds of exchange that each configuration requires. */
const EXCHANGE_KINDS: Readonly<Record<Configuration, readonly ExchangeRow["kind"][]>> = {
  pbx: ["pbx"],
  "ip-pbx": ["ip-pbx", "cloud-pbx"],
  cpaas: ["cpaas"],
};

/** The official names of the configurations. */
const CONFIGURATION_NAMES: Readonly<Record<Configuration, string>> = {
  pbx: "PBX",
  "ip-pbx": "IPBX/Cloud PBX",
  cpaas: "CPaaS",
};

function choiceFaults({ service, configuration }: TechnicalParts): readonly GraphFault[] {
  const { exchanges, trunks, smsCarriers } = configuration;
  const allowed = service.configurations.flatMap((one) => EXCHANGE_KINDS[one]);
  return [
    ...service.configurations.flatMap((one) =>
      faultIf(!exchanges.some(({ kind }) => EXCHANGE_KINDS[one].includes(kind)), {
        code: "exchange-missing",
        field: "exchanges",
        params: { configuration: CONFIGURATION_NAMES[one] },
        rule: "service-configurations",
      }),
    ),
    ...exchanges.flatMap((row, index) =>
      faultIf(service.configurations.length > 0 && !allowed.includes(row.kind), {
        code: "exchange-unasked",
        rowId: row.id,
        field: `exchanges.${index}.kind`,
        rule: "service-configurations",
      }),
    ),
    ...faultIf(trunks.length === 0, { code: "line-missing", field: "trunks" }),
    ...faultIf(service.smsA2p && smsCarriers.length === 0, {
      code: "sms-carrier-missing",
      field: "smsCarriers",
      rule: "service-addons",
    }),
    ...smsCarriers.flatMap((row, index) =>
      faultIf(!service.smsA2p, {
        code: "sms-carrier-unasked",
        level: "warns",
        rowId: row.id,
        field: `smsCarriers.${index}.carrier`,
        rule: "service-addons",
      }),
    ),
  ];
}

function siteFaults({ configuration }: TechnicalParts): readonly GraphFault[] {
  const { sites } = configuration;
  return [
    ...faultIf(!sites.some(({ kind }) => kind === "service-centre"), {
      code: "service-centre-missing",
      field: "sites",
    }),
    ...sites.flatMap((row, index) => [
      ...missing(row, `sites.${index}`, {
        name: row.name,
        address: row.address,
        city: row.city,
        country: row.country,
      }),
      ...faultIf(row.kind === "service-centre" && (row.agents ?? 0) === 0, {
        code: "agents-missing",
        rowId: row.id,
        field: `sites.${index}.agents`,
      }),
    ]),
  ];
}

interface TrunkPlace {
  readonly index: number;
  readonly parts: TechnicalParts;
  readonly rules: GraphRules;
}

function trunkFaults(row: TrunkRow, { index, parts, rules }: TrunkPlace): readonly GraphFault[] {
  const path = `trunks.${index}`;
  const agreement = parts.agreements.rows.find(({ id }) => id === row.agreementId);
  const codecs = row.kind === "sip" ? { codecs: row.codecs } : {};
  const isFree = rules.ownLicence && row.agreementId === "";
  return [
    ...missing(row, path, { capacity: row.capacity, siteId: row.siteId, ...codecs }),
    ...unknownSite(row, { path, parts }),
    ...faultIf(agreement === undefined && !isFree, {
      code: "line-without-agreement",
      rowId: row.id,
      field: `${path}.agreementId`,
    }),
    ...faultIf(agreement?.kind === "sms", {
      code: "agreement-of-another-kind",
      rowId: row.id,
      field: `${path}.agreementId`,
    }),
    ...faultIf((row.kind === "e1") !== (row.protocol === "isdn-pri"), {
      code: "protocol-mismatch",
      rowId: row.id,
      field: `${path}.protocol`,
    }),
  ];
}

interface RowPlace {
  readonly path: string;
  readonly parts: TechnicalParts;
}

function unknownSite(
  row: { readonly id: string; readonly siteId: string },
  { path, parts }: RowPlace,
): readonly GraphFault[] {
  const isGone = row.siteId !== "" && !parts.configuration.sites.some(({ id }) => id === row.siteId);
  return faultIf(isGone, { code: "site-unknown", rowId: row.id, field: `${path}.siteId` });
}

/** The device of an element: required for some kinds, and present in the list. */
function deviceFaults(
  row: { readonly id: string; readonly deviceId: string },
  { path, parts, isNeeded }: RowPlace & { readonly isNeeded: boolean },
): readonly GraphFault[] {
  const place = { rowId: row.id, field: `${path}.deviceId` };
  if (row.deviceId === "") return faultIf(isNeeded, { code: "node-without-device", ...place });
  const isKnown = parts.devices.rows.some(({ id }) => id === row.deviceId);
  return faultIf(!isKnown, { code: "device-unknown", ...place });
}

function borderFaults(parts: TechnicalParts): readonly GraphFault[] {
  return parts.configuration.borders.flatMap((row, index) => {
    const place = { path: `borders.${index}`, parts };
    return [
      ...missing(row, place.path, { name: row.name, siteId: row.siteId }),
      ...unknownSite(row, place),
      ...deviceFaults(row, { ...place, isNeeded: true }),
    ];
  });
}

function exchangeFaults(parts: TechnicalParts, { expectsCloudInIndonesia }: GraphRules): readonly GraphFault[] {
  return parts.configuration.exchanges.flatMap((row, index) => {
    const place = { path: `exchanges.${index}`, parts };
    const isRented = row.kind === "cloud-pbx" || row.kind === "cpaas";
    const country = parts.configuration.sites.find(({ id }) => id === row.siteId)?.country ?? "";
    return [
      ...missing(row, place.path, {
        name: row.name,
        siteId: row.siteId,
        ...(isRented ? { vendor: row.vendor, region: row.region, redundancy: row.redundancy } : {}),
        ...(row.kind === "cpaas" ? { webhookSecurity: row.webhookSecurity } : {}),
      }),
      ...unknownSite(row, place),
      ...deviceFaults(row, { ...place, isNeeded: !isRented }),
      ...faultIf(expectsCloudInIndonesia && isRented && country !== "" && country !== "ID", {
        code: "cloud-abroad",
        level: "warns",
        rowId: row.id,
        field: `${place.path}.region`,
        params: { region: row.region.trim() === "" ? country : row.region },
        rule: "cloud-in-indonesia",
      }),
    ];
  });
}

function smsFaults(parts: TechnicalParts): readonly GraphFault[] {
  return parts.configuration.smsCarriers.flatMap((row, index) => {
    const path = `smsCarriers.${index}`;
    const agreement = parts.agreements.rows.find(({ id }) => id === row.agreementId);
    const field = `${path}.agreementId`;
    return [
      ...missing(row, path, { carrier: row.carrier, rate: row.rate }),
      ...faultIf(agreement === undefined, { code: "line-without-agreement", rowId: row.id, field }),
      ...faultIf(agreement !== undefined && agreement.kind !== "sms", {
        code: "agreement-of-another-kind",
        rowId: row.id,
        field,
      }),
    ];
  });
}

/** Connections without an exchange at the end, circular ones, and elements without an incoming connection. */
function wayFaults(parts: TechnicalParts): readonly GraphFault[] {
  const { trunks, borders, exchanges, smsCarriers } = parts.configuration;
  const nowhere = (list: string, rows: readonly { readonly id: string; readonly leadsTo: string }[]) =>
    rows.flatMap((row, index) =>
      faultIf(leadsToNode(parts, row.leadsTo) === null, {
        code: "leads-nowhere",
        rowId: row.id,
        field: `${list}.${index}.leadsTo`,
      }),
    );
  const reached = new Set([...trunks, ...borders, ...smsCarriers].map(({ leadsTo }) => leadsTo));
  const lonely = (list: string, rows: readonly { readonly id: string }[]) =>
    rows.flatMap((row, index) =>
      faultIf(!reached.has(row.id), {
        code: "nothing-leads-here",
        level: "warns",
        rowId: row.id,
        field: `${list}.${index}.name`,
      }),
    );
  return [
    ...nowhere("trunks", trunks),
    ...nowhere("borders", borders),
    ...nowhere("smsCarriers", smsCarriers),
    ...lonely("borders", borders),
    ...lonely("exchanges", exchanges),
    ...borders.flatMap((row, index) =>
      faultIf(runsInCircle(parts, row.id), { code: "circle", rowId: row.id, field: `borders.${index}.leadsTo` }),
    ),
  ];
}

/** Whether calls that leave a border controller return to it. */
function runsInCircle({ configuration }: TechnicalParts, start: string): boolean {
  const next = new Map(configuration.borders.map(({ id, leadsTo }) => [id, leadsTo]));
  const seen = new Set<string>();
  let at = next.get(start);
  while (at !== undefined && !seen.has(at)) {
    if (at === start) return true;
    seen.add(at);
    at = next.get(at);
  }
  return false;
}

/** Compares trunk capacity with the agreements, and with the commitment for year one. */
function sumFaults(parts: TechnicalParts, { linesPerE1 }: GraphRules): readonly GraphFault[] {
  const { trunks } = parts.configuration;
  const channels = (rows: readonly TrunkRow[]) => rows.reduce((sum, row) => sum + trunkChannels(row, linesPerE1), 0);
  const beyond = parts.agreements.rows.flatMap((agreement) => {
    const own = trunks.filter(({ agreementId }) => agreementId === agreement.id);
    const [first] = own;
    const lines = channels(own);
    const given = agreement.channels;
    if (first === undefined || given === null || agreement.kind === "sms" || lines <= given) return [];
    const field = `trunks.${trunks.indexOf(first)}.capacity`;
    return [{ code: "lines-beyond-agreement", rowId: first.id, field, params: { lines, channels: given } } as const];
  });
  const lines = channels(trunks);
  const committed = commitmentTotals(parts.commitment, linesPerE1).years[0]?.addedChannels ?? 0;
  const isUnsure = trunks.length === 0 || trunks.some(({ capacity }) => capacity === null);
  return [
    ...beyond,
    ...faultIf(!isUnsure && lines < committed, {
      code: "lines-below-commitment",
      field: "trunks",
      params: { lines, committed },
      rule: "lines-per-e1",
    }),
  ];
}
