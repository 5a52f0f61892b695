import { describe, expect, it } from "vitest";
import { ok, refuse } from "../../../../kernel/index.ts";
import type { MediaCommand, MediaEngine } from "../../../../platform/media/index.ts";
import { openPromptCache } from "./prompt-cache.effects.ts";

/** An engine that records its commands; `file` "broken" cannot be played. */
function noting() {
  const asked: string[] = [];
  const request = (command: MediaCommand) => {
    const file = command.kind === "load-prompt" ? command.file : "";
    asked.push("prompt" in command ? `${command.kind} ${command.prompt}` : command.kind);
    return Promise.resolve(file === "broken" ? refuse("prompt-unplayable") : ok({ ms: 100 }));
  };
  const engine = { mixer: { request } } as unknown as MediaEngine;
  const cache = openPromptCache({ engine, max: 2 });
  return { asked, need: (names: readonly string[]) => cache.need(names.map((name) => ({ name, file: name }))) };
}

describe("prompts in the media engine", () => {
  it("are loaded once, however many calls want them at the same time", async () => {
    const { asked, need } = noting();
    await Promise.all([need(["a", "a"]), need(["a"])]);
    await need(["a"]);
    expect(asked).toEqual(["load-prompt a"]);
  });

  it("make room by the one that was wanted longest ago, never one that is wanted now", async () => {
    const { asked, need } = noting();
    await need(["a"]);
    await need(["b"]);
    await need(["a"]);
    await need(["c"]);
    expect(asked).toEqual(["load-prompt a", "load-prompt b", "load-prompt c", "drop-prompt b"]);
    await need(["d", "e", "f"]);
    expect(asked.slice(4)).toEqual([
      "load-prompt d",
      "load-prompt e",
      "load-prompt f",
      "drop-prompt a",
      "drop-prompt c",
    ]);
  });

  it("that cannot be played say so each time", async () => {
    const { asked, need } = noting();
    await expect(need(["broken"])).rejects.toThrow("cannot be played");
    await expect(need(["broken"])).rejects.toThrow("cannot be played");
    expect(asked).toEqual(["load-prompt broken", "load-prompt broken"]);
  });
});
