import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Page } from "playwright-core";

/** An accessibility fault that axe found on a page, with the HTML of each element. */
interface AccessibilityFault {
  readonly id: string;
  readonly impact: string | null;
  readonly places: readonly string[];
}

/** The minified form of axe: each document parses it again, which takes a quarter of the time of the full form. */
const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// Passed rules are not reported: that took three times as long as finding the faults.
const OPTIONS = { runOnly: TAGS, resultTypes: ["violations"] } satisfies axe.RunOptions;

// From the top: further down the sticky top bar covers part of a control, and axe measures the visible part only.
const RUN = `(async () => {
  if (typeof axe !== "object") return null;
  const place = [scrollX, scrollY];
  scrollTo(0, 0);
  const { violations } = await axe.run(document, ${JSON.stringify(OPTIONS)});
  scrollTo(...place);
  return violations.map(({ id, impact, nodes }) => ({ id, impact, places: nodes.map(({ html }) => html) }));
})()`;

/** Runs axe on the current document. Our screens have no frames; axe is injected into each document once. */
export async function accessibilityFaults(page: Page): Promise<readonly AccessibilityFault[]> {
  const known = await page.evaluate<readonly AccessibilityFault[] | null>(RUN);
  if (known !== null) return known;
  await page.evaluate(SOURCE);
  return page.evaluate<readonly AccessibilityFault[]>(RUN);
}
