import { describe, expect, it } from "vitest";
import { addressOf } from "./client.ts";

describe("the address of a call", () => {
  it("has its places filled in, safe against what they hold", () => {
    expect(addressOf("/api/holds/{id}/x/{code}", { path: { id: "a/b?c", code: "1500 1" } })).toBe(
      "/api/holds/a%2Fb%3Fc/x/1500%201",
    );
  });

  it("asks for what is given, and says nothing of what is not", () => {
    expect(addressOf("/api/people", { query: { search: "a&b", page: 2, pageSize: undefined } })).toBe(
      "/api/people?search=a%26b&page=2",
    );
    expect(addressOf("/api/people", { query: { search: undefined } })).toBe("/api/people");
    expect(addressOf("/api/session")).toBe("/api/session");
  });
});
