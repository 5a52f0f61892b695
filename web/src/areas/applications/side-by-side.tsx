/** Current decree values beside the new values and the OSS data; differences are marked by text and weight. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Application, HolderValues } from "../../data/types.ts";

function lineOf({ address, city, province }: HolderValues): string {
  return [address, city, province].filter((part) => part.trim() !== "").join(", ");
}

/** The table of old and new values; a new rule changes none of the holder's values. */
export function SideBySide({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application.change");
  const { change } = application.form;
  if (change === null) return null;
  if (change.ground === "rule") return <span>{t("valuesStay")}</span>;
  const { atOss } = application;
  const rows = [
    { name: t("name"), before: change.before.name, after: change.after.name, oss: atOss?.name ?? null },
    {
      name: t("address"),
      before: change.before.address,
      after: lineOf(change.after),
      oss: atOss === null ? null : lineOf(atOss),
    },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-frame" aria-label={t("values")} tabIndex={0}>
      <table className="table table-cards">
        <caption className="sr-only">{t("values")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("what")}</th>
            <th scope="col">{t("before")}</th>
            <th scope="col">{t("after")}</th>
            <th scope="col">{t("atOss")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <td className="font-semibold">{row.name}</td>
              <td data-label={t("before")} className="break-words">
                {row.before || "–"}
              </td>
              <td data-label={t("after")} className="break-words">
                <span>
                  <span className={row.after === row.before ? "" : "font-semibold"}>{row.after || "–"}</span>
                  <span className="block text-small text-soft">
                    {row.after === row.before ? t("same") : t("differs")}
                  </span>
                </span>
              </td>
              <td data-label={t("atOss")} className="break-words">
                {row.oss === null || row.oss === "" ? (
                  "–"
                ) : (
                  <span>
                    {row.oss}
                    <span className="block text-small text-soft">
                      {row.oss === row.after ? t("fitsOss") : t("notAtOss")}
                    </span>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The same in two lines, for narrow containers. */
export function OldToNew({ application }: { readonly application: Application }): ReactNode {
  const t = useTranslations("web.application.change");
  const { change } = application.form;
  if (change === null) return null;
  if (change.ground === "rule") return t("valuesStay");
  return (
    <>
      <span className="block">{`${change.before.name} → ${change.after.name || "–"}`}</span>
      <span className="block">{`${change.before.address} → ${lineOf(change.after) || "–"}`}</span>
    </>
  );
}
