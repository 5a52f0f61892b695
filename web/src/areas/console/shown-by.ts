/** By what a program proved itself, in words. */
import { useTranslations } from "use-intl";
import type { ApiRequest } from "./console-data.ts";

/** The words: the key by its name, or which token. */
export function useShownBy(): (request: Pick<ApiRequest, "key" | "isTest">) => string {
  const t = useTranslations("web.console");
  return ({ key, isTest }) => {
    if (isTest) return t("testToken");
    return key === null ? t("accountToken") : (key.name ?? t("keyGone"));
  };
}
