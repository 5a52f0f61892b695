import { present } from "../src/kernel/index.ts";
import {
  ARTICLE_POINTS,
  type ArticlePoint,
  MAP_GROUPS,
  type MapScreen,
  type PICTURES,
} from "../src/licensing/register/index.ts";
import type { Texts } from "../src/platform/texts/index.ts";
import { currentRuleset, type RuleId, ruleAt } from "../src/regulation/index.ts";

type Locale = "id" | "en";

const LANGUAGES: Readonly<Record<Locale, string>> = { id: "Bahasa Indonesia", en: "English" };

/** The map of the ministry's article as a document in both languages, from the same table as the page `/peta`. */
export function articleMapDocument(texts: Texts): string {
  const languages = (["id", "en"] as const).map((locale) => {
    const say = (key: string) => texts.text(locale, `pages.public.map.${key}`);
    const groups = MAP_GROUPS.map((group) => groupTable(texts, locale, group));
    return [`## ${LANGUAGES[locale]}`, say("about"), say("source"), ...groups].join("\n\n");
  });
  const heading = [
    "# The ministry's article, point by point",
    "Made by `npm run generate` from `src/licensing/register/article-map.ts`; a running installation shows it at `/peta`. The check `article-map` fails when a screen, rule, test or picture named here is gone.",
  ];
  return `${[...heading, ...languages].join("\n\n")}\n`;
}

function groupTable(texts: Texts, locale: Locale, group: ArticlePoint["group"]): string {
  const say = (key: string) => texts.text(locale, `pages.public.map.${key}`);
  const heads = [
    "#",
    say("columns.point"),
    say("columns.screen"),
    say("rules"),
    say("columns.tests"),
    say("columns.picture"),
  ];
  const rows = ARTICLE_POINTS.flatMap((point, index) =>
    point.group === group ? [rowOf(texts, locale, { point, number: index + 1 })] : [],
  );
  return [
    `### ${say(`groups.${group}`)}`,
    [tableRow(heads), tableRow(heads.map(() => "---")), ...rows].join("\n"),
  ].join("\n\n");
}

function rowOf(
  texts: Texts,
  locale: Locale,
  { point, number }: { readonly point: ArticlePoint; readonly number: number },
): string {
  const say = (key: string) => texts.text(locale, `pages.public.map.${key}`);
  const { id, screens, rules, tests } = point;
  const screenOf = ({ name, path, role }: MapScreen) =>
    `${say(`screens.${name}`)} \`${path}\`${role === null ? "" : ` (${say(`roles.${role}`)})`}`;
  const pictures = screens.flatMap(({ picture }) => (picture === undefined ? [] : [picture]));
  const pictureOf = (name: keyof typeof PICTURES) =>
    `[![${say(`pictures.${name}`)}](pictures/${name}.png)](pictures/${name}.png)`;
  return tableRow([
    String(number),
    `**${say(`points.${id}.title`)}** ${say(`points.${id}.text`)}`,
    screens.map(screenOf).join("<br>"),
    rules.map((rule) => ruleOf(texts, locale, rule)).join("<br>"),
    tests.map(({ file, title }) => `[${title}](../${file})`).join("<br>"),
    pictures.map(pictureOf).join("<br>"),
  ]);
}

/** Title, clause and standing of a rule. */
function ruleOf(texts: Texts, locale: Locale, id: RuleId): string {
  const rule = ruleAt(currentRuleset.version, id);
  const { clause, standing } = present(rule.ok ? rule.value : null, `the rule ${id}`);
  const word = texts.text(locale, `pages.public.rule.${standing}`);
  return `${texts.text(locale, `rules.${id}`)}: ${clause} (*${word}*)`;
}

const tableRow = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
