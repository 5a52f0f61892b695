/** Describes value types in the user's language. */
import { useLocale, useTranslations } from "use-intl";
import type { ValueLimit, ValueType } from "../../../../src/service/cpaas/reference/schema-fields.shared.ts";

/** Bounds by unit. */
const BOUNDS = [
  ["characters-min", "characters-max", "characters"],
  ["min", "max", "plain"],
  ["items-min", "items-max", "plain"],
] as const;

/** Returns a function that describes a type and its bounds. */
export function useTypeWords(): (type: ValueType) => string {
  const t = useTranslations("web.console.reference");
  const locale = useLocale();
  const bound = (limits: readonly ValueLimit[], [least, most, unit]: (typeof BOUNDS)[number]): readonly string[] => {
    const valueAt = (limit: ValueLimit["limit"]) => {
      const found = limits.find((one) => one.limit === limit);
      return found === undefined ? undefined : found.value.toLocaleString(locale);
    };
    const [from, to] = [valueAt(least), valueAt(most)];
    if (from !== undefined && to !== undefined) return [t(`limits.${unit}.between`, { from, to })];
    if (to !== undefined) return [t(`limits.${unit}.most`, { to })];
    return from === undefined ? [] : [t(`limits.${unit}.least`, { from })];
  };
  const say = (type: ValueType): string => {
    const { kind, of, choices, limits, isNullable, fallback } = type;
    const what =
      kind === "choice"
        ? choices.map(String).join(" | ")
        : kind === "list" && of !== undefined
          ? t("listOf", { what: say(of) })
          : t(`kinds.${kind}`);
    const left = fallback === undefined || fallback === "" ? [] : [t("fallback", { value: JSON.stringify(fallback) })];
    const parts = [what, ...BOUNDS.flatMap((one) => bound(limits, one)), ...left, ...(isNullable ? [t("orNull")] : [])];
    return parts.join(", ");
  };
  return say;
}
