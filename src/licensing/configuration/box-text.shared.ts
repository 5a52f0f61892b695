import { type BoxKind, type DiagramWords, fillWords, shownText } from "./diagram-words.shared.ts";
import type { GraphEdge, GraphNode } from "./graph.shared.ts";

/** The text of a box, or beside it if it is too long. */
export interface BoxText {
  readonly caption: string;
  readonly name: string;
  readonly details: readonly string[];
}

/** The target of a click on a box: a row of a part. */
export interface BoxTarget {
  readonly part: "configuration" | "devices";
  readonly rowId: string;
}

/** The caption kind of a box; devices are captioned with their entered kind. */
function boxKind(node: GraphNode): BoxKind | null {
  if (node.kind === "device") return null;
  if (node.kind === "sms-carrier" || !("row" in node)) return node.kind;
  return node.row.kind;
}

/** The row of a node; null if it has none. */
export function boxTarget(node: GraphNode): BoxTarget | null {
  if (!("row" in node)) return null;
  return { part: node.kind === "device" ? "devices" : "configuration", rowId: node.row.id };
}

/** The text of a node. */
export function boxText(node: GraphNode, words: DiagramWords): BoxText {
  const kind = boxKind(node);
  const caption = kind === null ? "" : words.kinds[kind];
  const named = (name: string) => orElse(shownText(name), words.unnamed);
  switch (node.kind) {
    case "trunk":
      return { caption, name: orElse(shownText(node.operator), words.noOperator), details: trunkDetails(node, words) };
    case "sms-carrier":
      return { caption, name: named(node.row.carrier), details: carrierDetails(node, words) };
    case "border":
      return { caption, name: named(node.row.name), details: [] };
    case "exchange":
      return { caption, name: named(node.row.name), details: exchangeDetails(node, words) };
    case "site":
      return { caption, name: named(node.row.name), details: siteDetails(node, words) };
    case "device":
      return deviceText(node, words);
    case "callers":
    case "recipients":
    case "applications":
    case "unplaced":
      return { caption, name: words.names[node.kind], details: [] };
  }
}

function orElse(text: string, otherwise: string): string {
  return text === "" ? otherwise : text;
}

type Of<Kind extends GraphNode["kind"]> = Extract<GraphNode, { readonly kind: Kind }>;

function trunkDetails({ row, channels }: Of<"trunk">, words: DiagramWords): readonly string[] {
  const capacity =
    row.kind === "e1"
      ? fillWords(words.lines.e1, { count: row.capacity ?? 0, channels })
      : fillWords(words.lines.channels, { channels });
  return [capacity, words.protocols[row.protocol]];
}

function carrierDetails({ row }: Of<"sms-carrier">, words: DiagramWords): readonly string[] {
  const protocol = words.protocols[row.protocol];
  return row.rate === null ? [protocol] : [protocol, fillWords(words.lines.rate, { rate: row.rate })];
}

function exchangeDetails({ row, site }: Of<"exchange">, words: DiagramWords): readonly string[] {
  const region = shownText(row.region);
  const country = site === null || site.country === "" || site.country === "ID" ? "" : ` (${site.country})`;
  const said = [
    [words.lines.vendor, "vendor", shownText(row.vendor)],
    [words.lines.region, "region", region === "" ? "" : `${region}${country}`],
    [words.lines.redundancy, "redundancy", shownText(row.redundancy)],
  ] as const;
  return said.filter(([, , value]) => value !== "").map(([text, name, value]) => fillWords(text, { [name]: value }));
}

function siteDetails({ row }: Of<"site">, words: DiagramWords): readonly string[] {
  const agents = row.agents === null ? [] : [fillWords(words.lines.agents, { agents: row.agents })];
  const city = shownText(row.city);
  return city === "" ? agents : [...agents, city];
}

function deviceText({ row, rowIds }: Of<"device">, words: DiagramWords): BoxText {
  const kind = shownText(row.kind);
  const model = [row.maker, row.type].map(shownText).filter((word) => word !== "");
  const named = orElse(model.join(" "), words.unnamed);
  const count = rowIds.length;
  return {
    caption: kind,
    name: count === 1 ? named : fillWords(words.lines.several, { count, name: named }),
    details: [],
  };
}

/** The label of a connection: channels, encryption and codecs; "" if there is none. */
export function wayText({ channels, codecs, tls, srtp }: GraphEdge): string {
  return [
    ...(channels === null ? [] : [String(channels)]),
    ...(tls ? ["TLS"] : []),
    ...(srtp ? ["SRTP"] : []),
    ...(codecs.length === 0 ? [] : [codecs.map(shownText).join(", ")]),
  ].join(" · ");
}
