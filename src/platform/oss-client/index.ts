/** The HTTP client of OSS RBA with limits on time, size, attempts and concurrent calls, so that it never blocks a screen. */
export {
  createOssClient,
  type OssClient,
  type OssClientOptions,
  ossLimits,
  type ReportOutcome,
} from "./client.ts";
export type { OssLimits } from "./exchange.ts";
