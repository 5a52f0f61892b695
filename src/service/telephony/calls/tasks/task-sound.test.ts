import { describe, expect, it } from "vitest";
import { ok } from "../../../../kernel/index.ts";
import type { MediaCommand } from "../../../../platform/media/index.ts";
import { openClipPlayer } from "./task-sound.effects.ts";

/** A player whose engine loads each prompt on command. */
function staged() {
  const asked: string[] = [];
  const loading = new Map<string, () => void>();
  const request = (command: MediaCommand) => {
    if (command.kind !== "load-prompt") return Promise.resolve(ok(null));
    return new Promise((resolve) => void loading.set(command.prompt, () => resolve(ok({ ms: 100 }))));
  };
  const ask = (command: MediaCommand) => {
    asked.push(command.kind === "play" ? command.play : command.kind);
    return Promise.resolve(null);
  };
  const promptOf = (_tenantId: string, name: string) => (name === "none" ? null : { name, file: `${name}.wav` });
  const options = { engine: { mixer: { request } }, prompts: { music: "music" }, promptOf };
  const player = openClipPlayer({ options, ask } as never);
  const play = (name: string, prompt: string) =>
    player.playClips(
      { callId: "call", legId: "leg" },
      { tenantId: "tenant", play: name, clips: [{ kind: "prompt", prompt }], times: 1 },
    );
  return { asked, player, play, loaded: (prompt: string) => loading.get(prompt)?.() };
}

describe("clips whose prompts are being loaded", () => {
  it("are not heard after what came later", async () => {
    const { asked, play, loaded } = staged();
    const [first, second] = [play("first", "slow"), play("second", "quick")];
    loaded("quick");
    await second;
    loaded("slow");
    await first;
    expect(asked).toEqual(["second"]);
  });

  it("are not heard once the caller has chosen", async () => {
    const { asked, player, play, loaded } = staged();
    const first = play("first", "slow");
    player.superseded("leg");
    loaded("slow");
    await first;
    expect(asked).toEqual([]);
  });

  it("of the house need no loading, and one that nobody has is refused", async () => {
    const { asked, play } = staged();
    await play("first", "music");
    expect(asked).toEqual(["first"]);
    await expect(play("second", "none")).rejects.toThrow("there is no prompt none");
  });
});
