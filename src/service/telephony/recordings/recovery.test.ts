import { describe, expect, it } from "vitest";
import { afterRefusal } from "./recovery.ts";

describe("a recording that nobody finished", () => {
  it("is lost at once when the engine knows no sound of it", () => {
    expect(afterRefusal("recording-unknown", 1)).toEqual({ does: "lose", reason: "no-sound" });
  });

  it("waits for an engine that is away, however long", () => {
    expect(afterRefusal("engine-away", 10_000)).toEqual({ does: "wait" });
    expect(afterRefusal("deadline-passed", 10_000)).toEqual({ does: "wait" });
  });

  it("is looked at twenty times while its journal or its key cannot be read, and then lost", () => {
    expect(afterRefusal("key-unreadable", 19)).toEqual({ does: "wait" });
    expect(afterRefusal("key-unreadable", 20)).toEqual({ does: "lose", reason: "key-unreadable" });
    expect(afterRefusal("recording-unreadable", 19)).toEqual({ does: "wait" });
    expect(afterRefusal("recording-unreadable", 20)).toEqual({ does: "lose", reason: "unreadable" });
  });
});
