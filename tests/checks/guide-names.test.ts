import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { namesIn, screenTexts } from "../../testkit/guide-names.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../docs/guide/id");
const NAMES_MIN = 10;

it.each(readdirSync(FOLDER))("uses the names of the screens in the Indonesian guide %s", (file) => {
  const texts = screenTexts();
  const names = namesIn(readFileSync(path.join(FOLDER, file), "utf8"));
  expect(names.length).toBeGreaterThan(NAMES_MIN);
  expect(names.filter((name) => !texts.has(name))).toEqual([]);
});
