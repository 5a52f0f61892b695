import { describe } from "vitest";
import { startTestMedia } from "../../testkit/media.ts";
import { mixerContract, transportContract } from "./contract.ts";

describe("our engine as a transport", () => {
  transportContract(async () => {
    const media = await startTestMedia();
    return { part: media.engine.transport, close: media.close };
  });
});

describe("our engine as a mixer", () => {
  mixerContract(async () => {
    const media = await startTestMedia();
    return { part: media.engine.mixer, close: media.close };
  });
});
