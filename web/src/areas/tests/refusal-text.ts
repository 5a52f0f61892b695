/** Refusals that come as a code inside an answer, not as its failure. */
import { useTranslations } from "use-intl";

/** What a code means, in the reader's language. */
export function useRefusalText(): (code: string) => string {
  const t = useTranslations("web.test.refusal");
  return (code) => (t.has(code as "other") ? t(code as "other") : t("other", { code }));
}
