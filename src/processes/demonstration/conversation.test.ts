import { describe, expect, it } from "vitest";
import { FRAME_SAMPLES } from "../../protocols/audio/index.ts";
import { beginConversation, type Conversation, isSpeech, listen, speak } from "./conversation.ts";

const FRAME_MS = 20;
/** Two turns of a second each, with different samples. */
const SCRIPT = [new Int16Array(50 * FRAME_SAMPLES).fill(1_000), new Int16Array(50 * FRAME_SAMPLES).fill(2_000)];

/** Runs a conversation whose other side speaks at given times, and records the start and the end of each turn. */
function run(isOtherSpeaking: (nowMs: number) => boolean, untilMs = 60_000) {
  let conversation: Conversation = beginConversation(0);
  const begins: number[] = [];
  let last = 0;
  for (let nowMs = 0; nowMs < untilMs; nowMs += FRAME_MS) {
    if (isOtherSpeaking(nowMs)) conversation = listen(conversation, nowMs);
    const spoken = speak(conversation, SCRIPT, nowMs);
    conversation = spoken.conversation;
    const level = spoken.frame?.[0] ?? 0;
    if (level !== 0 && level !== last) begins.push(nowMs);
    last = level;
    if (spoken.isOver) return { begins, overMs: nowMs };
  }
  return { begins, overMs: null };
}

describe("a simulated speaker", () => {
  it("answers when the other side has spoken and is quiet again", () => {
    const { begins } = run((nowMs) => nowMs < 2_000);
    expect(begins[0]).toBeGreaterThanOrEqual(2_600);
    expect(begins[0]).toBeLessThan(3_000);
  });

  it("does not take a short noise for a turn", () => {
    expect(run((nowMs) => nowMs < 100).begins[0]).toBe(6_000);
  });

  it("begins after six seconds of silence, and again", () => {
    const { begins, overMs } = run(() => false);
    expect(begins[0]).toBe(6_000);
    expect(begins[1]).toBeGreaterThanOrEqual(12_900);
    expect(overMs).toBeLessThan(16_000);
  });

  it("goes on after twenty seconds of noise that never pauses", () => {
    const { begins, overMs } = run(() => true, 120_000);
    expect(begins[0]).toBe(20_000);
    expect(overMs).not.toBeNull();
  });

  it("lets the other side say goodbye before it hangs up", () => {
    const { begins, overMs } = run((nowMs) => nowMs > 13_500 && nowMs < 17_000);
    expect(begins).toHaveLength(2);
    expect(overMs).toBeGreaterThanOrEqual(17_000);
  });

  it("tells speech from silence and noise", () => {
    expect(isSpeech(new Int16Array(FRAME_SAMPLES).fill(2_000))).toBe(true);
    expect(isSpeech(new Int16Array(FRAME_SAMPLES).fill(100))).toBe(false);
    expect(isSpeech(new Int16Array(0))).toBe(false);
  });
});
