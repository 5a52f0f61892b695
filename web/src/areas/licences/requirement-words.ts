/** Labels of requirements and parts, and texts of pre-check findings. */
import { useLocale, useTranslations } from "use-intl";
import { wordedParams } from "../../../../src/licensing/requirements/finding-words.shared.ts";
import { shortDate } from "../../words/dates.ts";
import type { PreCheckFinding } from "./licence-types.ts";

/** The label of a requirement; the key when this version does not know it. */
export function useRequirementName(): (key: string) => string {
  const t = useTranslations("licence.requirement");
  return (key) => (t.has(`${key}.title` as "D01.title") ? t(`${key}.title` as "D01.title") : key);
}

/** The label of a page of the application: a part of the form, or a requirement. */
export function usePageName(): (page: string) => string {
  const t = useTranslations("web.licence.part");
  const nameOf = useRequirementName();
  return (page) => (t.has(page as "service") ? t(page as "service") : nameOf(page));
}

/** The text of a finding and its correction; the code when this version does not know it. */
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
