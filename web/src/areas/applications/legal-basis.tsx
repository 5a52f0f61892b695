/** The law that a government body is based on, with its text. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Application } from "../../data/types.ts";

/** The body's name, its law, and a link to the text. */
export function LegalBasis({ organisation }: { readonly organisation: Application["organisation"] }): ReactNode {
  const t = useTranslations("web.organisation");
  const { name, legalBasis: law, legalBasisFileId: fileId } = organisation;
  if (law === null) return name;
  const kind = t.has(`basisKind.${law.kind as "law"}`) ? t(`basisKind.${law.kind as "law"}`) : law.kind;
  return (
    <>
      <span className="block">{name}</span>
      <span className="block">
        {kind} {law.number} ({law.year}): {law.subject}
      </span>
      {fileId === null ? null : (
        <a href={`/api/files/${fileId}`} target="_blank" rel="noreferrer" className="text-small">
          {t("basisFile")}
        </a>
      )}
    </>
  );
}
