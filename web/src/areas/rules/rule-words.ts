/** The titles of rules, groups and units; loaded only with the rules page. */
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Standing } from "../../data/types.ts";
import type { Locale } from "../../shell/speech.tsx";

/** Looks up titles; an unknown key is returned unchanged. */
export interface RuleWords {
  readonly title: (id: string) => string;
  /** `title` with the clause and standing of its rule; `title` alone where it has no clause. */
  readonly cited: (title: string, rule: { readonly clause: string | null; readonly standing: Standing }) => string;
  readonly group: (group: string) => string;
  readonly unit: (unit: string) => string;
}

type Titles = Readonly<Record<string, string>>;

interface RuleTexts {
  readonly rules?: Titles;
  readonly ruleGroups?: Titles;
  readonly ruleUnits?: Titles;
}

const LOADERS: Readonly<Record<Locale, () => Promise<{ readonly default: RuleTexts }>>> = {
  id: () => import("../../../../locales/parts/id/rules.json"),
  en: () => import("../../../../locales/parts/en/rules.json"),
};

/** The titles in the language of the screen. */
export function useRuleWords(): RuleWords {
  const locale = useLocale();
  const states = useTranslations("states");
  const [texts, setTexts] = useState<RuleTexts>({});
  useEffect(() => {
    let isCurrent = true;
    void LOADERS[locale]().then((loaded) => {
      if (isCurrent) setTexts(loaded.default);
    });
    return () => {
      isCurrent = false;
    };
  }, [locale]);
  return {
    title: (id) => texts.rules?.[id] ?? id,
    cited: (title, { clause, standing }) =>
      clause === null || clause === "" ? title : `${title} (${clause}; ${states(`standing.${standing}`)})`,
    group: (group) => texts.ruleGroups?.[group] ?? group,
    unit: (unit) => texts.ruleUnits?.[unit] ?? unit,
  };
}
