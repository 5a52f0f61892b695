import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../../tools/checks/finding.ts";
import { type Files, makeTree, type Tree } from "./clean-tree.ts";
import { type Tool, toolFindings } from "./tool-findings.ts";
import { violations } from "./violations.ts";

const tools = Object.keys(violations) as readonly Tool[];

describe.each(tools)("the tool behind %s", (tool) => {
  const cases = violations[tool];
  const planted: Files = Object.assign({}, ...cases.map(({ files }) => files)) as Files;
  let tree: Tree;
  let findings: readonly Finding[];

  beforeAll(async () => {
    tree = await makeTree(planted);
    findings = await toolFindings[tool](tree.root);
  });
  afterAll(() => tree.close());

  it("is content with the clean tree", async () => {
    const clean = await makeTree();
    try {
      expect(await toolFindings[tool](clean.root)).toEqual([]);
    } finally {
      await clean.close();
    }
  });

  it.each(cases)("finds $title", ({ named, says }) => {
    const messages = findings.filter(({ file }) => file === named).map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringMatching(says));
  });

  it("blames no other file", () => {
    const blamed = new Set(findings.map(({ file }) => file));
    expect([...blamed].sort()).toEqual([...new Set(cases.map(({ named }) => named))].sort());
  });
});
