/**
 * The technical configuration: the graph of a call centre from its applicant's description, checks on that graph, and
 * its diagram as SVG, as drawing commands and as text. All code is pure and may be bundled for the browser.
 */
export type { BoxTarget } from "./box-text.shared.ts";
export {
  checkGraph,
  type GraphFault,
  type GraphFaultCode,
  type GraphRules,
} from "./check-graph.shared.ts";
export {
  type CommitmentCity,
  type CommitmentTotals,
  type CommitmentYear,
  channelsOf,
  cityKey,
  commitmentTotals,
  wholeE1,
} from "./commitment.shared.ts";
export type { DiagramSentence } from "./describe-graph.shared.ts";
export type { DiagramWords } from "./diagram-words.shared.ts";
export {
  type BoxStyle,
  type DrawCommand,
  type Drawing,
  drawGraph,
} from "./draw-graph.shared.ts";
export {
  type CallCentreGraph,
  type GraphEdge,
  type GraphNode,
  graphOf,
  type TechnicalParts,
} from "./graph.shared.ts";
export { letterDrawing } from "./letter-drawing.ts";
export { type SvgOptions, svgOf } from "./svg.shared.ts";
export {
  type AgreementRow,
  type AgreementsPart,
  type BorderRow,
  COMMITMENT_YEARS,
  CONFIGURATIONS,
  type CommitmentPart,
  type CommitmentRow,
  type Configuration,
  type ConfigurationPart,
  type DeviceRow,
  type DevicesPart,
  type ExchangeRow,
  type ServicePart,
  type Site,
  type SmsCarrierRow,
  type TrunkRow,
} from "./technical.shared.ts";
