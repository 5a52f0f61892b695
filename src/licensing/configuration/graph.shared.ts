import { channelsOf } from "./commitment.shared.ts";
import type {
  AgreementsPart,
  BorderRow,
  CommitmentPart,
  ConfigurationPart,
  DeviceRow,
  DevicesPart,
  ExchangeRow,
  ServicePart,
  Site,
  SmsCarrierRow,
  TrunkRow,
} from "./technical.shared.ts";

/** The parts of an application from which its graph is built. */
export interface TechnicalParts {
  readonly service: ServicePart;
  readonly commitment: CommitmentPart;
  readonly configuration: ConfigurationPart;
  readonly devices: DevicesPart;
  readonly agreements: AgreementsPart;
}

/** The kinds of nodes; each carries the row it was made from. */
export type GraphNode = { readonly id: string; readonly within: string | null } & (
  | { readonly kind: "callers" | "recipients" | "applications" | "unplaced" }
  | { readonly kind: "trunk"; readonly row: TrunkRow; readonly operator: string; readonly channels: number }
  | { readonly kind: "border"; readonly row: BorderRow }
  | { readonly kind: "exchange"; readonly row: ExchangeRow; readonly site: Site | null }
  | { readonly kind: "sms-carrier"; readonly row: SmsCarrierRow }
  | { readonly kind: "site"; readonly row: Site }
  /** Equal rows of the device list at one place. */
  | { readonly kind: "device"; readonly row: DeviceRow; readonly rowIds: readonly string[] }
);

/** A connection for calls or messages from one node to another. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** Edges that are drawn as one because they begin, or end, at the same node. */
  readonly bundle: string;
  /** Number of simultaneous calls, null if not counted. */
  readonly channels: number | null;
  readonly codecs: readonly string[];
  readonly tls: boolean;
  readonly srtp: boolean;
}

/** The call centre that the applicant describes. Both ends of every edge are among the nodes. */
export interface CallCentreGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Maximum number of device groups displayed at one place; the rest are in the list only. */
const DEVICE_GROUPS_MAX = 12;

const PLAIN = { channels: null, codecs: [], tls: false, srtp: false };

/** Builds the graph. Rows with unknown references have no edge; `checkGraph` reports them. */
export function graphOf(parts: TechnicalParts, linesPerE1: number): CallCentreGraph {
  const nodes = [...externalNodes(parts), ...lineNodes(parts, linesPerE1), ...coreNodes(parts), ...siteNodes(parts)];
  const placed = [...nodes, ...deviceNodes(parts, nodes)];
  const ids = new Set(placed.map(({ id }) => id));
  const edges = [...lineEdges(parts, linesPerE1), ...coreEdges(parts)];
  return { nodes: placed, edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to) && from !== to) };
}

/** Callers, message recipients, and applications. */
function externalNodes({ configuration }: TechnicalParts): readonly GraphNode[] {
  const { trunks, smsCarriers, exchanges } = configuration;
  const hasApplications = exchanges.some(({ kind }) => kind === "cpaas");
  return [
    ...(trunks.length > 0 ? [{ id: "callers", kind: "callers" as const, within: null }] : []),
    ...(smsCarriers.length > 0 ? [{ id: "recipients", kind: "recipients" as const, within: null }] : []),
    ...(hasApplications ? [{ id: "applications", kind: "applications" as const, within: null }] : []),
  ];
}

/** The channels of a trunk. */
export function trunkChannels({ capacity, kind }: TrunkRow, linesPerE1: number): number {
  return channelsOf({ capacity, unit: kind === "e1" ? "e1" : "channels" }, linesPerE1);
}

function lineNodes({ configuration, agreements }: TechnicalParts, linesPerE1: number): readonly GraphNode[] {
  const partner = new Map(agreements.rows.map((row) => [row.id, row.partner]));
  return [
    ...configuration.trunks.map(
      (row): GraphNode => ({
        id: nodeId("trunk", row.id),
        kind: "trunk",
        within: null,
        row,
        operator: partner.get(row.agreementId) ?? "",
        channels: trunkChannels(row, linesPerE1),
      }),
    ),
    ...configuration.smsCarriers.map(
      (row): GraphNode => ({
        id: nodeId("sms-carrier", row.id),
        kind: "sms-carrier",
        within: null,
        row,
      }),
    ),
  ];
}

function coreNodes({ configuration }: TechnicalParts): readonly GraphNode[] {
  const sites = new Map(configuration.sites.map((row) => [row.id, row]));
  return [
    ...configuration.borders.map(
      (row): GraphNode => ({
        id: nodeId("border", row.id),
        kind: "border",
        within: null,
        row,
      }),
    ),
    ...configuration.exchanges.map(
      (row): GraphNode => ({
        id: nodeId("exchange", row.id),
        kind: "exchange",
        within: null,
        row,
        site: sites.get(row.siteId) ?? null,
      }),
    ),
  ];
}

/** Sites with agents, and sites with devices that belong to no exchange or border controller. */
function siteNodes({ configuration, devices }: TechnicalParts): readonly GraphNode[] {
  const owned = new Set([...configuration.borders, ...configuration.exchanges].map(({ deviceId }) => deviceId));
  const loose = new Set(devices.rows.filter(({ id }) => !owned.has(id)).map(({ siteId }) => siteId));
  return configuration.sites
    .filter((site) => hasAgents(site) || loose.has(site.id))
    .map((row) => ({ id: nodeId("site", row.id), kind: "site", within: null, row }));
}

/** Whether agents work at a site. */
function hasAgents({ agents, kind }: Site): boolean {
  return (agents ?? 0) > 0 || kind === "service-centre";
}

/** Places devices in the element they run, else at their site, else unplaced. */
function deviceNodes({ configuration, devices }: TechnicalParts, nodes: readonly GraphNode[]): readonly GraphNode[] {
  const rows = new Map(devices.rows.map((row) => [row.id, row]));
  const run = [
    ...configuration.borders.map((row) => ({ owner: nodeId("border", row.id), deviceId: row.deviceId })),
    ...configuration.exchanges.map((row) => ({ owner: nodeId("exchange", row.id), deviceId: row.deviceId })),
  ];
  const running = run.flatMap(({ owner, deviceId }): readonly GraphNode[] => {
    const row = rows.get(deviceId);
    return row === undefined ? [] : [deviceNode(owner, [row], row)];
  });
  const owned = new Set(run.map(({ deviceId }) => deviceId));
  const ids = new Set(nodes.map(({ id }) => id));
  const placeOf = (row: DeviceRow) => {
    const site = nodeId("site", row.siteId);
    return ids.has(site) ? site : "unplaced";
  };
  const byPlace = Map.groupBy(
    devices.rows.filter(({ id }) => !owned.has(id)),
    placeOf,
  );
  const standing = [...byPlace].flatMap(([place, own]) => groupsOf(place, own));
  return byPlace.has("unplaced")
    ? [...running, { id: "unplaced", kind: "unplaced", within: null }, ...standing]
    : [...running, ...standing];
}

function groupsOf(place: string, rows: readonly DeviceRow[]): readonly GraphNode[] {
  const alike = Map.groupBy(rows, ({ kind, maker, type }) => [kind, maker, type].join("\n").toLowerCase());
  return [...alike.values()].slice(0, DEVICE_GROUPS_MAX).flatMap((group) => {
    const first = group[0];
    return first === undefined ? [] : [deviceNode(place, group, first)];
  });
}

function deviceNode(within: string, rows: readonly DeviceRow[], row: DeviceRow): GraphNode {
  return { id: `${nodeId("device", row.id)}@${within}`, kind: "device", within, row, rowIds: rows.map(({ id }) => id) };
}

function nodeId(kind: string, rowId: string): string {
  return `${kind}:${rowId}`;
}

/** The node that a row's `leadsTo` names, or null. */
export function leadsToNode({ configuration }: TechnicalParts, leadsTo: string): string | null {
  if (configuration.borders.some(({ id }) => id === leadsTo)) return nodeId("border", leadsTo);
  if (configuration.exchanges.some(({ id }) => id === leadsTo)) return nodeId("exchange", leadsTo);
  return null;
}

function lineEdges(parts: TechnicalParts, linesPerE1: number): readonly GraphEdge[] {
  const { trunks, borders, smsCarriers } = parts.configuration;
  const into = (from: string, leadsTo: string, more: Partial<GraphEdge>): readonly GraphEdge[] => {
    const to = leadsToNode(parts, leadsTo);
    return to === null ? [] : [{ ...PLAIN, ...more, from, to, bundle: `to ${to}` }];
  };
  return [
    ...trunks.map((row) => ({ ...PLAIN, from: "callers", to: nodeId("trunk", row.id), bundle: "from callers" })),
    ...trunks.flatMap((row) =>
      into(nodeId("trunk", row.id), row.leadsTo, {
        channels: trunkChannels(row, linesPerE1),
        codecs: row.codecs,
        tls: row.protocol === "sip-tls",
        srtp: row.srtp,
      }),
    ),
    ...borders.flatMap((row) => into(nodeId("border", row.id), row.leadsTo, {})),
    ...smsCarriers.map((row) => ({
      ...PLAIN,
      from: "recipients",
      to: nodeId("sms-carrier", row.id),
      bundle: "from recipients",
    })),
    ...smsCarriers.flatMap((row) => into(nodeId("sms-carrier", row.id), row.leadsTo, {})),
  ];
}

/**
 * Edges from exchanges to agents and applications. An exchange serves the agents at its site; agents at a site without
 * an exchange are served by exchanges at sites without agents, or by all.
 */
function coreEdges({ configuration }: TechnicalParts): readonly GraphEdge[] {
  const { exchanges, sites } = configuration;
  const manned = sites.filter(hasAgents);
  const isManned = (id: string) => manned.some((site) => site.id === id);
  const central = exchanges.filter(({ siteId }) => !isManned(siteId));
  const edge = (exchange: ExchangeRow, to: string): GraphEdge => {
    const from = nodeId("exchange", exchange.id);
    return { ...PLAIN, from, to, bundle: `from ${from}` };
  };
  const toAgents = manned.flatMap((site) => {
    const own = exchanges.filter(({ siteId }) => siteId === site.id);
    const serving = own.length > 0 ? own : central.length > 0 ? central : exchanges;
    return serving.map((exchange) => edge(exchange, nodeId("site", site.id)));
  });
  const toPrograms = exchanges.filter(({ kind }) => kind === "cpaas").map((exchange) => edge(exchange, "applications"));
  return [...toAgents, ...toPrograms];
}
