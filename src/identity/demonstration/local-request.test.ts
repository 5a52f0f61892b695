import { describe, expect, it } from "vitest";
import { isLocalRequest, type RequestFacts } from "./local-request.ts";

const LOCAL: RequestFacts = {
  isBoundToLoopback: true,
  trustedProxies: [],
  headerNames: ["host", "origin", "user-agent", "content-type"],
  host: "127.0.0.1:8080",
  peer: "127.0.0.1",
};

const VIOLATIONS: readonly (Partial<RequestFacts> & { readonly what: string })[] = [
  { what: "a port that other machines reach", isBoundToLoopback: false },
  { what: "a trusted proxy", trustedProxies: ["127.0.0.1"] },
  { what: "a header of a proxy", headerNames: ["host", "x-forwarded-for"] },
  { what: "a name that is not this machine's", host: "rebound.example:8080" },
  { what: "a peer on another machine", peer: "192.0.2.7" },
];

describe("a request to the start page", () => {
  it.each(["localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080"])(
    "is local at %s",
    (host) => {
      expect(isLocalRequest({ ...LOCAL, host })).toBe(true);
    },
  );

  it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1"])("is local from %s", (peer) => {
    expect(isLocalRequest({ ...LOCAL, peer })).toBe(true);
  });

  it("is refused for every combination of one violation or more", () => {
    for (let set = 1; set < 2 ** VIOLATIONS.length; set += 1) {
      const chosen = VIOLATIONS.filter((_, index) => (set & (1 << index)) !== 0);
      const facts = Object.assign({}, LOCAL, ...chosen) as RequestFacts;
      expect(isLocalRequest(facts), chosen.map(({ what }) => what).join(", ")).toBe(false);
    }
  });

  it.each([
    "forwarded",
    "via",
    "x-real-ip",
    "x-forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-anything",
    "x-client-ip",
    "true-client-ip",
    "cf-connecting-ip",
  ])("is refused with the header %s", (name) => {
    expect(isLocalRequest({ ...LOCAL, headerNames: [...LOCAL.headerNames, name] })).toBe(false);
  });

  it.each([
    undefined,
    "",
    "localhost.",
    "a.localhost:8080",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "127.0.0.2:8080",
    "127.1",
    "[::ffff:127.0.0.1]:8080",
    "localhost:8080:80",
    "localhost:port",
    "user@localhost:8080",
    "0.0.0.0:8080",
    "192.0.2.7:8080",
  ])("is refused for the Host %s", (host) => {
    expect(isLocalRequest({ ...LOCAL, host })).toBe(false);
  });

  it.each([undefined, "", "127.0.0.2", "10.0.0.5", "::ffff:10.0.0.5", "fe80::1"])("is refused from %s", (peer) => {
    expect(isLocalRequest({ ...LOCAL, peer })).toBe(false);
  });
});
