import { afterEach, describe, expect, it } from "vitest";
import { SAMPLE_DECREE } from "../../../testkit/decree-sample.ts";
import { decreeDocument } from "../../licensing/issuing/index.ts";
import { type DocumentPool, type DocumentPoolOptions, openDocumentPool } from "./document-pool.ts";
import { renderLetter } from "./render-letter.ts";

const letter = decreeDocument(SAMPLE_DECREE);
const pools: DocumentPool[] = [];
const open = (options: Partial<DocumentPoolOptions> = {}) => {
  const pool = openDocumentPool(options);
  pools.push(pool);
  return pool;
};

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe("the paper pool", () => {
  it("draws off the event loop what the renderer draws in place", async () => {
    const pool = open();
    expect(pool.workers()).toBe(0);
    const [first, second] = await Promise.all([pool.render(letter), pool.render(letter), pool.render(letter)]);
    expect(Buffer.from(first).equals(await renderLetter(letter))).toBe(true);
    expect(Buffer.from(second).equals(first)).toBe(true);
    expect(pool.workers()).toBe(2);
  });

  it("hands back what a worker could not do, and goes on", async () => {
    const pool = open();
    const undrawable = pool.render({ ...letter, blocks: [{ kind: "paragraph", text: "😀" }] });
    await expect(undrawable).rejects.toThrow("U+1F600");
    await expect(undrawable).rejects.toMatchObject({ code: "task-failed" });
    expect((await pool.render(letter)).length).toBeGreaterThan(1000);
  });
});
