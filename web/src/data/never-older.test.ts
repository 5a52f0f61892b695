import { QueryClient, QueryObserver, queryOptions } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { neverOlder } from "./never-older.ts";
import { applicationQuery } from "./queries.ts";

interface Case {
  readonly version: number;
  readonly note: string;
}

describe("a case that is asked for and saved at once", () => {
  it("stays as it was saved when the question is answered late", async () => {
    const cache = new QueryClient();
    let answer: (told: Case) => void = () => undefined;
    const asked = queryOptions({
      queryKey: ["case"],
      queryFn: () => new Promise<Case>((resolve) => (answer = resolve)),
      structuralSharing: neverOlder,
    });
    cache.setQueryData<Case>(asked.queryKey, { version: 3, note: "read" });
    const watch = new QueryObserver(cache, asked).subscribe(() => undefined);
    const asking = cache.refetchQueries({ queryKey: asked.queryKey });
    cache.setQueryData<Case>(asked.queryKey, { version: 5, note: "saved" });
    answer({ version: 4, note: "between" });
    await asking;
    expect(cache.getQueryData(asked.queryKey)).toEqual({ version: 5, note: "saved" });
    const later = cache.refetchQueries({ queryKey: asked.queryKey });
    answer({ version: 5, note: "a message came" });
    await later;
    expect(cache.getQueryData(asked.queryKey)).toEqual({ version: 5, note: "a message came" });
    watch();
    cache.clear();
  });

  it("is an application, too", () => {
    expect(applicationQuery("1").structuralSharing).toBe(neverOlder);
  });
});
