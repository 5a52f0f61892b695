/**
 * Reports of a call centre: counts of queues and agents as folds of their events, by named definitions; and the number of agents that a load
 * needs, by Erlang's formulas.
 */
export { type AgentTime, countAgentTime, occupancyOf } from "./agent-time.ts";
export { agentsNeeded, erlangB, erlangC, erlangsOf, loadOfLines, staffing, staffingWithPatience } from "./erlang.ts";
export { intervalStartMs } from "./interval.ts";
export {
  addCounts,
  type ContactCount,
  type CountedRange,
  type Counts,
  countContacts,
  DEFAULT_SERVICE_LEVEL,
  figuresOf,
  openContactCount,
  type QueueFigures,
  type ReportedEvent,
  share,
} from "./queue-figures.ts";
export { halfHourRows, rowsOf, totalsOf } from "./queue-report.ts";
export { type CodeCall, regulatoryLevel } from "./regulatory-level.ts";
export { type RangeRefusal, REPORT_DAYS_MAX, readRange } from "./report-range.ts";
