import { globSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { filesOfPart, PARTS, PROJECTS } from "../../tools/testing/tiers.ts";
import { checkout } from "./clean-tree.ts";

const matches = (file: string, globs: readonly string[]) => globs.some((glob) => path.matchesGlob(file, glob));

it("runs every test file in exactly one project, and every project in a tier", () => {
  const files = globSync("{src,simulators,testkit,tests,tools,bench,web}/**/*.test.{ts,tsx}", { cwd: checkout });
  expect(files.length).toBeGreaterThan(700);
  const homes = files.map((file) => ({
    file,
    projects: PROJECTS.filter((project) => matches(file, project.include) && !matches(file, project.exclude)).length,
  }));
  expect(homes.filter(({ projects }) => projects !== 1)).toEqual([]);
  const inTiers = new Set(["unit", "system", ...PARTS.flatMap(({ projects }) => projects)]);
  expect(PROJECTS.map(({ name }) => name).filter((name) => !inTiers.has(name))).toEqual([]);
});

it("has files for every part of the long tier, within forty minutes together", () => {
  expect(PARTS.filter((part) => part.files !== "all" && filesOfPart(part).length === 0)).toEqual([]);
  expect(PARTS.reduce((sum, { budgetMinutes }) => sum + budgetMinutes, 0)).toBeLessThanOrEqual(40);
});
