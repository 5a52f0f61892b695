/** Documents of a test: letter of assignment, Berita Acara, SKLO. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../../parts/icons.tsx";
import type { Test } from "./test-types.ts";

/** The card of documents; renders nothing before the first. */
export function TestDocuments({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.test.papers");
  if (test.papers.length === 0) return null;
  return (
    <section className="card grid gap-3 p-5" aria-labelledby="papers">
      <h2 id="papers" className="text-lead">
        {t("title")}
      </h2>
      <ul className="grid gap-3">
        {test.papers.map((paper) => (
          <li key={paper.id} className="grid gap-1">
            <span>{t(`kind.${paper.kind}`)}</span>
            {paper.number === null ? null : (
              <span className="font-semibold [overflow-wrap:anywhere]">{paper.number}</span>
            )}
            {paper.state === "issued" ? (
              <span className="flex flex-wrap gap-3">
                <a
                  className="button button-small"
                  href={`/api/decrees/${paper.id}/file`}
                  target="_blank"
                  rel="noreferrer"
                >
                  <Icon name="file" size={16} />
                  {t("open")}
                  <span className="sr-only"> {t(`kind.${paper.kind}`)}</span>
                </a>
                <a className="button button-small" href={`/validasi-sk/${paper.id}`}>
                  <Icon name="shield" size={16} />
                  {t("verify")}
                  <span className="sr-only"> {t(`kind.${paper.kind}`)}</span>
                </a>
              </span>
            ) : (
              <span role="status" className="text-small text-soft">
                {t("coming")}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
