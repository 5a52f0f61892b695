import { describe, expect, it } from "vitest";
import { ok, refuse } from "../../kernel/index.ts";
import type { MediaCommand, MediaEngine } from "../../platform/media/index.ts";
import { openPromptShelf } from "./prompt-shelf.effects.ts";

/** An engine that notes what it is asked; `file` "broken" cannot be played. */
function noting() {
  const asked: string[] = [];
  const request = (command: MediaCommand) => {
    const file = command.kind === "load-prompt" ? command.file : "";
    asked.push("prompt" in command ? `${command.kind} ${command.prompt}` : command.kind);
    return Promise.resolve(file === "broken" ? refuse("prompt-unplayable") : ok({ ms: 100 }));
  };
  const engine = { mixer: { request } } as unknown as MediaEngine;
  const fileOf = (prompt: string) => (prompt === "none" ? null : prompt);
  return { asked, shelf: openPromptShelf({ engine, fileOf, max: 2 }) };
}

describe("prompts in the media engine", () => {
  it("are loaded once, however many calls want them at the same time", async () => {
    const { asked, shelf } = noting();
    await Promise.all([shelf.need(["a", "a"]), shelf.need(["a"])]);
    await shelf.need(["a"]);
    expect(asked).toEqual(["load-prompt a"]);
  });

  it("make room by the one that was wanted longest ago, never one that is wanted now", async () => {
    const { asked, shelf } = noting();
    await shelf.need(["a"]);
    await shelf.need(["b"]);
    await shelf.need(["a"]);
    await shelf.need(["c"]);
    expect(asked).toEqual(["load-prompt a", "load-prompt b", "load-prompt c", "drop-prompt b"]);
    await shelf.need(["d", "e", "f"]);
    expect(asked.slice(4)).toEqual([
      "load-prompt d",
      "load-prompt e",
      "load-prompt f",
      "drop-prompt a",
      "drop-prompt c",
    ]);
  });

  it("that are not there or cannot be played say so each time", async () => {
    const { asked, shelf } = noting();
    await expect(shelf.need(["none"])).rejects.toThrow("there is no prompt");
    await expect(shelf.need(["broken"])).rejects.toThrow("cannot be played");
    await expect(shelf.need(["broken"])).rejects.toThrow("cannot be played");
    expect(asked).toEqual(["load-prompt broken", "load-prompt broken"]);
  });
});
