/** Texts of refusals that arrive as a code in a successful response. */
import { useTranslations } from "use-intl";

/** Returns the text of a code in the user's language. */
export function useRefusalText(): (code: string) => string {
  const t = useTranslations("web.test.refusal");
  return (code) => (t.has(code as "other") ? t(code as "other") : t("other", { code }));
}
