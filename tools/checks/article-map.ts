import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ArticlePoint } from "../../src/licensing/register/index.ts";
import type { Check, Finding } from "./finding.ts";
import { filesBelow, isTest, textsBelow } from "./tree.ts";

const MAP = "src/licensing/register/article-map.ts";
const ROUTES = "web/src/routes.shared.ts";
const PUBLIC_PAGES = "src/licensing/register/public-page.ts";
/** Server-rendered pages outside of the public site. */
const MORE_PAGES = ["/validasi-sk"];
const RULES = /^src\/regulation\/versions\/[^/]+\/[^/]+\.json$/;
const QUOTED_PATH = /"(\/[a-z0-9/:-]*)"/g;

/** The names that the table may use. */
interface Known {
  readonly files: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
  readonly rules: ReadonlySet<string>;
  readonly tests: ReadonlyMap<string, string>;
}

/** Faults in the names of one point. */
function faultsOf({ id, screens, rules, tests }: ArticlePoint, known: Known): readonly string[] {
  const screenFaults = screens.flatMap(({ path: address, picture }) => [
    ...(known.paths.has(address) ? [] : [`no screen answers ${address}`]),
    ...(picture === undefined || known.files.has(`docs/pictures/${picture}.png`)
      ? []
      : [`there is no picture ${picture}`]),
  ]);
  const ruleFaults = rules.filter((rule) => !known.rules.has(rule)).map((rule) => `there is no rule ${rule}`);
  const testFaults = tests.flatMap(({ file, title }) => {
    const text = known.tests.get(file);
    if (text === undefined) return [`there is no test file ${file}`];
    return text.includes(`"${title}"`) ? [] : [`${file} has no test "${title}"`];
  });
  const pictures = screens.flatMap(({ picture }) => picture ?? []);
  const counts = { screens, pictures, rules, tests };
  const missing = Object.entries(counts).flatMap(([name, list]) => (list.length === 0 ? [`has no ${name}`] : []));
  return [...missing, ...screenFaults, ...ruleFaults, ...testFaults].map((fault) => `${id}: ${fault}`);
}

async function knownIn(root: string): Promise<Known> {
  const files = await filesBelow(root);
  const pages = await textsBelow(root, (file) => file === ROUTES || file === PUBLIC_PAGES);
  const rules = await textsBelow(root, (file) => RULES.test(file));
  const tests = await textsBelow(root, isTest);
  const found = (texts: typeof pages, pattern: RegExp) =>
    texts.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, name = ""]) => name));
  return {
    files: new Set(files),
    paths: new Set([...found(pages, QUOTED_PATH), ...MORE_PAGES]),
    rules: new Set(found(rules, /"id": ?"([^"]+)"/g)),
    tests: new Map(tests.map(({ file, text }) => [file, text])),
  };
}

/** The map of the ministry's article names screens, rules, tests and pictures that exist. */
export const articleMap: Check = {
  name: "article-map",
  asks: "screens, rules, tests and pictures that the article's map names exist",
  async run(root) {
    const module = (await import(pathToFileURL(path.join(root, MAP)).href)) as {
      readonly ARTICLE_POINTS: readonly ArticlePoint[];
    };
    const known = await knownIn(root);
    const findings = module.ARTICLE_POINTS.flatMap((point) =>
      faultsOf(point, known).map((message): Finding => ({ file: MAP, message })),
    );
    return { seen: module.ARTICLE_POINTS.length, findings };
  },
};
