/** Names of requirements and parts, and what the pre-check found, in words. */
import { useLocale, useTranslations } from "use-intl";
import { wordedParams } from "../../../../src/licensing/requirements/finding-words.shared.ts";
import { shortDate } from "../../words/dates.ts";
import type { PreCheckFinding } from "./licence-types.ts";

/** The name of a requirement by its key; a key that this version does not know stands for itself. */
export function useRequirementName(): (key: string) => string {
  const t = useTranslations("licence.requirement");
  return (key) => (t.has(`${key}.title` as "D01.title") ? t(`${key}.title` as "D01.title") : key);
}

/** The name of a page of the application: a part of the form, or a requirement. */
export function usePageName(): (page: string) => string {
  const t = useTranslations("web.licence.part");
  const nameOf = useRequirementName();
  return (page) => (t.has(page as "service") ? t(page as "service") : nameOf(page));
}

/** What was found and what would mend it, in words; a code that this version does not know stands for itself. */
export function useFoundWords(): (found: Pick<PreCheckFinding, "code" | "params">) => {
  readonly message: string;
  readonly remedy: string | null;
} {
  const t = useTranslations("licence.finding");
  const say = useTranslations();
  const locale = useLocale();
  const spoken = {
    say: (key: string) => (say.has(key as "licence.function.ivr") ? say(key as "licence.function.ivr") : key),
    date: (date: string) => shortDate(date, locale),
  };
  return ({ code, params: raw }) => {
    const params = wordedParams({ params: raw }, spoken);
    const [message, remedy] = [`${code}.message`, `${code}.remedy`] as const;
    return {
      message: t.has(message as "field-missing.message") ? t(message as "field-missing.message", params) : code,
      remedy: t.has(remedy as "field-missing.remedy") ? t(remedy as "field-missing.remedy", params) : null,
    };
  };
}
