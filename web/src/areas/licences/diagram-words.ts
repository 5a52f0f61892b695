/** The words of the diagram, with the places for what is put in left open: the drawing fills them itself. */
import { useTranslations } from "use-intl";
import type { DiagramWords } from "../../../../src/licensing/configuration/diagram-words.shared.ts";

/** Everything that a text of the diagram can take. */
const PARAMS = [
  ...["lines", "channels", "agents", "count", "region", "vendor", "rate", "redundancy", "name", "kind", "details"],
  ...["targets", "way", "owner"],
];

const OPEN = Object.fromEntries(PARAMS.map((name) => [name, `{${name}}`]));

type Texts = { readonly [key: string]: unknown };

/** Says a text by its key; the keys come from the texts themselves. */
interface Speaker {
  (key: string, params: Readonly<Record<string, string>>): string;
  readonly raw: (key: string) => Texts;
}

/** The texts in the language of the screen. */
export function useDiagramWords(): DiagramWords {
  const t = useTranslations("licence.diagram") as unknown as Speaker;
  const say = (keys: readonly string[], path: string): Texts =>
    Object.fromEntries(keys.map((key) => [key, t(`${path}${key}`, OPEN)]));
  const groups = ["kinds", "names", "lines", "protocols", "sentences"] as const;
  const whole = {
    ...say(["title", "summary", "empty", "unnamed", "noOperator", "marked"], ""),
    ...Object.fromEntries(groups.map((group) => [group, say(Object.keys(t.raw(group)), `${group}.`)])),
  };
  // The locale file has the same keys in both languages, which a house rule checks, and is typed by its Indonesian half.
  return whole as unknown as DiagramWords;
}
