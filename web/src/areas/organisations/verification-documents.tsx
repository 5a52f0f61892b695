/** The documents of a registration beside its data: one at a time, selected by buttons or keys. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Organisation } from "../../data/types.ts";
import { Document } from "../../parts/document.tsx";

type VerificationDocument = "deed" | "nibDocument" | "legalBasis" | "assignment" | "authority";

/** The documents that this registration has or requires. */
function verificationDocumentsOf(
  organisation: Organisation,
): readonly { readonly name: VerificationDocument; readonly fileId: string | null }[] {
  const { deedFileId = null, nibFileId, legalBasisFileId, assignmentFileId, authority } = organisation;
  const isBody = organisation.kind === "government";
  const papers: readonly {
    readonly name: VerificationDocument;
    readonly fileId: string | null;
    readonly isDue: boolean;
  }[] = [
    { name: "deed", fileId: deedFileId, isDue: !isBody },
    { name: "nibDocument", fileId: nibFileId, isDue: !isBody && organisation.recordSource === "stated" },
    { name: "legalBasis", fileId: legalBasisFileId, isDue: isBody },
    {
      name: "assignment",
      fileId: assignmentFileId,
      isDue: isBody || organisation.personInCharge?.standing === "assigned",
    },
    { name: "authority", fileId: authority?.fileId ?? null, isDue: false },
  ];
  return papers.filter(({ fileId, isDue }) => fileId !== null || isDue);
}

/** The documents, the first one open. */
export function VerificationDocuments({ organisation }: { readonly organisation: Organisation }): ReactNode {
  const t = useTranslations("web.verify");
  const [open, setOpen] = useState<VerificationDocument | null>(null);
  const papers = verificationDocumentsOf(organisation);
  const shown = papers.find(({ name }) => name === open) ?? papers[0];
  if (shown === undefined) return null;
  return (
    <div className="grid min-w-0 gap-3 xl:sticky xl:top-[76px]">
      {papers.length < 2 ? null : (
        <div className="segments flex-wrap" role="group" aria-label={t("papers")}>
          {papers.map(({ name }) => (
            <button
              key={name}
              type="button"
              className="segment"
              aria-pressed={name === shown.name}
              onClick={() => setOpen(name)}
            >
              {t(`paper.${name}`)}
            </button>
          ))}
        </div>
      )}
      <Document key={shown.name} fileId={shown.fileId} title={t(`paper.${shown.name}`)} />
    </div>
  );
}
