/** Telemetry: logs that mask personal data, and metrics. */
export { type Log, type LogSink, logWrongCredentials, openLog } from "./log.ts";
export { type Metrics, openMetrics } from "./metrics.ts";
