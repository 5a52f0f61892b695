/** The HTTP client of OSS RBA: bounded in time, size, attempts and calls at once, so that it never blocks a screen. */
export {
  createOssClient,
  type OssClient,
  type OssClientOptions,
  type OssLimits,
  ossLimits,
} from "./client.ts";
