import { type BoxTarget, boxTarget, boxText, wayText } from "./box-text.shared.ts";
import { type DiagramWords, fillWords } from "./diagram-words.shared.ts";
import type { CallCentreGraph, GraphNode } from "./graph.shared.ts";

/** One sentence of the diagram's description, with its row. */
export interface DiagramSentence {
  readonly id: string;
  readonly text: string;
  readonly target: BoxTarget | null;
}

/** The diagram as an ordered list of sentences: trunks, border controllers, exchanges, agents and devices. */
export function describeGraph(graph: CallCentreGraph, words: DiagramWords): readonly DiagramSentence[] {
  const names = new Map(graph.nodes.map((node) => [node.id, boxText(node, words).name]));
  return graph.nodes.flatMap((node): readonly DiagramSentence[] => {
    const text = sentence(node, { graph, words, names });
    return text === null ? [] : [{ id: node.id, text, target: boxTarget(node) }];
  });
}

interface Frame {
  readonly graph: CallCentreGraph;
  readonly words: DiagramWords;
  readonly names: ReadonlyMap<string, string>;
}

function sentence(node: GraphNode, frame: Frame): string | null {
  const { sentences } = frame.words;
  const params = paramsOf(node, frame);
  const leads = params.targets !== "";
  switch (node.kind) {
    case "trunk":
      return fillWords(leads ? sentences.trunk : sentences.trunkNowhere, params);
    case "sms-carrier":
      return fillWords(leads ? sentences.carrier : sentences.carrierNowhere, params);
    case "border":
      return fillWords(leads ? sentences.border : sentences.borderNowhere, params);
    case "exchange":
      if (!leads) return fillWords(sentences.exchangeNowhere, params);
      return fillWords(node.row.vendor.trim() === "" ? sentences.exchange : sentences.exchangeRented, params);
    case "site":
      return (node.row.agents ?? 0) === 0
        ? fillWords(sentences.siteWithoutAgents, params)
        : fillWords(sentences.site, { ...params, agents: node.row.agents ?? 0 });
    case "device":
      return fillWords(node.rowIds.length === 1 ? sentences.device : sentences.devices, {
        ...params,
        count: node.rowIds.length,
      });
    case "callers":
    case "recipients":
    case "applications":
    case "unplaced":
      return null;
  }
}

function paramsOf(
  node: GraphNode,
  { graph, words, names }: Frame,
): Readonly<Record<string, string>> & { targets: string } {
  const { caption, name, details } = boxText(node, words);
  const ways = graph.edges.filter(({ from }) => from === node.id);
  const way = ways.map(wayText).find((text) => text !== "") ?? "";
  return {
    kind: caption === "" ? words.unnamed : caption,
    name,
    details: details.join(", "),
    way,
    owner: names.get(node.within ?? "") ?? "",
    targets: ways.map(({ to }) => names.get(to) ?? "").join(", "),
  };
}
