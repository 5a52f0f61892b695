/** Translations of the diagram with their placeholders left in; the drawing code fills them. */
import { useTranslations } from "use-intl";
import type { DiagramWords } from "../../../../src/licensing/configuration/diagram-words.shared.ts";

/** All placeholders that occur in texts of the diagram. */
const PARAMS = [
  ...["lines", "channels", "agents", "count", "region", "vendor", "rate", "redundancy", "name", "kind", "details"],
  ...["targets", "way", "owner"],
];

const OPEN = Object.fromEntries(PARAMS.map((name) => [name, `{${name}}`]));

type Texts = { readonly [key: string]: unknown };

/** Translates by key; the keys are read from the translations. */
interface Speaker {
  (key: string, params: Readonly<Record<string, string>>): string;
  readonly raw: (key: string) => Texts;
}

/** The translations in the language of the screen. */
export function useDiagramWords(): DiagramWords {
  const t = useTranslations("licence.diagram") as unknown as Speaker;
  const say = (keys: readonly string[], path: string): Texts =>
    Object.fromEntries(keys.map((key) => [key, t(`${path}${key}`, OPEN)]));
  const groups = ["kinds", "names", "lines", "protocols", "sentences"] as const;
  const whole = {
    ...say(["title", "summary", "empty", "unnamed", "noOperator", "marked"], ""),
    ...Object.fromEntries(groups.map((group) => [group, say(Object.keys(t.raw(group)), `${group}.`)])),
  };
  // Both languages have the same keys, which a check enforces; the type is that of the Indonesian file.
  return whole as unknown as DiagramWords;
}
