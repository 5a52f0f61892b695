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

/** The texts in the language of the screen. */
export function useDiagramWords(): DiagramWords {
  const t = useTranslations("licence.diagram");
  const said = (texts: Texts, path: string): Texts =>
    Object.fromEntries(
      Object.entries(texts).map(([key, text]) => {
        const inner = path === "" ? key : `${path}.${key}`;
        const isGroup = typeof text === "object" && text !== null && !Array.isArray(text);
        return [key, isGroup ? said(text as Texts, inner) : t(inner as "summary", OPEN as never)];
      }),
    );
  const groups = ["kinds", "names", "lines", "protocols", "sentences"] as const;
  const single = ["title", "summary", "empty", "unnamed", "noOperator", "marked"] as const;
  const whole = {
    ...Object.fromEntries(single.map((key) => [key, t(key, OPEN as never)])),
    ...Object.fromEntries(groups.map((key) => [key, said(t.raw(key) as Texts, key)])),
  };
  // The locale file is checked to have the same keys in both languages, and typed by its Indonesian half.
  return whole as unknown as DiagramWords;
}
