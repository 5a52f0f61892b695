/** Downloads of a case: its templates, the whole file as PDF or ZIP, and the stamped receipts. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { addressOf } from "../../data/client.ts";
import { Icon } from "../../parts/icons.tsx";
import { isOpen } from "./item-state.ts";
import type { Licence } from "./licence-types.ts";
import { useRequirementName } from "./requirement-words.ts";

/** File formats of templates. */
const TEMPLATE_KINDS = ["pdf", "docx"] as const;

/** The template of one requirement, filled in with the current answers. */
export function TemplateLinks({
  licence,
  requirement,
}: {
  readonly licence: Licence;
  readonly requirement: string;
}): ReactNode {
  const t = useTranslations("web.licence");
  const nameOf = useRequirementName();
  const isWord = licence.items.find(({ key }) => key === requirement)?.isWord === true;
  return (
    <span className="flex flex-wrap gap-x-4 gap-y-1">
      {TEMPLATE_KINDS.filter((kind) => kind === "pdf" || isWord).map((kind) => (
        <a
          key={kind}
          download
          className="inline-flex items-center gap-1.5"
          href={addressOf("/api/licences/{id}/templates/{requirement}", {
            path: { id: licence.id, requirement },
            query: { format: kind },
          })}
        >
          <Icon name="file" size={16} />
          {t(`template.${kind}`)}
          <span className="sr-only"> {nameOf(requirement)}</span>
        </a>
      ))}
    </span>
  );
}

/** The card of downloads. */
export function Downloads({ licence }: { readonly licence: Licence }): ReactNode {
  const t = useTranslations("web.licence");
  const nameOf = useRequirementName();
  const templates = isOpen(licence) ? licence.items.filter(({ template, locked }) => template !== null && !locked) : [];
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="downloads">
      <h2 id="downloads" className="text-lead">
        {t("downloads")}
      </h2>
      <div className="flex flex-wrap gap-3">
        {(["pdf", "zip"] as const).map((kind) => (
          <a key={kind} className="button" download href={`/api/licences/${licence.id}/file.${kind}`}>
            <Icon name="file" />
            {t(`wholeFile.${kind}`)}
          </a>
        ))}
      </div>
      {templates.length === 0 ? null : (
        <details>
          <summary className="cursor-pointer font-semibold">{t("templates", { count: templates.length })}</summary>
          <p className="mt-2 max-w-[70ch] text-small text-soft">{t("templatesText")}</p>
          <ul className="mt-2 grid gap-2">
            {templates.map(({ key }) => (
              <li key={key} className="grid gap-x-4 sm:grid-cols-[minmax(0,1fr)_auto]">
                <span>{nameOf(key)}</span>
                <TemplateLinks licence={licence} requirement={key} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
