/** The HTTP client of OSS RBA: bounded in time, size, attempts and calls at once, so that it never blocks a screen. */
export {
  createOssClient,
  type OssClient,
  type OssClientOptions,
  ossLimits,
  type ReportOutcome,
} from "./client.ts";
export type { OssLimits } from "./exchange.ts";
