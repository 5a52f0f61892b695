import { request as send } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProblemBody } from "../../../testkit/client.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";

let portal: TestPortal;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
});

afterAll(() => portal.close());

/** The status of a GET with the Host header `host`, as a browser sends it after a DNS rebinding attack. */
function statusFor(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = send(new URL("/api/mailbox", portal.url), { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.once("error", reject).end();
  });
}

describe("a port for this machine only", () => {
  it.each([
    ["evil.example", 421],
    ["127.evil.example", 421],
    ["localhost.evil.example:8080", 421],
    ["localhost", 200],
    ["127.0.0.1:8080", 200],
    ["[::1]:8080", 200],
  ])("answers to the name %s with %s", async (host, status) => {
    expect(await statusFor(host)).toBe(status);
  });
});

describe("odd input", () => {
  it.each(["/%", "/api/inventory/codes/%00", "/api/inventory/codes?pattern=%00"])(
    "%s is refused in words, never as a fault of ours",
    async (path) => {
      const answer = await portal.anonymous.get<ProblemBody>(path);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).not.toContain("errors.");
    },
  );
});
