/** Telemetry: logs that mask personal data, and metrics. */
export { type Log, type LogSink, openLog } from "./log.ts";
export { maskRecord, maskText } from "./mask.ts";
export { type Metrics, openMetrics } from "./metrics.ts";
